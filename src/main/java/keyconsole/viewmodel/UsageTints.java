package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which colour a band has. It keeps it as long as the range stays, whatever is filtered out
/// meanwhile. Immutable.
///
/// @param places 0 for the first colour
record UsageTints(Map<String, Integer> places) {

  /// Nothing has a colour yet.
  static final UsageTints NONE = new UsageTints(Map.of());

  private static final int COLOURS = 8;

  UsageTints {
    places = Map.copyOf(places);
  }

  /// The same with colours for these: those that have one keep it, the others get what is free, in
  /// need that of what is not among them.
  ///
  /// @param shown at most eight, the lowest band first
  UsageTints with(List<String> shown) {
    Map<String, Integer> next = new HashMap<>(places);
    List<Integer> free = new ArrayList<>();
    for (int place = 0; place < COLOURS; place++) {
      if (!next.containsValue(place)) {
        free.add(place);
      }
    }
    places.entrySet().stream()
        .filter(entry -> !shown.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .forEach(free::add);
    for (String value : shown) {
      if (!next.containsKey(value)) {
        int place = free.removeFirst();
        next.values().remove(place);
        next.put(value, place);
      }
    }
    return new UsageTints(next);
  }

  /// The tint of a value, [UsageTint#ACCENT] where it has none.
  UsageTint of(String value) {
    Integer place = places.get(value);
    return place == null ? UsageTint.ACCENT : UsageTint.ofBand(place);
  }
}
