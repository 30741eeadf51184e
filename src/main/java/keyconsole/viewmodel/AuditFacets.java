package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.AuditTerm;
import keyconsole.viewmodel.AuditFacet.Group;
import keyconsole.viewmodel.AuditFacet.Kind;

/// How many of the found entries there are by action and by actor. They stand in the order of the
/// whole log, so that they stay where they are as one of them is chosen. UI thread only.
public final class AuditFacets {

  /// How many of a kind are shown, if no more are chosen.
  static final int SHOWN = 4;

  private final AuditKnown known;
  private final Supplier<AuditWords> words;
  private final ReadOnlyObjectWrapper<List<Group>> groups = new ReadOnlyObjectWrapper<>(List.of());
  private Map<String, Integer> actions = Map.of();
  private Map<String, Integer> actors = Map.of();
  private List<AuditTerm> asked = List.of();

  /// Whether the counts are those of what is found without looking for values of a kind.
  private boolean isCounted;

  /// What there is of a kind; stays as it is. Any thread.
  ///
  /// @param found how many of the found entries have each value
  /// @param isCounted whether these are all that would be found without looking for values of this
  ///   kind; else only those that are looked for are among them
  /// @param known the same for the whole log
  /// @param terms what is looked for in this kind's field
  record Values(
      Kind kind,
      Map<String, Integer> found,
      boolean isCounted,
      Map<String, Integer> known,
      List<AuditTerm> terms,
      AuditWords words) {

    /// Those that are found, and those that are looked for. Where the others are not counted yet,
    /// those that the log has besides.
    private Set<String> all() {
      if (terms.isEmpty()) {
        return found.keySet();
      }
      Set<String> all = new HashSet<>(found.keySet());
      known.keySet().stream().filter(value -> !isCounted || isChosen(value)).forEach(all::add);
      return all;
    }

    private Comparator<String> frequentFirst() {
      return Comparator.<String, Integer>comparing(
              value -> known.getOrDefault(value, found.getOrDefault(value, 0)),
              Comparator.reverseOrder())
          .thenComparing(Comparator.naturalOrder());
    }

    /// Those that hold a text, the most frequent first.
    ///
    /// @param wanted in lower case
    List<AuditFacet> holding(String wanted) {
      return all().stream()
          .sorted(frequentFirst())
          .map(this::facet)
          .filter(
              facet ->
                  AuditTexts.lower(facet.value()).contains(wanted)
                      || AuditTexts.lower(facet.text()).contains(wanted))
          .toList();
    }

    private Group group() {
      Set<String> all = all();
      Comparator<String> order = frequentFirst();
      PriorityQueue<String> first = new PriorityQueue<>(order.reversed());
      for (String value : all) {
        first.add(value);
        if (first.size() > SHOWN) {
          first.remove();
        }
      }
      List<String> shown = new ArrayList<>(first);
      all.stream().filter(value -> isChosen(value) && !shown.contains(value)).forEach(shown::add);
      shown.sort(order);
      return new Group(kind, shown.stream().map(this::facet).toList(), all.size() - shown.size());
    }

    private boolean isChosen(String value) {
      String called = called(value);
      return terms.stream()
          .flatMap(term -> term.values().stream())
          .anyMatch(wanted -> AuditTexts.isNamed(wanted, value, called));
    }

    private String called(String value) {
      return switch (kind) {
        case ACTION -> words.badge(value).text();
        case ACTOR -> words.actor(value);
      };
    }

    private AuditFacet facet(String value) {
      Integer count = found.get(value);
      OptionalInt counted =
          count != null
              ? OptionalInt.of(count)
              : isCounted ? OptionalInt.of(0) : OptionalInt.empty();
      return new AuditFacet(kind, value, called(value), counted, isChosen(value));
    }

    /// All that there are, also those that are not found.
    Set<String> values() {
      Set<String> values = new HashSet<>(known.keySet());
      values.addAll(found.keySet());
      return values;
    }

    /// Whether what is looked for is one of them.
    boolean isOne(AuditTerm.Value wanted) {
      return values().stream().anyMatch(value -> AuditTexts.isNamed(wanted, value, called(value)));
    }
  }

  AuditFacets(AuditKnown known, Supplier<AuditWords> words) {
    this.known = known;
    this.words = words;
  }

  /// What can be narrowed by; empty where nothing is found or known.
  public ReadOnlyObjectProperty<List<Group>> groupsProperty() {
    return groups.getReadOnlyProperty();
  }

  /// Takes what is found.
  ///
  /// @param terms what was searched for
  void show(Map<String, Integer> ofActions, Map<String, Integer> ofActors, List<AuditTerm> terms) {
    actions = ofActions;
    actors = ofActors;
    asked = terms;
    isCounted = false;
    show();
  }

  /// Takes what was counted; a kind that was not keeps its counts.
  void show(Map<Kind, Map<String, Integer>> counts) {
    actions = counts.getOrDefault(Kind.ACTION, actions);
    actors = counts.getOrDefault(Kind.ACTOR, actors);
    isCounted = counts.size() == Kind.values().length;
    show();
  }

  /// Marks what is searched for from now on; the counts are as they were until something is found.
  void ask(List<AuditTerm> terms) {
    asked = terms;
    show();
  }

  /// Shows what else is known by now.
  void show() {
    groups.set(
        Stream.of(Kind.values())
            .map(kind -> of(kind).group())
            .filter(group -> !group.shown().isEmpty())
            .toList());
  }

  /// What there is of a kind at this moment.
  Values of(Kind kind) {
    boolean action = kind == Kind.ACTION;
    List<AuditTerm> terms = asked.stream().filter(kind::isAskedBy).toList();
    return new Values(
        kind,
        action ? actions : actors,
        isCounted,
        action ? known.actions() : known.actors(),
        terms,
        words.get());
  }
}
