package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealFinding.Kind;
import keyconsole.domain.SealReport;
import keyconsole.domain.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever edits what is sealed is found out, and whoever only appends is never accused.
class SealTamperTest {

  private static final long SEED = 20261123;
  private static final int EDITS = 500;
  private static final List<String> FILES =
      List.of("audit_2026-11-21.jsonl", "audit_2026-11-22.jsonl", SealedLog.DAY);

  private enum Edit {
    FLIP,
    INSERT,
    DELETE,
    SWAP,
    TRUNCATE,
    REWRITE_END,
    REPLACE,
    REMOVE_FILE,
    CLOCK,
    RECOMPUTE
  }

  @TempDir Path temporary;

  @Test
  void findsEachOfFiveHundredEditsAtItsLine() throws Exception {
    Map<Edit, Integer> found = new HashMap<>();
    for (int i = 0; i < EDITS; i++) {
      Random random = new Random(SEED + i);
      Edit edit = Edit.values()[i % Edit.values().length];
      SealedLog log = sealed(random, temporary.resolve("edit-" + i));
      tamper(log, random, edit, "seed " + (SEED + i) + ", " + edit);
      found.merge(edit, 1, Integer::sum);
    }
    assertEquals(Edit.values().length, found.size());
    assertTrue(found.values().stream().allMatch(n -> n == EDITS / Edit.values().length));
  }

  /// The next look comes after lines that are honest, which are sealed, some with the clock set
  /// back.
  @Test
  void findsEachEditThatHonestLinesCameAfter() throws Exception {
    List<Edit> edits =
        List.of(
            Edit.FLIP,
            Edit.INSERT,
            Edit.DELETE,
            Edit.SWAP,
            Edit.TRUNCATE,
            Edit.REWRITE_END,
            Edit.REPLACE);
    for (int i = 0; i < EDITS / 5; i++) {
      Random random = new Random(SEED - i);
      Edit edit = edits.get(i % edits.size());
      SealedLog log = sealed(random, temporary.resolve("late-" + i));
      String name = FILES.get(random.nextInt(FILES.size()));
      Path file = log.audit.resolve(name);
      int sealed = (int) sealedLines(log, name);
      byte[] before = Files.readAllBytes(file);
      edit(log, random, edit, name);
      boolean back = random.nextBoolean();
      if (back) {
        log.pass(Duration.ofMinutes(-2 - random.nextInt(10_000)));
      }
      Seals seals = log.seals();
      for (int step = random.nextInt(3); step >= 0; step--) {
        for (String each : FILES) {
          log.add(each, 1 + random.nextInt(4));
        }
        seals.follow(true);
      }
      List<SealFinding> findings =
          SealedLog.verify(random.nextBoolean() ? seals : log.seals()).findings();
      String told = "seed " + (SEED - i) + ", " + edit + ": " + findings + " in " + name;
      SealFinding first = findings.getFirst();
      assertEquals(name, first.file(), told);
      assertTrue(first.kind().breaksLog(), told);
      assertEquals(firstLine(before, file, sealed, first.kind()), first.line(), told);
      List<Kind> others =
          findings.subList(1, findings.size()).stream().map(SealFinding::kind).toList();
      assertEquals(back ? List.of(Kind.CLOCK_BACK) : List.of(), others, told);
    }
  }

  /// Three files, sealed in some steps, with lines behind the seals that are not sealed yet.
  private static SealedLog sealed(Random random, Path folder) throws IOException {
    SealedLog log = new SealedLog(folder);
    Seals seals = log.seals();
    for (int step = 0; step < 3; step++) {
      for (String name : FILES) {
        log.add(name, 2 + random.nextInt(20));
      }
      log.pass(Duration.ofMinutes(5));
      seals.follow(true);
    }
    assertEquals(List.of(), SealedLog.found(seals));
    for (String name : FILES) {
      switch (random.nextInt(3)) {
        case 0 -> log.add(name, 1 + random.nextInt(3));
        case 1 -> log.add(name, "{\"torn\": ");
        default -> {
          // Nothing came since.
        }
      }
    }
    assertEquals(List.of(), SealedLog.found(log.seals()));
    return log;
  }

  private static void tamper(SealedLog log, Random random, Edit edit, String how)
      throws IOException {
    String name = FILES.get(random.nextInt(FILES.size()));
    Path file = log.audit.resolve(name);
    int sealed = (int) sealedLines(log, name);
    byte[] before = Files.readAllBytes(file);
    if (edit == Edit.CLOCK) {
      setBack(log, random, how);
      return;
    }
    edit(log, random, edit, name);
    if (random.nextBoolean()) {
      log.seals().follow(true);
    }
    List<SealFinding> findings = SealedLog.verify(log.seals()).findings();
    String told = how + ": " + findings + " in " + name;
    SealFinding first = findings.getFirst();
    assertEquals(name, first.file(), told);
    assertTrue(kinds(edit).contains(first.kind()), told);
    assertEquals(firstLine(before, file, sealed, first.kind()), first.line(), told);
    assertEquals(0, first.more(), told);
    assertEquals(edit == Edit.RECOMPUTE ? 2 : 1, findings.size(), told);
    if (edit == Edit.RECOMPUTE) {
      assertEquals(Kind.COPY_DIFFERS, findings.getLast().kind(), told);
    }
  }

  private static void edit(SealedLog log, Random random, Edit edit, String name)
      throws IOException {
    Path file = log.audit.resolve(name);
    int sealed = (int) sealedLines(log, name);
    byte[] before = Files.readAllBytes(file);
    switch (edit) {
      case FLIP -> flip(file, before, sealedBytes(log, name), random);
      case INSERT -> lines(log, name, all -> all.add(random.nextInt(sealed), "{\"forged\": 1}\n"));
      case DELETE -> lines(log, name, all -> all.remove(random.nextInt(sealed)));
      case SWAP -> lines(log, name, all -> swap(all, sealed, random));
      case TRUNCATE ->
          Files.write(file, Arrays.copyOf(before, random.nextInt(sealedBytes(log, name))));
      case REWRITE_END ->
          lines(
              log,
              name,
              all -> {
                all.subList(random.nextInt(sealed), all.size()).clear();
                for (int i = random.nextInt(4); i >= 0; i--) {
                  all.add(log.line());
                }
              });
      case REPLACE -> {
        Files.delete(file);
        log.add(name, 1 + random.nextInt(60));
      }
      case REMOVE_FILE -> Files.delete(file);
      case CLOCK -> throw new IllegalArgumentException("The clock is no file");
      case RECOMPUTE -> {
        flip(file, before, sealedBytes(log, name), random);
        recompute(log);
      }
    }
  }

  private static Set<Kind> kinds(Edit edit) {
    return switch (edit) {
      case FLIP, RECOMPUTE -> Set.of(Kind.CHANGED, Kind.CUT_OFF);
      case INSERT -> Set.of(Kind.INSERTED);
      // The last sealed line, and one behind it that was not sealed: nobody can tell.
      case DELETE -> Set.of(Kind.REMOVED, Kind.CUT_OFF, Kind.CHANGED);
      case SWAP -> Set.of(Kind.MOVED, Kind.CHANGED);
      case TRUNCATE -> Set.of(Kind.CUT_OFF);
      case REWRITE_END -> Set.of(Kind.CUT_OFF, Kind.CHANGED, Kind.REPLACED);
      case REPLACE -> Set.of(Kind.REPLACED);
      case REMOVE_FILE -> Set.of(Kind.GONE);
      case CLOCK -> Set.of(Kind.CLOCK_BACK, Kind.COPY_DIFFERS, Kind.OWN_COPY_DAMAGED);
    };
  }

  /// The first sealed line that is not there as it was, told by comparing the texts.
  private static long firstLine(byte[] before, Path file, int sealed, Kind kind)
      throws IOException {
    if (kind == Kind.GONE || kind == Kind.REPLACED) {
      return 0;
    }
    List<String> was = whole(before);
    List<String> is = whole(Files.readAllBytes(file));
    int line = 0;
    while (line < sealed && line < is.size() && was.get(line).equals(is.get(line))) {
      line++;
    }
    assertTrue(line < sealed);
    return line + 1L;
  }

  private static List<String> whole(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return List.of(text.substring(0, text.lastIndexOf('\n') + 1).split("(?<=\n)"));
  }

  private static void flip(Path file, byte[] before, int sealedBytes, Random random)
      throws IOException {
    byte[] flipped = before.clone();
    flipped[random.nextInt(sealedBytes)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, flipped);
  }

  private interface Change {
    void make(List<String> lines);
  }

  private static void lines(SealedLog log, String name, Change change) throws IOException {
    List<String> all = new ArrayList<>(whole(Files.readAllBytes(log.audit.resolve(name))));
    change.make(all);
    log.write(name, all);
  }

  private static void swap(List<String> all, int sealed, Random random) {
    int one = random.nextInt(sealed);
    int other =
        random.nextBoolean() ? (one + 1) % sealed : (one + 1 + random.nextInt(sealed - 1)) % sealed;
    Collections.swap(all, one, other);
  }

  /// Either of three: the machine's clock, or a seal's moment in one of the copies.
  private static void setBack(SealedLog log, Random random, String how) throws IOException {
    Kind expected;
    long line;
    if (random.nextInt(3) == 0) {
      line = Files.readAllLines(log.console).size() + 1L;
      log.pass(Duration.ofMinutes(-2 - random.nextInt(10_000)));
      lines(log, FILES.get(0), all -> all.add(log.line()));
      log.seals().follow(true);
      expected = Kind.CLOCK_BACK;
    } else {
      boolean own = random.nextBoolean();
      Path copy = own ? log.own("seals.jsonl") : log.console;
      List<String> seals = new ArrayList<>(Files.readAllLines(copy));
      int at = random.nextInt(seals.size());
      seals.set(at, seals.get(at).replace("\"at\": \"2026-11-23T", "\"at\": \"2026-11-20T"));
      Files.write(copy, seals);
      line = at + 1L;
      expected = own ? Kind.OWN_COPY_DAMAGED : Kind.COPY_DIFFERS;
    }
    List<SealFinding> findings = SealedLog.verify(log.seals()).findings();
    String told = how + ": " + findings;
    assertEquals(1, findings.size(), told);
    assertEquals(expected, findings.getFirst().kind(), told);
    assertEquals(line, findings.getFirst().line(), told);
  }

  /// What somebody could do who can write the tenant's folder: chains, digests and all, but for the
  /// key.
  private static void recompute(SealedLog log) throws IOException {
    Seal first =
        Seal.read(SealedLog.bytes(Files.readAllLines(log.console).getFirst())).orElseThrow();
    SealKey other = SealKey.in(log.user.resolveSibling("forger").resolve("seal.key"));
    String before = "";
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log.console)) {
      Seal seal = Seal.read(SealedLog.bytes(line)).orElseThrow();
      SealHash hash = SealHash.begin(seal.file(), null);
      byte[] now = Files.readAllBytes(log.audit.resolve(seal.file()));
      hash.take(now, (int) Math.min(now.length, seal.length()));
      Seal forged =
          new Seal(
              seal.number(),
              seal.file(),
              hash.length(),
              hash.lines(),
              hash.chain(),
              seal.marks(),
              seal.run(),
              seal.at(),
              seal.witness(),
              first.key(),
              before,
              seal.reason());
      byte[] text = forged.line(other.sign(forged.unsigned()));
      before = SealHash.sha256(text);
      lines.add(new String(text, StandardCharsets.UTF_8));
    }
    Files.write(log.console, lines);
  }

  private static long sealedLines(SealedLog log, String name) {
    return file(log, name).lines();
  }

  private static int sealedBytes(SealedLog log, String name) {
    return (int) file(log, name).length();
  }

  private static SealReport.SealedFile file(SealedLog log, String name) {
    return SealedLog.verify(log.seals()).files().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void accusesNobodyOverFiveHundredHonestAppends() throws Exception {
    SealedLog log = new SealedLog(temporary);
    AuditLog console = new AuditLog(log.tenant.directory());
    Seals seals = log.seals();
    Random random = new Random(SEED);
    Instant start = log.tenant.clock.instant();
    Map<String, String> torn = new HashMap<>();
    for (int i = 0; i < EDITS; i++) {
      String how = "seed " + SEED + ", append " + i;
      String day =
          "audit_"
              + start.plus(Duration.ofDays(random.nextInt(5))).toString().substring(0, 10)
              + ".jsonl";
      append(log, console, random, torn, day);
      log.pass(Duration.ofSeconds(random.nextInt(600)));
      if (random.nextInt(3) > 0) {
        assertEquals(Set.of(), seals.follow(random.nextInt(4) > 0).suspects(), how);
      }
      if (random.nextInt(20) == 0) {
        seals = log.seals();
      }
      if (random.nextInt(4) == 0) {
        assertEquals(List.of(), SealedLog.found(seals), how);
      }
    }
    seals.follow(true);
    assertEquals(List.of(), SealedLog.found(log.seals()));
    assertEquals(Files.readString(log.own("seals.jsonl")), Files.readString(log.console));
  }

  private static void append(
      SealedLog log, AuditLog console, Random random, Map<String, String> torn, String day)
      throws IOException {
    String rest = torn.remove(day);
    if (rest != null && random.nextInt(4) > 0) {
      log.add(day, rest);
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> {
        String line = log.line();
        int cut = 1 + random.nextInt(line.length() - 1);
        log.add(day, line.substring(0, cut));
        torn.put(day, line.substring(cut));
      }
      case 1 -> log.add(day, 1 + random.nextInt(30));
      case 2 ->
          console.record(
              Instant.parse(day.substring(6, 16) + "T10:00:00Z"),
              "api_key_updated",
              "olu@acme.example",
              new Value.Fields(Map.of("key_id", new Value.Text("k"))));
      default -> log.add(day, "\n" + log.line() + "not JSON\n");
    }
  }
}
