package keyconsole.viewmodel;

import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import keyconsole.domain.AuditResult;
import keyconsole.domain.AuditTerm;
import keyconsole.service.AuditTrail;
import keyconsole.viewmodel.AuditFacet.Kind;

/// Counts in the background what chips tell: entries in the brushed range, and where values of a
/// kind are looked for, the entries that are found without that. UI thread only.
final class AuditFacetCounts {

  private final TaskRunner tasks;
  private final AuditTrail trail;
  private final Supplier<ZoneId> zone;
  private final Consumer<Map<Kind, Map<String, Integer>>> came;
  private AtomicBoolean stopped = new AtomicBoolean();
  private TaskRunner.Subscription counting = () -> {};
  private Map<Kind, AuditResult> before = Map.of();

  /// @param found all that was searched for
  /// @param query what was searched for
  /// @param terms the same, as it is written
  /// @param range of time; empty for all times
  record Asked(AuditResult found, String query, List<AuditTerm> terms, Optional<AuditBrush> range) {

    private boolean isOf(Kind kind) {
      return terms.stream().anyMatch(kind::isAskedBy);
    }

    /// Whether the counts of what was found are not those that are asked for.
    boolean needsCounting() {
      return range.isPresent() || isOf(Kind.ACTION) || isOf(Kind.ACTOR);
    }

    /// The search without what is looked for in a kind.
    private String without(Kind kind) {
      StringBuilder rest = new StringBuilder(query);
      for (AuditTerm term : terms.reversed()) {
        if (kind.isAskedBy(term)) {
          rest.replace(term.from(), term.to(), " ");
        }
      }
      return rest.toString();
    }
  }

  /// @param zone of dates that are searched for
  /// @param came told the counts of each kind
  AuditFacetCounts(
      TaskRunner tasks,
      AuditTrail trail,
      Supplier<ZoneId> zone,
      Consumer<Map<Kind, Map<String, Integer>>> came) {
    this.tasks = tasks;
    this.trail = trail;
    this.zone = zone;
    this.came = came;
  }

  /// Counts, and no longer what was asked for before.
  void count(Asked asked) {
    forget();
    AtomicBoolean stop = new AtomicBoolean();
    stopped = stop;
    ZoneId in = zone.get();
    Map<Kind, AuditResult> known = before;
    counting =
        tasks.run(
            () -> results(asked, in, known, stop),
            this::counted,
            // The page tells that the log cannot be read; the chips stay as they were.
            failure -> {});
  }

  /// Counts no longer.
  void forget() {
    stopped.set(true);
    counting.end();
  }

  private record Counted(Map<Kind, AuditResult> of, Map<Kind, Map<String, Integer>> counts) {}

  private Counted results(
      Asked asked, ZoneId in, Map<Kind, AuditResult> known, AtomicBoolean stop) {
    Map<Kind, AuditResult> of = new EnumMap<>(Kind.class);
    Map<Kind, Map<String, Integer>> counts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      AuditResult all =
          asked.isOf(kind)
              ? trail.search(
                  asked.without(kind),
                  in,
                  Optional.ofNullable(known.get(kind)),
                  stop::get,
                  found -> {})
              : asked.found();
      if (all.isWhole()) {
        of.put(kind, all);
        counts.put(kind, counts(kind, all, asked.range()));
      }
    }
    return new Counted(of, counts);
  }

  private static Map<String, Integer> counts(
      Kind kind, AuditResult all, Optional<AuditBrush> range) {
    if (range.isEmpty()) {
      return kind == Kind.ACTION ? all.actions() : all.actors();
    }
    AuditResult.Tally tally =
        all.tally(all.numberOf(range.get().from()), all.numberOf(range.get().to()));
    return kind == Kind.ACTION ? tally.actions() : tally.actors();
  }

  private void counted(Counted counted) {
    before = counted.of();
    came.accept(counted.counts());
  }
}
