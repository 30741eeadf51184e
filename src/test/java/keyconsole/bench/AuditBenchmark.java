package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/// A million audit records: a page of them, the log opened again, and texts looked for in all of
/// them: a rare one, a word with an accent, one that stands in each line, one that does not,
/// alternatives, and a rare text where most names have accents; what the index knows by itself; and
/// records that come while one looks. In the heap that is the most it may take. [#allThatMustHold]
/// prints a table of what must hold, beside `grep` in the same run; `-Dbench.args=allThatMustHold`
/// runs it alone. The lines stay in `target/bench` and may be deleted at any time.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx200m")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
public class AuditBenchmark {

  private static final int LINES = 1_000_000;
  private static final int PAGE = 64;
  private static final String TEXT = "Key 4711";
  private static final int MOST_HEAP = 200;

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
  }

  /// Prints how long each thing takes that must not take longer than so, all of them and `grep` in
  /// turn, and what of the heap is taken; before that it makes sure that all is found.
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public void allThatMustHold() {
    requireAllIsFound();
    long start = System.nanoTime();
    AuditIndex index = AuditIndex.open(folder, Optional.empty());
    view = index.refresh();
    long indexed = (System.nanoTime() - start) / 1_000_000;
    Budgets budgets = new Budgets("grep", this::peerGrep);
    budgets.add("first page after the first indexing", 300, () -> newestPage(view).size());
    budgets.add("reopened with its first page", 100, () -> reopenedWithItsFirstPage().size());
    budgets.add("text in all", 500, this::textInAll);
    budgets.add("accented word in all", 500, this::accentedWordInAll);
    budgets.add("common word in all", 500, this::commonWordInAll);
    budgets.add("negated word in all", 500, this::negatedWordInAll);
    budgets.add("alternatives in all", 500, this::alternativesInAll);
    budgets.measure();
    System.out.println("%nindexed for the first time in %d ms".formatted(indexed));
    System.out.print(budgets.table());
    System.out.println(heap(index));
  }

  private void requireAllIsFound() {
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

  /// What of the heap is taken once a log is indexed, with all that a window keeps of it.
  private String heap(AuditIndex index) {
    KeyNames names = KeyNames.open(folder, Optional.empty());
    names.learn(index.view(), () -> false);
    System.gc();
    long bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    int[] named = {0};
    names.forEach((id, name) -> named[0]++);
    return "heap with %d records and the names of %d keys: %d MB of at most %d MB"
        .formatted(index.view().size(), named[0], bytes >> 20, MOST_HEAP);
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
        Path beside = Files.createDirectories(made.resolveSibling(name + ".new"));
        new GeneratedAudit(30, LINES, accented).write(beside);
        Files.move(beside, made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  @Benchmark
  public List<AuditRecord> pageAnywhere() {
    return view.records(LINES / 2, PAGE);
  }

  @Benchmark
  public List<AuditRecord> reopenedWithItsFirstPage() {
    return newestPage(AuditIndex.open(folder, cache).refresh());
  }

  @Benchmark
  public List<AuditRecord> indexedAnewWithItsFirstPage() {
    return newestPage(AuditIndex.open(folder, Optional.empty()).refresh());
  }

  /// What a window shows first, which asks for all records.
  private static List<AuditRecord> newestPage(AuditView of) {
    AuditFound all = AuditSearch.search(of, AuditQuery.ALL, () -> false, _ -> {});
    return all.records(all.size() - PAGE, PAGE);
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
