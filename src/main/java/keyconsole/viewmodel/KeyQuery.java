package keyconsole.viewmodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
  record Answer(List<KeyRow> rows, Map<KeyFilter, Integer> counts) {}

  /// @param all in the order to show them in
  Answer run(List<KeyRow> all, Instant now) {
    KeyFilter[] filters = KeyFilter.values();
    Map<KeyFilter, int[]> counts = new EnumMap<>(KeyFilter.class);
    for (KeyFilter each : filters) {
      counts.put(each, new int[1]);
    }
    List<KeyRow> found = new ArrayList<>();
    Predicate<KeyRow> wanted = wanted();
    int looked = 0;
    for (KeyRow row : all) {
      endIfInterrupted(looked++);
      if (!wanted.test(row)) {
        continue;
      }
      for (KeyFilter each : filters) {
        if (each.leaves(row, now) && each.counts(row)) {
          Objects.requireNonNull(counts.get(each))[0]++;
        }
      }
      if (filter.leaves(row, now)) {
        found.add(row);
      }
    }
    Map<KeyFilter, Integer> byFilter = new EnumMap<>(KeyFilter.class);
    counts.forEach((each, count) -> byFilter.put(each, count[0]));
    return new Answer(Collections.unmodifiableList(found), byFilter);
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
