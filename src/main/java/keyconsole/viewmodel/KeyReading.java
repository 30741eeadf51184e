package keyconsole.viewmodel;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.ApiKey;
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
    Map<String, KeyRow> byId) {

  static final KeyReading NOTHING =
      new KeyReading(
          0,
          new KeyListing(List.of(), List.of()),
          new Usage(false, -1, LocalDate.EPOCH, 0),
          Thresholds.STANDARD,
          List.of(),
          Map.of());

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
    List<KeyRow> next = new ArrayList<>(now.keys().size() + now.problems().size());
    Map<String, KeyRow> nextById = HashMap.newHashMap(now.keys().size() + now.problems().size());
    for (int place = 0; place < now.keys().size(); place++) {
      ApiKey key = now.keys().get(place);
      Optional<KeyRow.Entry> before =
          before(place, key).filter(row -> row.thresholds().equals(setting.thresholds()));
      next.add(
          before.isPresent() && sameUsage
              ? before.get()
              : row(service, key, before, setting, usageNow));
    }
    now.problems().forEach(problem -> next.add(problemRow(problem, setting.words())));
    next.forEach(row -> nextById.put(row.rowId(), row));
    return new KeyReading(
        number + 1,
        now,
        usageNow,
        setting.thresholds(),
        Collections.unmodifiableList(next),
        nextById);
  }

  /// The row of a key that is as it was, which stands as a rule where it stood.
  private Optional<KeyRow.Entry> before(int place, ApiKey key) {
    boolean stays = place < listing.keys().size() && listing.keys().get(place).equals(key);
    return stays && rows.get(place) instanceof KeyRow.Entry there
        ? Optional.of(there)
        : entry(key.id().text()).filter(row -> row.key().equals(key));
  }

  private static KeyRow row(
      KeyService service,
      ApiKey key,
      Optional<KeyRow.Entry> old,
      KeyRow.Setting setting,
      Usage usageNow) {
    Optional<Trend> trend = trend(service, key, usageNow);
    LastUse lastUse = service.lastUse(key);
    return old.map(row -> row.with(lastUse, trend))
        .orElseGet(() -> KeyRow.Entry.of(key, setting, lastUse, trend));
  }

  private KeyRow problemRow(KeyProblem problem, KeyWords words) {
    KeyRow row = KeyRow.Problem.of(problem, words);
    return Optional.ofNullable(byId.get(row.rowId())).filter(row::equals).orElse(row);
  }

  private static Optional<Trend> trend(KeyService service, ApiKey key, Usage usage) {
    return usage.counted()
        ? Optional.of(
            new Trend(service.dailyRequests(key.id(), usage.first(), Trend.DAYS), usage.known()))
        : Optional.empty();
  }
}
