package keyconsole.viewmodel;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.LastUse;
import keyconsole.domain.Thresholds;
import keyconsole.service.KeyListing;
import keyconsole.service.KeyService;

/// What one reading of the folder and of the counted usage lines gave, as rows. Immutable; made in
/// the background. Where nothing changed, the next one is the same object, and so is each row that
/// did not change.
///
/// @param number tells readings apart without a look at their rows
/// @param thresholds that the rows are told with
record KeyReading(
    long number,
    KeyListing listing,
    Usage usage,
    Thresholds thresholds,
    List<KeyRow> rows,
    RowIndex byId) {

  static final KeyReading NOTHING =
      new KeyReading(
          0,
          new KeyListing(List.of(), List.of()),
          new Usage(false, -1, LocalDate.EPOCH, 0),
          Thresholds.STANDARD,
          List.of(),
          RowIndex.EMPTY);

  /// Which state of the counts the rows tell.
  ///
  /// @param first the first day of the trends
  /// @param known a bit a day, the first one's lowest: whether there is a usage file of it
  record Usage(boolean counted, long version, LocalDate first, int known) {
    /// The state now: the one before, where nothing was counted since.
    Usage next(KeyService service, LocalDate today) {
      LocalDate from = today.minusDays(Trend.DAYS - 1L);
      boolean now = service.isUsageCounted();
      long at = service.usageVersion();
      if (counted == now && version == at && first.equals(from)) {
        return this;
      }
      return new Usage(now, at, from, now ? known(service, from) : 0);
    }

    private boolean tellsTheDaysOf(Usage other) {
      return counted == other.counted && first.equals(other.first) && known == other.known;
    }

    private static int known(KeyService service, LocalDate first) {
      int known = 0;
      for (LocalDate day : service.daysWithUsage(first, Trend.DAYS)) {
        known |= 1 << ChronoUnit.DAYS.between(first, day);
      }
      return known;
    }
  }

  /// Whether it is the same reading.
  boolean is(KeyReading other) {
    return number == other.number;
  }

  int keys() {
    return listing.keys().size();
  }

  /// Whether any key locks everyone out.
  boolean locksOut() {
    return rows.stream().anyMatch(row -> row instanceof KeyRow.Entry entry && entry.locksOut());
  }

  int problems() {
    return listing.problems().size();
  }

  Optional<ApiKey> key(String rowId) {
    return entry(rowId).map(KeyRow.Entry::key);
  }

  private Optional<KeyRow.Entry> entry(String rowId) {
    return byId.get(rowId) instanceof KeyRow.Entry entry ? Optional.of(entry) : Optional.empty();
  }

  /// The next reading.
  KeyReading next(KeyService service, KeyListing now, KeyRow.Setting setting, LocalDate today) {
    Usage usageNow = usage.next(service, today);
    boolean sameUsage = usageNow.equals(usage) || (!usageNow.counted() && !usage.counted());
    boolean sameKeys =
        now.keys().equals(listing.keys()) && now.problems().equals(listing.problems());
    boolean sameLines = setting.thresholds().equals(thresholds);
    if (sameKeys && sameUsage && sameLines && !is(NOTHING)) {
      return this;
    }
    Predicate<ApiKey> used = sameUsage ? _ -> false : usedSince(service, usageNow);
    Trends trends = new Trends(service, usageNow);
    List<KeyRow> next = new ArrayList<>(now.keys().size() + now.problems().size());
    int place = 0;
    for (ApiKey key : now.keys()) {
      place = placeOf(key, place);
      Optional<KeyRow.Entry> before = before(key, place, setting.thresholds());
      place += before.isPresent() ? 1 : 0;
      next.add(
          before.isPresent() && !used.test(key)
              ? before.get()
              : row(service, key, before, setting, trends.of(key.id())));
    }
    now.problems().forEach(problem -> next.add(problemRow(problem, setting.words())));
    return new KeyReading(
        number + 1,
        now,
        usageNow,
        setting.thresholds(),
        Collections.unmodifiableList(next),
        byId.next(rows, next));
  }

  /// Of which keys something else may be counted than their rows tell.
  private Predicate<ApiKey> usedSince(KeyService service, Usage now) {
    Optional<Set<String>> used =
        now.tellsTheDaysOf(usage) ? service.usedSince(usage.version()) : Optional.empty();
    return key -> used.filter(keys -> !keys.contains(key.id().text())).isEmpty();
  }

  /// Where a key stood, or would have stood, in the order of the folder.
  ///
  /// @param from where to begin: where one before it stood
  private int placeOf(ApiKey key, int from) {
    int place = from;
    while (place < keys() && ApiKey.NEWEST_FIRST.compare(listing.keys().get(place), key) < 0) {
      place++;
    }
    return place;
  }

  /// The row that a key had, where it is as it was and would be told with the same thresholds.
  private Optional<KeyRow.Entry> before(ApiKey key, int place, Thresholds thresholdsNow) {
    return place < keys()
            && listing.keys().get(place).id().equals(key.id())
            && listing.keys().get(place).equals(key)
            && rows.get(place) instanceof KeyRow.Entry there
            && there.thresholds().equals(thresholdsNow)
        ? Optional.of(there)
        : Optional.empty();
  }

  private static KeyRow row(
      KeyService service,
      ApiKey key,
      Optional<KeyRow.Entry> old,
      KeyRow.Setting setting,
      Optional<Trend> trend) {
    LastUse lastUse = service.lastUse(key);
    return old.isPresent()
        ? old.get().with(lastUse, trend)
        : KeyRow.Entry.of(key, setting, lastUse, trend);
  }

  private KeyRow problemRow(KeyProblem problem, KeyWords words) {
    KeyRow row = KeyRow.Problem.of(problem, words);
    return Optional.ofNullable(byId.get(row.rowId())).filter(row::equals).orElse(row);
  }

  /// The trends of keys: asked for one by one, or at once where they are many.
  private static final class Trends {

    private static final int MOST_ALONE = 100;

    private final KeyService service;
    private final Usage usage;
    private final Trend nothing;
    private Map<String, long[]> all = Map.of();
    private int asked;

    Trends(KeyService service, Usage usage) {
      this.service = service;
      this.usage = usage;
      this.nothing = new Trend(new long[Trend.DAYS], usage.known());
    }

    /// Empty before the lines are counted.
    Optional<Trend> of(KeyId key) {
      return usage.counted() ? Optional.of(counted(key)) : Optional.empty();
    }

    private Trend counted(KeyId key) {
      asked++;
      if (asked < MOST_ALONE) {
        return new Trend(service.dailyRequests(key, usage.first(), Trend.DAYS), usage.known());
      }
      if (asked == MOST_ALONE) {
        all = service.dailyRequests(usage.first(), Trend.DAYS);
      }
      return Optional.ofNullable(all.get(key.text()))
          .map(days -> new Trend(days, usage.known()))
          .orElse(nothing);
    }
  }
}
