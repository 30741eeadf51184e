package keyconsole.viewmodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.HealthReport;
import keyconsole.domain.Severity;
import keyconsole.domain.Thresholds;
import keyconsole.viewmodel.HealthTold.Card;
import keyconsole.viewmodel.HealthTold.Group;

/// Findings by severity and kind, those that are put off apart. They may be hundreds of thousands,
/// so it is made in the background. Immutable.
///
/// @param counts of each filter
/// @param open the groups of what is not put off, the worst first
/// @param putOff the group of what is; empty where nothing is
/// @param calling how many ask for somebody: all but notices and what is put off
/// @param worst of those; a notice where there are none
record HealthSorted(
    Map<HealthFilter, Integer> counts,
    Map<Severity, Group> open,
    List<Group> putOff,
    int calling,
    Severity worst) {

  static HealthSorted of(HealthReport report, HealthNotes notes, HealthWords words, Instant now) {
    Map<Severity, List<Finding>> open = new EnumMap<>(Severity.class);
    List<Finding> putOff = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (notes.putOff(finding, now).isPresent()) {
        putOff.add(finding);
      } else {
        open.computeIfAbsent(finding.severity(), _ -> new ArrayList<>()).add(finding);
      }
    }
    Map<Severity, Group> groups = new EnumMap<>(Severity.class);
    open.forEach(
        (severity, found) ->
            groups.put(severity, group(severity, found, words, report.thresholds())));
    int calling = size(open, Severity.CRITICAL) + size(open, Severity.WARNING);
    return new HealthSorted(
        counts(open, putOff.size()),
        groups,
        putOff.isEmpty() ? List.of() : List.of(putOff(putOff, words, report.thresholds())),
        calling,
        open.keySet().stream().findFirst().orElse(Severity.NOTICE));
  }

  private static int size(Map<Severity, List<Finding>> open, Severity severity) {
    return open.getOrDefault(severity, List.of()).size();
  }

  private static Map<HealthFilter, Integer> counts(Map<Severity, List<Finding>> open, int putOff) {
    Map<HealthFilter, Integer> counts = new EnumMap<>(HealthFilter.class);
    int all = 0;
    for (Severity severity : Severity.values()) {
      counts.put(HealthFilter.of(severity), size(open, severity));
      all += size(open, severity);
    }
    counts.put(HealthFilter.ALL, all);
    counts.put(HealthFilter.PUT_OFF, putOff);
    return counts;
  }

  private static Group group(
      Severity severity, List<Finding> found, HealthWords words, Thresholds thresholds) {
    return new Group(
        words.severity(severity),
        words.hint(severity),
        HealthWords.tone(severity),
        found.size(),
        cards(found, words, thresholds));
  }

  private static Group putOff(List<Finding> found, HealthWords words, Thresholds thresholds) {
    return new Group(
        words.text("put-off.title"),
        words.text("put-off.hint"),
        Tone.NEUTRAL,
        found.size(),
        cards(found, words, thresholds));
  }

  private static List<Card> cards(List<Finding> found, HealthWords words, Thresholds thresholds) {
    Map<FindingKind, List<Finding>> kinds = new LinkedHashMap<>();
    found.forEach(it -> kinds.computeIfAbsent(it.kind(), _ -> new ArrayList<>()).add(it));
    return kinds.entrySet().stream()
        .map(
            entry ->
                new Card(
                    entry.getKey(),
                    HealthWords.tone(entry.getValue().getFirst().severity()),
                    words.title(entry.getKey(), mildest(entry.getValue()), thresholds),
                    words.why(entry.getKey(), thresholds),
                    entry.getValue()))
        .toList();
  }

  /// What is put off may be of several.
  private static Severity mildest(List<Finding> found) {
    return Collections.max(found, Comparator.comparing(Finding::severity)).severity();
  }

  /// The groups that a filter leaves.
  List<Group> left(HealthFilter filter) {
    if (filter == HealthFilter.PUT_OFF) {
      return putOff;
    }
    return open.entrySet().stream()
        .filter(entry -> filter.shows(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// Whether each group holds the same findings. Takes its time.
  boolean tellsTheSame(HealthSorted other) {
    return counts.equals(other.counts)
        && open.keySet().equals(other.open.keySet())
        && cards(open.values()).equals(cards(other.open.values()))
        && cards(putOff).equals(cards(other.putOff));
  }

  private static List<List<Card>> cards(Collection<Group> groups) {
    return groups.stream().map(Group::cards).toList();
  }

  /// Whether there is nothing at all.
  boolean isEmpty() {
    return open.isEmpty() && putOff.isEmpty();
  }
}
