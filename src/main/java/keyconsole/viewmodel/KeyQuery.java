package keyconsole.viewmodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the table is asked to show, and the work of finding it. Runs on any thread.
///
/// @param text words that must all be found, in any case
/// @param facets see [KeyFacet]
record KeyQuery(
    String text, KeyFilter filter, List<KeyFacet> facets, KeyColumn sort, boolean ascending) {

  /// The rows in order, and how many each chip would leave.
  record Answer(List<KeyRow> rows, Map<KeyFilter, Integer> counts) {}

  Answer run(List<KeyRow> all, Instant now) {
    KeyFilter[] filters = KeyFilter.values();
    Map<KeyFilter, Integer> counts = new EnumMap<>(KeyFilter.class);
    for (KeyFilter each : filters) {
      counts.put(each, 0);
    }
    List<KeyRow> found = new ArrayList<>();
    String[] words = words();
    List<List<KeyFacet>> groups = groups();
    for (KeyRow row : all) {
      if (!has(row, words) || !holds(row, groups)) {
        continue;
      }
      for (KeyFilter each : filters) {
        if (each.leaves(row, now)) {
          counts.merge(each, 1, Integer::sum);
        }
      }
      if (filter.leaves(row, now)) {
        found.add(row);
      }
    }
    found.sort(sort.order(ascending));
    return new Answer(found, counts);
  }

  private String[] words() {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toArray(String[]::new);
  }

  private List<List<KeyFacet>> groups() {
    Map<Class<?>, List<KeyFacet>> groups = new java.util.HashMap<>();
    for (KeyFacet facet : facets) {
      groups.computeIfAbsent(facet.getClass(), kind -> new ArrayList<>()).add(facet);
    }
    return List.copyOf(groups.values());
  }

  private static boolean has(KeyRow row, String[] words) {
    for (String word : words) {
      if (!row.searched().contains(word)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(KeyRow row, List<List<KeyFacet>> groups) {
    for (List<KeyFacet> group : groups) {
      if (group.stream().noneMatch(facet -> facet.holds(row))) {
        return false;
      }
    }
    return true;
  }
}
