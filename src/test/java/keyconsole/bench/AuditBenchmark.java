package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import keyconsole.audit.AuditFound;
import keyconsole.audit.AuditIndex;
import keyconsole.audit.AuditQuery;
import keyconsole.audit.AuditSearch;
import keyconsole.audit.AuditView;
import keyconsole.audit.KeyNames;
import keyconsole.domain.AuditRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A million audit records: a page of them, the log opened again, and texts looked for in all of
/// them: a rare one beside `grep`, which must count the same, a word with an accent, one that
/// stands in each line, one that does not, alternatives, and a rare text where most names have
/// accents; what the index knows by itself; and records that come while one looks. In the heap that
/// is the most it may take. What of it is taken once all is indexed is printed, and how long each
/// text took beside `grep` in the same run. The lines stay in `target/bench` and may be deleted at
/// any time.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx200m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AuditBenchmark {

  private static final int LINES = 1_000_000;
  private static final String TEXT = "Key 4711";
  private static final int RUNS = 5;

  private Path folder;
  private Optional<Path> cache;
  private AuditView view;
  private AuditQuery query;
  private AuditQuery accented;
  private AuditQuery common;
  private AuditQuery negated;
  private AuditQuery alternatives;
  private AuditQuery known;
  private AuditQuery ofKey;

  @Setup(Level.Trial)
  public void open() {
    folder = written(false);
    cache = Optional.of(Path.of("target/bench/cache"));
    view = AuditIndex.open(folder, cache).refresh();
    query = understood('"' + TEXT + '"');
    accented = understood("données");
    common = understood("acme.example");
    negated = understood("-created");
    alternatives = understood("detail.name:pipeline,report");
    AuditRecord some = view.records(LINES / 3, 1).getFirst();
    ofKey = understood("key:\"" + some.keyIds().getFirst() + '"');
    KeyNames.open(folder, cache).learn(view, () -> false);
    known = understood("action:revoked actor:user7@");
    requireSame(view.size(), LINES);
    requireSame(textInAll(), peerGrep());
    requireSame(accentedWordInAll(), grep("Donn\\u00e9es"));
    requireSame(commonWordInAll(), LINES);
    requireSame(negatedWordInAll(), LINES - grep("created"));
    requireSame(alternativesInAll(), grep("pipeline") + grep("report"));
  }

  private static void requireSame(int found, int expected) {
    if (found != expected) {
      throw new IllegalStateException(found + " found in place of " + expected);
    }
  }

  @TearDown(Level.Trial)
  public void tell() {
    tellRatios();
    tellHeap();
  }

  /// Tells how long each text takes beside the peer, at this time on this machine.
  private void tellRatios() {
    double peer = bestMillis(this::peerGrep);
    Map<String, IntSupplier> all = new LinkedHashMap<>();
    all.put("text", this::textInAll);
    all.put("accented word", this::accentedWordInAll);
    all.put("common word", this::commonWordInAll);
    all.put("negated word", this::negatedWordInAll);
    all.put("alternatives", this::alternativesInAll);
    all.forEach(
        (name, search) -> {
          double millis = bestMillis(search);
          System.out.println(
              "%s / grep: %.2f (%.0f ms / %.0f ms)".formatted(name, millis / peer, millis, peer));
        });
  }

  private static double bestMillis(IntSupplier work) {
    long best = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      work.getAsInt();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e6;
  }

  /// Tells what of the heap is taken once a log is indexed.
  private void tellHeap() {
    AuditIndex index = AuditIndex.open(folder, Optional.empty());
    view = index.refresh();
    KeyNames names = KeyNames.open(folder, Optional.empty());
    names.learn(view, () -> false);
    System.gc();
    long bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    int[] named = {0};
    names.forEach((id, name) -> named[0]++);
    System.out.println(
        "heap with %d records and the names of %d keys: %d MB"
            .formatted(index.view().size(), named[0], bytes >> 20));
  }

  private static AuditQuery understood(String text) {
    return AuditQuery.parse(text, ZoneOffset.UTC)
            instanceof AuditQuery.Understood(AuditQuery understood)
        ? understood
        : AuditQuery.ALL;
  }

  private static Path written(boolean accented) {
    String name = "audit-" + LINES + (accented ? "-accented" : "");
    Path made = Path.of("target/bench").resolve(name).toAbsolutePath();
    try {
      if (!Files.exists(made)) {
        Files.createDirectories(made);
        new GeneratedAudit(30, LINES, accented).write(made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  @Benchmark
  public List<AuditRecord> pageAnywhere() {
    return view.records(LINES / 2, 64);
  }

  @Benchmark
  public List<AuditRecord> reopenedWithItsFirstPage() {
    return AuditIndex.open(folder, cache).refresh().records(0, 64);
  }

  @Benchmark
  public List<AuditRecord> indexedAnewWithItsFirstPage() {
    return AuditIndex.open(folder, Optional.empty()).refresh().records(0, 64);
  }

  @Benchmark
  public int textInAll() {
    return count(view, query);
  }

  private static int count(AuditView in, AuditQuery of) {
    return AuditSearch.search(in, of, () -> false, _ -> {}).size();
  }

  @Benchmark
  public int accentedWordInAll() {
    return count(view, accented);
  }

  @Benchmark
  public int commonWordInAll() {
    return count(view, common);
  }

  @Benchmark
  public int negatedWordInAll() {
    return count(view, negated);
  }

  @Benchmark
  public int alternativesInAll() {
    return count(view, alternatives);
  }

  /// A log whose names have accents, as most lines of it.
  @State(Scope.Benchmark)
  public static class Accented {
    private AuditView view;
    private AuditQuery plain;
    private AuditQuery accented;

    @Setup(Level.Trial)
    public void open() {
      Optional<Path> cache = Optional.of(Path.of("target/bench/cache-accented"));
      view = AuditIndex.open(written(true), cache).refresh();
      plain = understood("user7@");
      accented = understood("\"clé 4711\"");
    }
  }

  @Benchmark
  public int textWhereMostLinesHaveEscapes(Accented log) {
    return count(log.view, log.plain);
  }

  @Benchmark
  public int accentedTextWhereMostLinesHaveEscapes(Accented log) {
    return count(log.view, log.accented);
  }

  @Benchmark
  public Map<String, Integer> everythingWithItsCounts() {
    return AuditSearch.search(view, AuditQuery.ALL, () -> false, _ -> {}).actors();
  }

  @Benchmark
  public int actionAndActorInAll() {
    return AuditSearch.search(view, known, () -> false, _ -> {}).size();
  }

  @Benchmark
  public int entriesOfOneKey() {
    return AuditSearch.search(view, ofKey, () -> false, _ -> {}).size();
  }

  @Benchmark
  public boolean namesOfKeysReopened() {
    return KeyNames.open(folder, cache).learn(view, () -> false);
  }

  /// The same log once more, added to. Its other files are links to those that stay.
  @State(Scope.Benchmark)
  public static class Followed {
    private Path day;
    private byte[] line;
    private AuditIndex index;
    private AuditFound found;

    @Setup(Level.Trial)
    public void open() throws IOException {
      Path folder = Path.of("target/bench/audit-followed").toAbsolutePath();
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(written(false))) {
        for (Path file : files.toList()) {
          Path link = folder.resolve(file.getFileName());
          Files.deleteIfExists(link);
          Files.createLink(link, file);
        }
      }
      day = folder.resolve("audit_" + GeneratedAudit.LAST.plusDays(1) + ".jsonl");
      line = GeneratedAudit.line(GeneratedAudit.LAST.plusDays(1));
      Files.write(day, line);
      index = AuditIndex.open(folder, Optional.empty());
      found = AuditSearch.search(index.refresh(), AuditQuery.ALL, () -> false, _ -> {});
    }
  }

  @Benchmark
  public Map<String, Integer> recordAppendedAndFollowed(Followed log) throws IOException {
    Files.write(log.day, log.line, StandardOpenOption.APPEND);
    AuditView now = log.index.refresh();
    log.found = AuditSearch.searchOn(log.found, now, AuditQuery.ALL, () -> false, _ -> {});
    return log.found.actions();
  }

  /// How many lines hold the text, as `grep` counts.
  @Benchmark
  public int peerGrep() {
    return grep(TEXT);
  }

  private int grep(String text) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> command =
          Stream.concat(Stream.of("grep", "-c", "-h", "-i", "-F", text), files.map(Path::toString))
              .toList();
      Process grep = new ProcessBuilder(command).start();
      String out = new String(grep.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return out.lines().mapToInt(Integer::parseInt).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
