package keyconsole.viewmodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import keyconsole.domain.Scope;

/// What the table is asked to show, and the work of finding it. Runs on any thread; ends with a
/// [CancellationException] when that is interrupted.
///
/// @param text words that must all be found, in any case
/// @param facets see [KeyFacet]
record KeyQuery(String text, KeyFilter filter, List<KeyFacet> facets) {

  private static final int ROWS_BETWEEN_LOOKS = 4_096;

  /// The rows that are left, and how many each chip would leave.
  ///
  /// @param moment that expiry and idleness were judged by
  record Answer(List<KeyRow> rows, Map<KeyFilter, Integer> counts, Instant moment) {
    static final Answer NOTHING = new Answer(List.of(), Map.of(), Instant.EPOCH);
  }

  /// @param all in the order to show them in
  Answer run(List<KeyRow> all, Instant now) {
    Counts counts = new Counts(now, Map.of());
    List<KeyRow> found = new ArrayList<>();
    Predicate<KeyRow> wanted = wanted();
    int looked = 0;
    for (KeyRow row : all) {
      endIfInterrupted(looked++);
      if (wanted.test(row)) {
        counts.add(row, 1);
        if (filter.leaves(row, now)) {
          found.add(row);
        }
      }
    }
    return new Answer(Collections.unmodifiableList(found), counts.byFilter(), now);
  }

  /// What is left after changes, which alone are looked at. The others are as they were at the
  /// moment of the answer before.
  ///
  /// @param before what this gave before them
  /// @param order of its rows
  Answer after(Answer before, RowChanges changes, Comparator<KeyRow> order) {
    RowChanges asked = changes.of(wanted());
    Counts counts = new Counts(before.moment(), before.counts());
    asked.gone().forEach(row -> counts.add(row, -1));
    asked.come().forEach(row -> counts.add(row, 1));
    List<KeyRow> rows =
        asked.of(row -> filter.leaves(row, before.moment())).madeTo(before.rows(), order);
    return new Answer(rows, counts.byFilter(), before.moment());
  }

  /// How many rows each chip would leave.
  private static final class Counts {
    private final KeyFilter[] filters = KeyFilter.values();
    private final int[] counts = new int[filters.length];
    private final Instant now;

    Counts(Instant now, Map<KeyFilter, Integer> before) {
      this.now = now;
      Arrays.setAll(counts, i -> before.getOrDefault(filters[i], 0));
    }

    void add(KeyRow row, int times) {
      for (int i = 0; i < filters.length; i++) {
        if (filters[i].leaves(row, now) && filters[i].counts(row)) {
          counts[i] += times;
        }
      }
    }

    Map<KeyFilter, Integer> byFilter() {
      Map<KeyFilter, Integer> byFilter = new EnumMap<>(KeyFilter.class);
      for (int i = 0; i < filters.length; i++) {
        byFilter.put(filters[i], counts[i]);
      }
      return byFilter;
    }
  }

  /// How many rows each filter that may be added would find. Filters of its own kind are left out
  /// of account, since another of one kind widens.
  KeyFacet.Choices choices(List<KeyRow> all, Instant now) {
    Map<Scope, Integer> scopes = new EnumMap<>(Scope.class);
    Map<String, Integer> owners = new HashMap<>();
    Map<String, Integer> capabilities = new HashMap<>();
    Predicate<KeyRow> forScopes = without(KeyFacet.OfScope.class).wanted();
    Predicate<KeyRow> forOwners = without(KeyFacet.OfOwner.class).wanted();
    Predicate<KeyRow> forCapabilities = without(KeyFacet.WithCapability.class).wanted();
    int looked = 0;
    for (KeyRow row : all) {
      endIfInterrupted(looked++);
      if (!(row instanceof KeyRow.Entry entry) || !filter.leaves(row, now)) {
        continue;
      }
      if (forScopes.test(row)) {
        scopes.merge(entry.key().scope(), 1, Integer::sum);
      }
      if (forOwners.test(row)) {
        owners.merge(entry.key().ownerId(), 1, Integer::sum);
      }
      if (forCapabilities.test(row)) {
        new HashSet<>(entry.key().capabilities())
            .forEach(name -> capabilities.merge(name, 1, Integer::sum));
      }
    }
    return new KeyFacet.Choices(scopes, owners, capabilities);
  }

  private KeyQuery without(Class<? extends KeyFacet> kind) {
    return new KeyQuery(
        text, filter, facets.stream().filter(facet -> !kind.isInstance(facet)).toList());
  }

  private static void endIfInterrupted(int looked) {
    if (looked % ROWS_BETWEEN_LOOKS == 0 && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("another question was asked");
    }
  }

  private Predicate<KeyRow> wanted() {
    String[] words = words();
    List<List<KeyFacet>> groups = groups();
    return row -> has(row, words) && holds(row, groups);
  }

  private String[] words() {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toArray(String[]::new);
  }

  private List<List<KeyFacet>> groups() {
    Map<Class<?>, List<KeyFacet>> groups = new HashMap<>();
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
