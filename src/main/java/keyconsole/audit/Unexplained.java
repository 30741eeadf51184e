package keyconsole.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFinding.Change;
import keyconsole.domain.AuditFinding.Doubt;

/// What no line explains of a change whose time is over, or a part of it: that for which one line
/// leaves the same doubt.
///
/// @param existence whether that the file came or went is among it
/// @param fields that changed
/// @param line the one that alone could explain it; empty where there is none, or nobody knows it
record Unexplained(
    boolean existence, List<Change> fields, Doubt doubt, Optional<AuditFinding.Entry> line) {

  private record Ground(Doubt doubt, Optional<AuditFinding.Entry> line) {}

  /// The parts of a change. Lines of unknown actions are taken for what they could explain, each
  /// once, as those of known ones are.
  ///
  /// @param said the lines about the key
  /// @param garbled the first line that came with the change or behind it and cannot be read, where
  ///   there is one
  static List<Unexplained> of(
      OpenChange change, List<OpenWord> said, Optional<Optional<AuditFinding.Entry>> garbled) {
    Ground rest =
        garbled
            .map(line -> new Ground(Doubt.UNREADABLE_LINE, line))
            .orElse(new Ground(Doubt.NONE, Optional.empty()));
    Map<Ground, List<Change>> fields = new LinkedHashMap<>();
    Optional<Ground> existence =
        change.isExistenceOpen()
            ? Optional.of(
                unknown(change, said, word -> !word.explainsExistence(), OpenWord::explainExistence)
                    .orElse(rest))
            : Optional.empty();
    existence.ifPresent(ground -> fields.put(ground, new ArrayList<>()));
    for (Change field : change.fields()) {
      Ground ground =
          unknown(
                  change,
                  said,
                  word -> !word.hasExplained(field.field()),
                  word -> word.explain(field.field()))
              .orElse(rest);
      fields.computeIfAbsent(ground, _ -> new ArrayList<>()).add(field);
    }
    List<Unexplained> parts = new ArrayList<>();
    fields.forEach(
        (ground, of) ->
            parts.add(
                new Unexplained(
                    existence.equals(Optional.of(ground)), of, ground.doubt, ground.line)));
    return parts;
  }

  /// Takes the lines of unknown actions that could explain something: of those that were there when
  /// the change was seen all, of later ones the first.
  private static Optional<Ground> unknown(
      OpenChange change, List<OpenWord> said, Predicate<OpenWord> isFree, Consumer<OpenWord> take) {
    Optional<Ground> ground = Optional.empty();
    for (OpenWord word : said) {
      boolean takes = ground.isEmpty() || word.look() <= change.look();
      if (takes && isFree.test(word) && DeedRules.mayExplain(word.word(), change)) {
        take.accept(word);
        if (ground.isEmpty()) {
          ground = Optional.of(new Ground(Doubt.UNKNOWN_ACTION, Optional.of(word.word().entry())));
        }
      }
    }
    return ground;
  }
}
