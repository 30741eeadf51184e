package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFinding.Doubt;
import keyconsole.domain.AuditFinding.What;
import keyconsole.domain.AuditFindings;
import keyconsole.domain.AuditFindings.Warning;
import keyconsole.domain.Expiry;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.store.KeyFile;
import keyconsole.store.Timestamps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deeds without words and words without deeds are found, and nobody who did as he said is accused.
class DeedWatchTest {

  private static final String DANA = "dana@acme.example";
  private static final String DAY = "audit_2026-11-23.jsonl";
  private static final String GARBAGE = "{\"timestamp\": garbled\n";

  @TempDir Path temporary;

  private TestTenant tenant;
  private KeyService service;
  private DeedWatch watch;

  @BeforeEach
  void open() throws IOException {
    tenant = TestTenant.empty(Files.createDirectories(temporary.resolve("data")));
    openConsole();
  }

  private Path userFolder() {
    return temporary.resolve("user");
  }

  private void openConsole() {
    service = tenant.openAsAdministrator();
    watch = service.deedWatch(Optional.of(userFolder()));
  }

  @AfterEach
  void closeConsole() {
    watch.close();
    service.close();
  }

  private void restart() {
    closeConsole();
    openConsole();
  }

  private void pass(Duration time) {
    tenant.clock.set(tenant.clock.instant().plus(time));
  }

  /// Looks until everything has had its time.
  private List<AuditFinding> found() {
    AuditFindings found = watch.auditFindings();
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(6));
      found = watch.auditFindings();
    }
    return found.findings();
  }

  private List<What> kinds() {
    return found().stream().map(AuditFinding::what).toList();
  }

  private ApiKey make() {
    pass(Duration.ofSeconds(1));
    IssuedKey issued = service.create(KeyRequest.of("Export", DANA, List.of("rag:search")));
    issued.rawKey().close();
    return issued.key();
  }

  private Path fileOf(KeyId key) {
    return tenant.directory().keys().resolve(key.fileName());
  }

  private ApiKey read(KeyId key) {
    return service.list().stream().filter(each -> each.id().equals(key)).findFirst().orElseThrow();
  }

  /// Changes a key as an editor would: no line, no other `updated_at`.
  private void change(KeyId key, UnaryOperator<ApiKey.Changed> how) throws IOException {
    overwrite(key, KeyFile.textOf(how.apply(read(key).with()).key()));
  }

  private void overwrite(KeyId key, byte[] text) throws IOException {
    Files.write(fileOf(key), text);
    takeIn(service);
  }

  /// The system tells of a change some time after it, on a busy machine looks later.
  private static void takeIn(KeyService console) {
    console.list();
  }

  private void remove(KeyId key) throws IOException {
    Files.delete(fileOf(key));
    takeIn(service);
  }

  private void append(String text) throws IOException {
    Files.writeString(
        tenant.directory().audit().resolve(DAY),
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private int lines() throws IOException {
    return Files.readAllLines(tenant.directory().audit().resolve(DAY)).size();
  }

  private static List<Object> doubt(AuditFinding finding) {
    return List.of(
        finding.what(),
        finding.doubt(),
        finding.entry().map(AuditFinding.Entry::file).orElse(""),
        finding.entry().map(AuditFinding.Entry::line).orElse(0));
  }

  private void say(String action, KeyId key, Instant at, String more) throws IOException {
    append(line(action, key, at, more));
  }

  private static String line(String action, KeyId key, Instant at, String more) {
    return ("{\"timestamp\": \"%s\", \"action\": \"%s\", \"user_id\": \"x\", \"tenant\": \"t\","
            + " \"details\": {\"key_id\": \"%s\", \"name\": \"Export\"%s}}\n")
        .formatted(Timestamps.format(at), action, key.text(), more);
  }

  private void say(String action, KeyId key) throws IOException {
    say(action, key, tenant.clock.instant(), "");
  }

  @Test
  void findsNothingWhereEachDeedHasItsLine() {
    assertEquals(List.of(), kinds());
    ApiKey key = make();
    service.suspend(key.id());
    pass(Duration.ofSeconds(1));
    watch.auditFindings();
    service.resume(key.id());
    pass(Duration.ofSeconds(1));
    service.update(key.id(), KeyEdit.NOTHING.withDescription("d"));
    service.rotate(key.id()).rawKey().close();
    pass(Duration.ofSeconds(1));
    service.rotateWithOverlap(key.id(), Duration.ofHours(1)).rawKey().close();
    pass(Duration.ofSeconds(1));
    service.revoke(key.id());
    assertEquals(List.of(), kinds());
  }

  @Test
  void tellsASilentChangeWithBeforeAfterAndItsTime() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    Instant before = watch.soFar().lookedAt().orElseThrow();
    pass(Duration.ofMinutes(3));
    change(key.id(), to -> to.limits(new Limits(9, 10_000, 300_000, 1_000, 4_000, 10)));
    pass(Duration.ofMinutes(1));
    Instant seen = tenant.clock.instant();
    AuditFinding finding = found().getFirst();
    assertEquals(What.CHANGED, finding.what());
    assertEquals(
        List.of(new AuditFinding.Change(KeyField.PER_HOUR, "1000", "9")), finding.changes());
    assertEquals(List.of(key.id(), "Export"), List.of(finding.key(), finding.keyName()));
    assertEquals(List.of(before, seen), List.of(finding.from(), finding.to()));
  }

  @Test
  void findsEachKindOfSilentChangeMadeWhileNoConsoleRan() throws IOException {
    for (UnaryOperator<ApiKey.Changed> how : silentChanges()) {
      ApiKey key = make();
      int before = found().size();
      restart();
      change(key.id(), how);
      pass(Duration.ofHours(2));
      restart();
      assertEquals(before + 1, found().size());
      assertEquals(What.CHANGED, watch.soFar().findings().getFirst().what());
    }
  }

  private static List<UnaryOperator<ApiKey.Changed>> silentChanges() {
    Restrictions narrow = new Restrictions(List.of("/a"), List.of(), List.of(), List.of(), true);
    return List.of(
        to -> to.status(KeyStatus.SUSPENDED),
        to -> to.status(KeyStatus.EXPIRED),
        to -> to.hash(KeyHash.of("other")),
        to -> to.ownerId("mallory@acme.example"),
        to -> to.capabilities(List.of("admin:user_management")),
        to -> to.restrictions(narrow),
        to -> to.expiresAt(Optional.empty()),
        to -> to.name("Import"));
  }

  @Test
  void findsASilentChangeBesideAnEditOfTheSameGroup() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.limits(new Limits(1_000, 99, 300_000, 1_000, 4_000, 10)));
    service.update(
        key.id(), KeyEdit.NOTHING.withLimits(new Limits(5, 99, 300_000, 1_000, 4_000, 10)));
    AuditFinding finding = found().getFirst();
    assertEquals(
        List.of(new AuditFinding.Change(KeyField.PER_DAY, "10000", "99")), finding.changes());
  }

  @Test
  void explainsAKeyThatWasMadeActiveAgainWithTheExpiryThatItHad() throws IOException {
    ApiKey key = make();
    change(key.id(), to -> to.status(KeyStatus.EXPIRED));
    watch.auditFindings();
    restart();
    int before = found().size();
    Expiry kept = new Expiry.NoEarlierThan(tenant.clock.instant().plusSeconds(60));
    assertEquals(
        KeyStatus.ACTIVE, service.update(key.id(), KeyEdit.NOTHING.withExpiry(kept)).status());
    assertEquals(before, found().size());
  }

  @Test
  void findsAKeyThatWasPutInOrTakenAwaySilently() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    byte[] text = Files.readAllBytes(fileOf(key.id()));
    remove(key.id());
    assertEquals(List.of(What.GONE), kinds());
    overwrite(key.id(), text);
    assertEquals(List.of(What.MADE, What.GONE), kinds());
  }

  @Test
  void findsALineThatNothingBearsOut() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    say("api_key_revoked", key.id());
    AuditFinding finding = found().getFirst();
    assertEquals(What.OTHER_STATUS, finding.what());
    assertEquals(
        List.of(new AuditFinding.Change(KeyField.STATUS, "revoked", "active")), finding.changes());
    assertEquals(2, finding.entry().orElseThrow().line());
    say("api_key_rotated", key.id());
    assertEquals(What.NOT_ROTATED, found().getFirst().what());
    say("api_key_updated", key.id(), tenant.clock.instant(), ", \"changed\": [\"limits\"]");
    assertEquals(What.NOTHING_DONE, found().getFirst().what());
    say("api_key_created", KeyId.random());
    assertEquals(What.NO_SUCH_KEY, found().getFirst().what());
    assertEquals(4, watch.soFar().findings().size());
  }

  @Test
  void findsTheBackendsLostUpdateSeenOrNot() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    byte[] old = Files.readAllBytes(fileOf(key.id()));
    service.revoke(key.id());
    overwrite(key.id(), old);
    assertEquals(List.of(What.OTHER_STATUS), kinds());
    pass(Duration.ofSeconds(1));
    service.revoke(key.id());
    watch.auditFindings();
    overwrite(key.id(), old);
    assertEquals(What.CHANGED, found().getFirst().what());
  }

  @Test
  void judgesWhatWasBeforeTheFirstLookByThePresentStateAlone() throws IOException {
    ApiKey revoked = make();
    ApiKey suspended = make();
    ApiKey silent = make();
    service.revoke(revoked.id());
    service.suspend(suspended.id());
    change(revoked.id(), to -> to.status(KeyStatus.ACTIVE));
    change(silent.id(), to -> to.ownerId("mallory@acme.example"));
    List<AuditFinding> found = found();
    assertEquals(List.of(What.OTHER_STATUS), found.stream().map(AuditFinding::what).toList());
    assertEquals(revoked.id(), found.getFirst().key());
  }

  @Test
  void needsNoLineForWhatTheBackendDoes() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.usage(new KeyCounters(7, Optional.empty(), 0, 0, 1)));
    assertEquals(List.of(), kinds());
    tenant.clock.set(key.expiresAt().orElseThrow().plusSeconds(1));
    change(key.id(), to -> to.status(KeyStatus.EXPIRED));
    assertEquals(List.of(), kinds());
  }

  @Test
  void takesAFileThatIsBeingWrittenAtTheFirstLookNeitherForMadeNorForGone() throws IOException {
    ApiKey key = make();
    byte[] text = Files.readAllBytes(fileOf(key.id()));
    restart();
    Files.writeString(fileOf(key.id()), "{");
    assertEquals(List.of(), watch.auditFindings().findings());
    Files.write(fileOf(key.id()), text);
    assertEquals(List.of(), kinds());
  }

  @Test
  void saysNothingOfFilesThatCannotBeRead() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    byte[] text = Files.readAllBytes(fileOf(key.id()));
    overwrite(key.id(), new byte[] {'{'});
    assertEquals(List.of(), kinds());
    restart();
    assertEquals(List.of(), kinds());
    overwrite(key.id(), text);
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.status(KeyStatus.SUSPENDED));
    assertEquals(List.of(What.CHANGED), kinds());
  }

  @Test
  void acceptsALineThatComesLate() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    Instant deed = tenant.clock.instant();
    change(key.id(), to -> to.status(KeyStatus.SUSPENDED).updatedAt(deed));
    watch.auditFindings();
    pass(Duration.ofSeconds(8));
    restart();
    say("api_key_suspended", key.id(), deed, "");
    assertEquals(List.of(), kinds());
  }

  @Test
  void tellsAChangeThatOnlyAnUnreadableLineCouldExplainAndNamesTheLine() throws IOException {
    ApiKey key = make();
    ApiKey other = make();
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.limits(new Limits(9, 10_000, 300_000, 1_000, 4_000, 10)));
    append(GARBAGE);
    AuditFinding finding = found().getFirst();
    assertEquals(List.of(What.CHANGED, Doubt.UNREADABLE_LINE, DAY, 3), doubt(finding));
    assertEquals(
        List.of(new AuditFinding.Change(KeyField.PER_HOUR, "1000", "9")), finding.changes());

    // It may come a look later, too; of several the first one is named.
    remove(key.id());
    change(other.id(), to -> to.name("Import"));
    watch.auditFindings();
    append(GARBAGE + GARBAGE);
    assertEquals(3, found().size());
    for (AuditFinding each : watch.soFar().findings().subList(0, 2)) {
      assertEquals(List.of(each.what(), Doubt.UNREADABLE_LINE, DAY, 4), doubt(each));
    }
  }

  @Test
  void doubtsNoChangeForAnUnreadableLineThatWasThereBeforeIt() throws IOException {
    ApiKey key = make();
    append(GARBAGE);
    assertEquals(List.of(), kinds());
    append(GARBAGE);
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.status(KeyStatus.SUSPENDED));
    assertEquals(List.of(What.CHANGED, Doubt.NONE, "", 0), doubt(found().getFirst()));
  }

  @Test
  void tellsAChangeThatOnlyAnUnknownActionCouldExplainAndNamesTheEntry() throws IOException {
    ApiKey key = make();
    ApiKey gone = make();
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.ownerId("mallory@acme.example").hash(KeyHash.of("other")));
    say("vault_synced", key.id());
    AuditFinding finding = found().getFirst();
    assertEquals(List.of(What.CHANGED, Doubt.UNKNOWN_ACTION, DAY, 3), doubt(finding));
    assertEquals("vault_synced", finding.entry().orElseThrow().action());
    assertEquals(2, finding.changes().size());

    // It is used up by that.
    change(key.id(), to -> to.ownerId("mia@acme.example"));
    assertEquals(List.of(What.CHANGED, Doubt.NONE, "", 0), doubt(found().getFirst()));

    remove(gone.id());
    say("vault_synced", gone.id());
    append(GARBAGE);
    assertEquals(List.of(What.GONE, Doubt.UNKNOWN_ACTION, DAY, 4), doubt(found().getFirst()));
    say("vault_synced", key.id());
    assertEquals(3, found().size());
  }

  @Test
  void tellsALineThatNothingBearsOutAlsoWhereAnUnknownActionCameAfterIt() throws IOException {
    ApiKey revoked = make();
    ApiKey rotated = make();
    ApiKey updated = make();
    assertEquals(List.of(), kinds());
    say("api_key_revoked", revoked.id());
    say("api_key_rotated", rotated.id());
    say("api_key_updated", updated.id(), tenant.clock.instant(), ", \"changed\": [\"limits\"]");
    KeyId none = KeyId.random();
    say("api_key_created", none);
    for (KeyId key : List.of(revoked.id(), rotated.id(), updated.id(), none)) {
      say("vault_synced", key);
    }
    assertEquals(
        List.of(
            List.of(What.NO_SUCH_KEY, Doubt.UNKNOWN_ACTION, DAY, 7),
            List.of(What.NOTHING_DONE, Doubt.UNKNOWN_ACTION, DAY, 6),
            List.of(What.NOT_ROTATED, Doubt.UNKNOWN_ACTION, DAY, 5),
            List.of(What.OTHER_STATUS, Doubt.UNKNOWN_ACTION, DAY, 4)),
        found().stream()
            .map(DeedWatchTest::doubt)
            .sorted(Comparator.comparing(each -> -(int) each.getLast()))
            .toList());

    // What came before it says nothing of it.
    say("vault_synced", revoked.id());
    say("api_key_revoked", revoked.id());
    assertEquals(List.of(What.OTHER_STATUS, Doubt.NONE, DAY, 13), doubt(found().getFirst()));
  }

  @Test
  void tellsALineThatNothingBearsOutAlsoWhereAnUnreadableOneCameAfterIt() throws IOException {
    ApiKey revoked = make();
    ApiKey rotated = make();
    ApiKey updated = make();
    ApiKey suspended = make();
    assertEquals(List.of(), kinds());
    append(GARBAGE);
    say("api_key_revoked", revoked.id());
    say("api_key_rotated", rotated.id());
    append(GARBAGE);
    say("api_key_updated", updated.id(), tenant.clock.instant(), ", \"changed\": [\"limits\"]");
    watch.auditFindings();
    // What came before it says nothing of it.
    append(GARBAGE);
    say("api_key_suspended", suspended.id());
    KeyId none = KeyId.random();
    say("api_key_created", none);
    say("vault_synced", none);
    assertEquals(
        List.of(
            List.of(What.OTHER_STATUS, Doubt.UNREADABLE_LINE, DAY, 6),
            List.of(What.NOT_ROTATED, Doubt.UNREADABLE_LINE, DAY, 7),
            List.of(What.NOTHING_DONE, Doubt.UNREADABLE_LINE, DAY, 9),
            List.of(What.OTHER_STATUS, Doubt.NONE, DAY, 11),
            List.of(What.NO_SUCH_KEY, Doubt.UNKNOWN_ACTION, DAY, 12)),
        foundByLine());
  }

  private List<List<Object>> foundByLine() {
    return found().stream()
        .map(DeedWatchTest::doubt)
        .sorted(Comparator.comparing(each -> (int) each.getLast()))
        .toList();
  }

  @Test
  void tellsOfAnUnreadableLineBeforeTheFirstLookToo() throws IOException {
    ApiKey revoked = make();
    ApiKey suspended = make();
    append(GARBAGE);
    say("api_key_revoked", revoked.id());
    KeyId none = KeyId.random();
    say("api_key_created", none);
    append(GARBAGE);
    say("api_key_suspended", suspended.id());
    assertEquals(
        List.of(
            List.of(What.OTHER_STATUS, Doubt.UNREADABLE_LINE, DAY, 4),
            List.of(What.NO_SUCH_KEY, Doubt.UNREADABLE_LINE, DAY, 5),
            List.of(What.OTHER_STATUS, Doubt.NONE, DAY, 7)),
        foundByLine());
  }

  /// Of a file that was written anew nobody knows which of its lines are new.
  @Test
  void anUnreadableLineOfAFileThatWasWrittenAnewMayBeTheLatest() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    Path day = tenant.directory().audit().resolve(DAY);
    Files.writeString(day, GARBAGE + Files.readString(day));
    Files.writeString(
        day.resolveSibling("audit_2026-11-24.jsonl"),
        line("api_key_revoked", key.id(), tenant.clock.instant(), ""));
    assertEquals(
        List.of(List.of(What.OTHER_STATUS, Doubt.UNREADABLE_LINE, "audit_2026-11-24.jsonl", 1)),
        foundByLine());
  }

  @Test
  void tellsOfAnUnknownActionBeforeTheFirstLookToo() throws IOException {
    ApiKey key = make();
    KeyId gone = KeyId.random();
    KeyId ended = KeyId.random();
    say("api_key_revoked", key.id());
    say("vault_synced", key.id());
    say("api_key_created", gone);
    say("vault_synced", gone);
    say("api_key_created", ended);
    say("vault_synced", ended);
    say("api_key_revoked", ended);
    assertEquals(
        List.of(
            List.of(What.NO_SUCH_KEY, Doubt.UNKNOWN_ACTION, DAY, 4),
            List.of(What.OTHER_STATUS, Doubt.UNKNOWN_ACTION, DAY, 2)),
        found().stream()
            .map(DeedWatchTest::doubt)
            .sorted(Comparator.comparing(each -> -(int) each.getLast()))
            .toList());
  }

  @Test
  void aKeyThatWasMadeAndRevokedByLinesAloneIsFound() throws IOException {
    assertEquals(List.of(), kinds());
    KeyId none = KeyId.random();
    say("api_key_created", none);
    say("api_key_revoked", none);
    assertEquals(List.of(What.NO_SUCH_KEY), kinds());
    KeyId ended = KeyId.random();
    say("api_key_created", ended);
    say("api_key_purged", ended);
    assertEquals(List.of(What.NO_SUCH_KEY), kinds());
  }

  @Test
  void aLineWhoseDetailsAreAListSpeaksOfEachOfItsKeys() throws IOException {
    ApiKey one = make();
    ApiKey other = make();
    ApiKey third = make();
    assertEquals(List.of(), kinds());
    change(one.id(), to -> to.status(KeyStatus.REVOKED));
    change(other.id(), to -> to.status(KeyStatus.REVOKED));
    String line = line("api_key_revoked", one.id(), tenant.clock.instant(), "");
    String about = line.substring(line.indexOf("{\"key_id"), line.indexOf('}') + 1);
    String list =
        Stream.of(one, other, third)
            .map(key -> about.replace(one.id().text(), key.id().text()))
            .collect(Collectors.joining(", ", "[", "]"));
    append(line.replace(about, list));
    AuditFinding finding = found().getFirst();
    assertEquals(List.of(What.OTHER_STATUS, third.id()), List.of(finding.what(), finding.key()));
    assertEquals(1, watch.soFar().findings().size());
  }

  @Test
  void leavesToALineInDoubtOnlyWhatNoOtherLineExplains() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    say("vault_synced", key.id());
    append(GARBAGE);
    service.suspend(key.id());
    assertEquals(List.of(), kinds());

    change(key.id(), to -> to.name("Import"));
    service.resume(key.id());
    watch.auditFindings();
    append(GARBAGE);
    AuditFinding finding = found().getFirst();
    assertEquals(
        List.of(new AuditFinding.Change(KeyField.NAME, "Export", "Import")), finding.changes());
    assertEquals(1, watch.soFar().findings().size());
  }

  @Test
  void keepsDoubtsOverRestarts() throws IOException {
    ApiKey key = make();
    ApiKey other = make();
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.status(KeyStatus.SUSPENDED));
    append(GARBAGE);
    watch.auditFindings();
    restart();
    pass(Duration.ofSeconds(1));
    change(other.id(), to -> to.status(KeyStatus.SUSPENDED));
    say("vault_synced", other.id());
    ApiKey belied = make();
    say("api_key_revoked", belied.id());
    append(GARBAGE);
    watch.auditFindings();
    restart();
    found();
    restart();
    assertEquals(
        List.of(
            List.of(What.CHANGED, Doubt.UNREADABLE_LINE, DAY, 3),
            List.of(What.CHANGED, Doubt.UNKNOWN_ACTION, DAY, 4),
            List.of(What.OTHER_STATUS, Doubt.UNREADABLE_LINE, DAY, 6)),
        foundByLine());
  }

  @Test
  void doubtsNothingForATornLineThatBecomesWholeNorWhatTheBackendDoes() throws IOException {
    ApiKey key = make();
    ApiKey expiring = make();
    assertEquals(List.of(), kinds());
    Instant deed = tenant.clock.instant();
    change(key.id(), to -> to.status(KeyStatus.REVOKED).updatedAt(deed));
    String line = line("api_key_revoked", key.id(), deed, "");
    append(line.substring(0, 60));
    watch.auditFindings();
    pass(Duration.ofSeconds(5));
    restart();
    watch.auditFindings();
    append(line.substring(60));
    assertEquals(List.of(), kinds());

    tenant.clock.set(expiring.expiresAt().orElseThrow().plusSeconds(1));
    change(expiring.id(), to -> to.status(KeyStatus.EXPIRED));
    append(GARBAGE);
    assertEquals(List.of(), kinds());
  }

  @Test
  void findsNothingWhereAccessCameBackAndWasTakenAwayAgain() throws IOException {
    ApiKey key = make();
    byte[] old = Files.readAllBytes(fileOf(key.id()));
    service.revoke(key.id());
    assertEquals(List.of(), kinds());
    byte[] revoked = Files.readAllBytes(fileOf(key.id()));
    overwrite(key.id(), old);
    watch.auditFindings();
    overwrite(key.id(), revoked);
    say(ReturnWords.BLOCKED, key.id(), tenant.clock.instant(), ", \"returned\": [\"status\"]");
    assertEquals(List.of(), kinds());
  }

  @Test
  void keepsWhatIsMarkedAsKnownWithItsReason() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.name("Import"));
    String id = found().getFirst().id();
    assertThrows(InvalidRequestException.class, () -> watch.markKnown(id, " "));
    service.actFor(tenant.person(DANA));
    assertThrows(NotAuthorizedException.class, () -> watch.markKnown(id, "renamed by hand"));
    service.actFor(tenant.administrator());
    watch.markKnown(id, "renamed by hand");
    restart();
    AuditFinding.Known known = found().getFirst().known().orElseThrow();
    assertEquals("renamed by hand", known.reason());
    assertEquals("olu@acme.example", known.by());
  }

  @Test
  void takesBackForGoodThatAFindingIsKnown() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    change(key.id(), to -> to.name("Import"));
    String id = found().getFirst().id();
    watch.markKnown(id, "by mistake");
    service.actFor(tenant.person(DANA));
    assertThrows(NotAuthorizedException.class, () -> watch.takeBack(id));
    service.actFor(tenant.administrator());
    assertEquals(Optional.empty(), watch.takeBack(id).findings().getFirst().known());
    restart();
    assertEquals(Optional.empty(), found().getFirst().known());
    watch.markKnown(id, "on purpose");
    restart();
    assertEquals("on purpose", found().getFirst().known().orElseThrow().reason());
  }

  @Test
  void saysThatNothingIsComparedWhileTheKeysFolderIsGone() throws IOException {
    make();
    assertEquals(List.of(), kinds());
    Path keys = tenant.directory().keys();
    Path away = keys.resolveSibling("away");
    Files.move(keys, away);
    AuditFindings blind = watch.auditFindings();
    assertEquals(List.of(), blind.findings());
    assertEquals(
        List.of(new Warning(Warning.Kind.NO_KEYS_FOLDER, keys.toString())), blind.warnings());
    Files.move(away, keys);
    assertEquals(List.of(), watch.auditFindings().warnings());
    assertEquals(List.of(), kinds());
  }

  @Test
  void beginsAnewWhereWhatWasKeptIsDamagedAndSaysSo() throws IOException {
    make();
    assertEquals(List.of(), kinds());
    restart();
    Path book = filesIn(userFolder()).filter(file -> file.endsWith("book")).findFirst().get();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(book)));
    byte[] kept = Files.readAllBytes(book);
    kept[kept.length / 2] ^= 1;
    Files.write(book, kept);
    assertEquals(List.of(), kinds());
    assertEquals(Warning.Kind.BOOK_DAMAGED, watch.soFar().warnings().getFirst().kind());
    restart();
    assertEquals(List.of(), kinds());
    assertEquals(List.of(), watch.soFar().warnings());
  }

  private static Stream<Path> filesIn(Path folder) throws IOException {
    return Files.walk(folder).filter(Files::isRegularFile);
  }

  @Test
  void findsNothingInWhatTheBackendDid() throws IOException {
    closeConsole();
    tenant = TestTenant.before(Files.createDirectories(temporary.resolve("acme")));
    openConsole();
    assertEquals(List.of(), kinds());
    closeConsole();
    Path after = Path.of("src/test/resources/fixtures/acme.example/api_keys");
    for (Path file : filesIn(after).toList()) {
      Path to = tenant.directory().apiKeys().resolve(after.relativize(file).toString());
      Files.createDirectories(to.getParent());
      Files.write(to, Files.readAllBytes(file));
    }
    openConsole();
    assertEquals(List.of(), kinds());
    restart();
    assertEquals(List.of(), kinds());
  }

  @Test
  void findsNothingInTheDemoTenant() {
    closeConsole();
    DemoTenant.create(temporary.resolve("demo"), TestTenant.NOON);
    tenant = TestTenant.at(temporary.resolve("demo"), DemoTenant.DOMAIN);
    openConsole();
    assertEquals(List.of(), kinds());
  }

  @Test
  void twoConsolesOfOneUserFindTheSame() throws IOException {
    ApiKey key = make();
    assertEquals(List.of(), kinds());
    try (KeyService other = tenant.openAsAdministrator();
        DeedWatch second = other.deedWatch(Optional.of(userFolder()))) {
      second.auditFindings();
      other.suspend(key.id());
      assertEquals(List.of(), kinds());
      second.auditFindings();
      change(key.id(), to -> to.status(KeyStatus.ACTIVE));
      takeIn(other);
      second.auditFindings();
      assertEquals(List.of(What.CHANGED), kinds());
      assertEquals(found(), watch.soFar().findings());
      pass(Duration.ofSeconds(20));
      List<AuditFinding> same = second.auditFindings().findings();
      assertEquals(watch.soFar().findings().getFirst().id(), same.getFirst().id());
      second.markKnown(same.getFirst().id(), "seen");
    }
    restart();
    assertEquals("seen", found().getFirst().known().orElseThrow().reason());
  }

  @Test
  void neverAccusesHonestDeedsHoweverTheyFallBetweenLooksAndRestarts() throws IOException {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      nextTenant(seed);
      List<KeyId> keys = new ArrayList<>();
      for (int step = 0; step < 40; step++) {
        honestDeed(random, keys);
        pass(Duration.ofMillis(1 + random.nextInt(6_000)));
        between(random);
      }
      assertEquals(List.of(), found(), "seed " + seed);
    }
  }

  @Test
  void findsEachSilentChangeAndEachFalseLineAmongHonestDeeds() throws IOException {
    for (long seed = 100; seed < 120; seed++) {
      Random random = new Random(seed);
      nextTenant(seed);
      List<KeyId> keys = new ArrayList<>();
      for (int step = 0; step < 25; step++) {
        honestDeed(random, keys);
        pass(Duration.ofMillis(1 + random.nextInt(6_000)));
        between(random);
      }
      keys.add(make().id());
      assertEquals(List.of(), found(), "seed " + seed);
      if (random.nextBoolean()) {
        restart();
      }
      KeyId victim = keys.getLast();
      boolean silent = random.nextBoolean();
      if (silent) {
        change(victim, silentChanges().get(random.nextInt(silentChanges().size())));
      } else {
        List<String> words = List.of("revoked", "suspended", "rotated", "updated", "created");
        say("api_key_" + words.get(random.nextInt(words.size())), victim);
      }
      keys.remove(victim);
      for (int step = 0; step < 5; step++) {
        honestDeed(random, keys);
        pass(Duration.ofMillis(1 + random.nextInt(6_000)));
        between(random);
      }
      List<AuditFinding> found = found();
      assertEquals(1, found.size(), "seed " + seed);
      assertEquals(victim, found.getFirst().key());
      assertEquals(!silent, found.getFirst().what().isEntry());
    }
  }

  private void nextTenant(long seed) throws IOException {
    closeConsole();
    tenant = TestTenant.empty(Files.createDirectories(temporary.resolve("data-" + seed)));
    openConsole();
    watch.auditFindings();
  }

  private void between(Random random) throws IOException {
    switch (random.nextInt(6)) {
      case 0 -> watch.auditFindings();
      case 1 -> restart();
      case 2 -> append(GARBAGE);
      default -> {
        // The next deed comes before the next look.
      }
    }
  }

  /// What console or backend do, each with its line; at times with a look in between.
  private void honestDeed(Random random, List<KeyId> keys) throws IOException {
    if (keys.isEmpty() || random.nextInt(6) == 0) {
      keys.add(make().id());
      return;
    }
    KeyId key = keys.get(random.nextInt(keys.size()));
    ApiKey now = read(key);
    switch (random.nextInt(8)) {
      case 0 -> backend(random, key, "api_key_revoked", to -> to.status(KeyStatus.REVOKED));
      case 1 ->
          backend(
              random,
              key,
              "api_key_rotated",
              to ->
                  to.hash(KeyHash.of("raw " + random.nextLong()))
                      .lastRotated(Optional.of(tenant.clock.instant())));
      case 2 -> {
        if (now.status() != KeyStatus.REVOKED) {
          service.suspend(key);
        }
      }
      case 3 -> service.resume(key);
      case 4 ->
          service.update(
              key,
              KeyEdit.NOTHING
                  .withDescription("d" + random.nextInt(3))
                  .withExpiry(new Expiry.After(Duration.ofDays(1 + random.nextInt(9)))));
      case 5 -> service.rotate(key).rawKey().close();
      case 6 -> {
        if (now.isUsable(tenant.clock.instant())) {
          try (IssuedHolder issued =
              new IssuedHolder(service.rotateWithOverlap(key, Duration.ofHours(1)))) {
            keys.add(issued.key().key().id());
          }
        }
      }
      default ->
          change(
              key, to -> to.usage(new KeyCounters(1, Optional.empty(), 0, 0, random.nextInt(9))));
    }
  }

  private record IssuedHolder(IssuedKey key) implements AutoCloseable {
    @Override
    public void close() {
      key.rawKey().close();
    }
  }

  private void backend(Random random, KeyId key, String action, UnaryOperator<ApiKey.Changed> how)
      throws IOException {
    Instant deed = tenant.clock.instant();
    change(key, to -> how.apply(to).updatedAt(deed));
    if (random.nextInt(3) == 0) {
      between(random);
    }
    pass(Duration.ofMillis(1));
    String line = line(action, key, tenant.clock.instant(), "");
    int torn = random.nextInt(line.length());
    append(line.substring(0, torn));
    if (random.nextInt(3) == 0) {
      watch.auditFindings();
    }
    append(line.substring(torn));
  }
}
