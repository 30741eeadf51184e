package keyconsole.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import keyconsole.TestTenant;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.SealStep;
import keyconsole.store.TenantDirectory;

/// A tenant whose audit log is sealed, and the user's folder beside it.
final class SealedLog {

  static final String DAY = "audit_2026-11-23.jsonl";

  final TestTenant tenant;
  final Path user;
  final Path audit;
  final Path console;
  private long lines;

  SealedLog(Path temporary) {
    this.tenant = TestTenant.empty(temporary.resolve("data"));
    this.user = temporary.resolve("user");
    this.audit = tenant.directory().audit();
    this.console = tenant.directory().console().resolve("seals.jsonl");
  }

  Seals seals() {
    return new Seals(tenant.directory(), user, "olu@desk", tenant.clock);
  }

  /// The same, opened by another path to its data.
  Seals seals(Path dataRoot) {
    TenantDirectory directory = new TenantDirectory(dataRoot, tenant.directory().tenant());
    return new Seals(directory, user, "olu@desk", tenant.clock);
  }

  Seals seals(String witness) {
    return new Seals(
        tenant.directory(), user.resolveSibling("user-" + witness), witness, tenant.clock);
  }

  static SealReport verify(Seals seals) {
    return seals.verify(_ -> {}, () -> false);
  }

  /// Acknowledges what is found at this moment.
  static SealStep acknowledge(Seals seals, String file, String reason) {
    return seals.acknowledge(verify(seals), file, reason, true);
  }

  /// The kinds and lines of what is found, as `KIND file:line`.
  static List<String> found(Seals seals) {
    return verify(seals).findings().stream().map(SealedLog::told).toList();
  }

  static String told(SealFinding finding) {
    return finding.kind() + " " + finding.file() + ":" + finding.line();
  }

  /// A line that is like no other.
  String line() {
    lines++;
    return "{\"timestamp\": \"2026-11-23T12:00:00\", \"action\": \"api_key_created\", \"n\": "
        + lines
        + "}\n";
  }

  void add(String name, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line());
    }
    add(name, text.toString());
  }

  void add(String name, String text) throws IOException {
    Files.writeString(
        audit.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  List<String> lines(String name) throws IOException {
    return Files.readString(audit.resolve(name)).lines().map(line -> line + "\n").toList();
  }

  void write(String name, List<String> lines) throws IOException {
    Files.writeString(audit.resolve(name), String.join("", lines));
  }

  void pass(Duration time) {
    tenant.clock.set(tenant.clock.instant().plus(time));
  }

  /// A file in the user's folder for this tenant.
  Path own(String name) throws IOException {
    try (var files = Files.walk(user)) {
      return files
          .filter(file -> file.getFileName().toString().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
