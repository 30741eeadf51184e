package keyconsole.service;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.LastRequest;
import keyconsole.domain.RecentUsage;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;

/// The keys of one tenant: what there is, what may be done, and doing it. Calls block; any thread.
public final class KeyService implements AutoCloseable {

  private KeyService() {}

  public static KeyService open(
      Path dataRoot,
      String tenantDomain,
      Session session,
      Optional<String> signingKey,
      Clock clock) {
    throw new UnsupportedOperationException();
  }

  /// Acts for another session from now on: a fresh token, or read-only after the last one ended.
  public void actFor(Session session) {
    throw new UnsupportedOperationException();
  }

  /// The session it acts for.
  public Session session() {
    throw new UnsupportedOperationException();
  }

  /// Sets the status of every file with this file's hash to revoked; for a live credential whose
  /// file is a problem. Administrators only.
  public void disable(KeyProblem problem) {
    throw new UnsupportedOperationException();
  }

  /// A successor with the same settings and a raw key of its own; the old key ends after the
  /// overlap. Both are linked to each other in the console's own notes and in the audit log.
  public IssuedKey rotateWithOverlap(KeyId id, Duration overlap) {
    throw new UnsupportedOperationException();
  }

  /// Reads the usage lines that are new since the last call. Blocks; may take long the first time.
  public void refreshUsage() {
    throw new UnsupportedOperationException();
  }

  /// Requests of a key on each UTC day from `first`, for `days` days, by what was read so far.
  public long[] dailyRequests(KeyId id, LocalDate first, int days) {
    throw new UnsupportedOperationException();
  }

  /// Requests of a key in this UTC hour, day and month.
  public RecentUsage recentUsage(KeyId id) {
    throw new UnsupportedOperationException();
  }

  /// The newest usage line of a key, by what was read so far.
  public Optional<LastRequest> lastRequest(KeyId id) {
    throw new UnsupportedOperationException();
  }

  /// The JSON text of a key's file as it stands now, for reading.
  public String fileText(String fileName) {
    throw new UnsupportedOperationException();
  }

  /// What a person should know about this folder, e.g. that its file system has no locks.
  public List<String> warnings() {
    throw new UnsupportedOperationException();
  }

  public List<ApiKey> list() {
    throw new UnsupportedOperationException();
  }

  public List<ApiKey> listOwnedBy(String ownerId) {
    throw new UnsupportedOperationException();
  }

  public List<KeyProblem> problems() {
    throw new UnsupportedOperationException();
  }

  public IssuedKey create(KeyRequest request) {
    throw new UnsupportedOperationException();
  }

  public IssuedKey rotate(KeyId id) {
    throw new UnsupportedOperationException();
  }

  public ApiKey revoke(KeyId id) {
    throw new UnsupportedOperationException();
  }

  public ApiKey suspend(KeyId id) {
    throw new UnsupportedOperationException();
  }

  public ApiKey resume(KeyId id) {
    throw new UnsupportedOperationException();
  }

  public ApiKey update(KeyId id, KeyEdit edit) {
    throw new UnsupportedOperationException();
  }

  public Optional<ApiKey> identify(String rawKey) {
    throw new UnsupportedOperationException();
  }

  public Decision check(AccessRequest request) {
    throw new UnsupportedOperationException();
  }

  public Decision validate(AccessRequest request) {
    throw new UnsupportedOperationException();
  }

  public String capabilityToken(KeyId id, Map<String, ?> extraContext) {
    throw new UnsupportedOperationException();
  }

  public UsageReport usage(UsageQuery query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
