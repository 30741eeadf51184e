package keyconsole.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.usage.Breakdown.Asked;

/// Answers one query from counts. One thread; what [#askedKeys()] gives is for one of its own.
final class Answering {

  private static final Comparator<UsageReport.Count> MOST_FIRST =
      Comparator.comparingLong(UsageReport.Count::requests)
          .reversed()
          .thenComparing(UsageReport.Count::value);

  private final Names names;
  private final UsageQuery query;
  private final Function<String, String> ownerOf;
  private final Asked asked;

  /// @param ownerOf the owner of a key's id; the empty text where nobody knows; asked by two
  ///   threads
  Answering(Names names, UsageQuery query, Function<String, String> ownerOf) {
    this.names = names;
    this.query = query;
    this.ownerOf = ownerOf;
    this.asked = new Asked(weekHours(), askedKeys(), chosen(query.filter().endpoints()));
  }

  private Optional<BitSet> weekHours() {
    if (query.filter().hours().isEmpty()) {
      return Optional.empty();
    }
    BitSet hours = new BitSet();
    query.filter().hours().forEach(hour -> hours.set(Slots.weekHour(hour)));
    return Optional.of(hours);
  }

  private Optional<IntPredicate> chosen(Set<String> texts) {
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    BitSet numbers = names.numbers(texts);
    return Optional.of(numbers::get);
  }

  /// Which keys are asked for, by their numbers; empty for all. For one thread: it remembers owners
  /// by itself.
  Optional<IntPredicate> askedKeys() {
    Optional<IntPredicate> byId = chosen(query.filter().keys());
    Set<String> owners = query.filter().owners();
    if (owners.isEmpty()) {
      return byId;
    }
    Remembered owned = new Remembered(key -> owners.contains(ownerOf.apply(key)) ? 1 : 0);
    IntPredicate byOwner = key -> owned.of(key) == 1;
    return Optional.of(byId.map(ids -> ids.and(byOwner)).orElse(byOwner));
  }

  /// What a function says of a text, by the text's number. Not thread-safe.
  private final class Remembered {
    private static final int UNKNOWN = -2;
    private final ToIntFunction<String> function;
    private int[] values = new int[0];

    Remembered(ToIntFunction<String> function) {
      this.function = function;
    }

    int of(int number) {
      if (number >= values.length) {
        int known = values.length;
        values = Arrays.copyOf(values, Math.max(number + 1, known * 2));
        Arrays.fill(values, known, values.length, UNKNOWN);
      }
      if (values[number] == UNKNOWN) {
        values[number] = function.applyAsInt(names.text(number));
      }
      return values[number];
    }
  }

  /// @param cells where hours, keys and endpoints are counted as the query's zone and addresses ask
  /// @param minutes how long the slots of `cells` are
  /// @param addresses counted for everything but the addresses asked for; asked for last
  UsageAnswer answer(
      UsageCounts cells, int minutes, Supplier<IpTotals> addresses, LongPredicate known) {
    Function<IpTotals, UsageAnswer> rest = cells.seen(() -> answer(cells, minutes, known));
    return rest.apply(addresses.get());
  }

  /// All but the addresses.
  private Function<IpTotals, UsageAnswer> answer(
      UsageCounts cells, int minutes, LongPredicate known) {
    Slots slots = new Slots(query.from(), query.to(), query.zone(), query.step(), minutes);
    Breakdown sums = sum(cells, slots);
    Map<String, Long> perKey = texts(sums.perKey);
    List<UsageReport.Count> groups = ranked(groups(sums, perKey));
    List<UsageReport.Band> bands = bands(cells, slots, sums, groups);
    Optional<UsageAnswer.Before> before = before(cells, slots, minutes, known);
    return ips ->
        new UsageAnswer(
            perKey,
            texts(sums.keys),
            texts(sums.endpoints),
            ips.most(UsageReport.MOST_IPS),
            ips.error(),
            peak(slots, sums),
            steps(slots, known),
            boxed(sums.steps),
            bands,
            other(groups, bands, sums.steps),
            boxed(sums.week),
            boxed(slots.weekHoursOn(known)),
            before);
  }

  private Breakdown sum(UsageCounts cells, Slots slots) {
    Breakdown sums = new Breakdown(slots, asked);
    cells.forEachDay(slots.firstDay(), slots.lastDay(), sums::add);
    return sums.done();
  }

  private Map<String, Long> groups(Breakdown sums, Map<String, Long> perKey) {
    return switch (query.bands()) {
      case KEY -> perKey;
      case ENDPOINT -> texts(sums.perEndpoint);
      case OWNER -> {
        Map<String, Long> owners = new HashMap<>();
        perKey.forEach((key, count) -> owners.merge(ownerOf.apply(key), count, Long::sum));
        yield owners;
      }
    };
  }

  private List<UsageReport.Band> bands(
      UsageCounts cells, Slots slots, Breakdown sums, List<UsageReport.Count> groups) {
    List<UsageReport.Count> first =
        groups.subList(0, Math.min(groups.size(), UsageReport.MOST_BANDS));
    long[][] series = new long[first.size()][slots.stepStarts().size()];
    Map<String, Integer> places = new HashMap<>();
    first.forEach(count -> places.put(count.value(), places.size()));
    Remembered place =
        new Remembered(
            text ->
                places.getOrDefault(
                    query.bands() == UsageQuery.Bands.OWNER ? ownerOf.apply(text) : text, -1));
    Breakdown.Banding banding = banding(place);
    cells.forEachDay(
        slots.firstDay(), slots.lastDay(), (day, of) -> sums.addTo(series, banding, day, of));
    List<UsageReport.Band> bands = new ArrayList<>();
    for (int i = 0; i < series.length; i++) {
      bands.add(
          new UsageReport.Band(first.get(i).value(), first.get(i).requests(), boxed(series[i])));
    }
    return bands;
  }

  private Breakdown.Banding banding(Remembered place) {
    boolean byEndpoint = query.bands() == UsageQuery.Bands.ENDPOINT;
    return new Breakdown.Banding() {
      @Override
      public boolean hasBands(int key) {
        return byEndpoint || place.of(key) >= 0;
      }

      @Override
      public int of(int key, int endpoint) {
        return place.of(byEndpoint ? endpoint : key);
      }
    };
  }

  private static Optional<UsageReport.Other> other(
      List<UsageReport.Count> groups, List<UsageReport.Band> bands, long[] total) {
    if (groups.size() <= bands.size()) {
      return Optional.empty();
    }
    long[] rest = total.clone();
    for (UsageReport.Band band : bands) {
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= band.counts().get(i);
      }
    }
    return Optional.of(
        new UsageReport.Other(
            groups.size() - bands.size(), Arrays.stream(rest).sum(), boxed(rest)));
  }

  private static Optional<UsageReport.Peak> peak(Slots slots, Breakdown sums) {
    int most = -1;
    for (int i = 0; i < sums.hours.length; i++) {
      if (sums.hours[i] > 0 && (most < 0 || sums.hours[i] > sums.hours[most])) {
        most = i;
      }
    }
    return most < 0
        ? Optional.empty()
        : Optional.of(new UsageReport.Peak(slots.hourStarts().get(most), sums.hours[most]));
  }

  private static List<UsageReport.Step> steps(Slots slots, LongPredicate known) {
    boolean[] on = slots.stepsOn(known);
    List<UsageReport.Step> steps = new ArrayList<>();
    for (int i = 0; i < on.length; i++) {
      steps.add(new UsageReport.Step(slots.stepStarts().get(i), on[i]));
    }
    return steps;
  }

  private Optional<UsageAnswer.Before> before(
      UsageCounts cells, Slots now, int minutes, LongPredicate known) {
    if (query.weeksBefore() == 0) {
      return Optional.empty();
    }
    Instant from = earlier(query.from());
    Instant to = earlier(query.to());
    Slots slots = new Slots(from, to, query.zone(), query.step(), minutes);
    Breakdown sums = sum(cells, slots);
    boolean[] on = slots.stepsOn(known);
    int steps = now.stepStarts().size();
    long[] total = new long[steps];
    boolean[] there = new boolean[steps];
    for (int i = 0; i < steps; i++) {
      int meets = at(slots.stepStarts(), earlier(now.stepStarts().get(i)));
      there[i] = meets >= 0 && on[meets];
    }
    for (int i = 0; i < on.length && steps > 0; i++) {
      int meets = Math.max(0, at(now.stepStarts(), later(slots.stepStarts().get(i))));
      total[meets] += sums.steps[i];
      there[meets] &= on[i];
    }
    return Optional.of(
        new UsageAnswer.Before(from, to, texts(sums.perKey), boxed(total), boxed(there)));
  }

  /// Which of some steps holds a moment; -1 where all are later.
  private static int at(List<Instant> starts, Instant moment) {
    int place = Collections.binarySearch(starts, moment);
    return place >= 0 ? place : -place - 2;
  }

  /// The same time of day, so that hours meet although clocks were changed between.
  private Instant earlier(Instant moment) {
    return moment.atZone(query.zone()).minusWeeks(query.weeksBefore()).toInstant();
  }

  private Instant later(Instant moment) {
    return moment.atZone(query.zone()).plusWeeks(query.weeksBefore()).toInstant();
  }

  private Map<String, Long> texts(LongCounts counts) {
    Map<String, Long> texts = new HashMap<>();
    counts.forEach((number, count) -> texts.put(names.text((int) number), count));
    return texts;
  }

  /// By requests, most first, equal ones by their texts.
  static List<UsageReport.Count> ranked(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> new UsageReport.Count(entry.getKey(), entry.getValue()))
        .sorted(MOST_FIRST)
        .toList();
  }

  private static List<Boolean> boxed(boolean[] values) {
    List<Boolean> boxed = new ArrayList<>();
    for (boolean value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  private static List<Long> boxed(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
