package keyconsole.service;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import keyconsole.domain.Limits;
import keyconsole.domain.Replay;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.Traffic;
import keyconsole.domain.UsageReport;
import org.jspecify.annotations.Nullable;

/// Judges a key's real requests by settings, in the order in which they came, as [Decisions] would
/// have: rules, order and what is counted are those of "Validate" in the contract. A request that
/// is denied counts towards no limit; those before the days that are looked at count as they
/// happened.
///
/// Each endpoint and each address is judged once, each request by a few comparisons.
public final class Replays {

  private static final long MICROS_PER_HOUR = 3_600_000_000L;
  private static final int FIRST = 10;

  private Replays() {}

  /// What settings would have made of the requests of some days.
  ///
  /// @param from first UTC day, not before the traffic's
  /// @param to last UTC day, not after the traffic's
  /// @throws CancellationException if the thread is interrupted
  public static Replay of(
      Traffic traffic, LocalDate from, LocalDate to, Restrictions restrictions, Limits limits) {
    Tally tally = new Tally(traffic, from, to);
    judge(traffic, from, to, restrictions, limits, tally);
    return tally.replay();
  }

  /// Is told of each request on the days that are looked at, in their order.
  interface Judged {
    /// Is told of one.
    ///
    /// @param rule the first that denies; null where none does
    /// @param byBackend whether the backend alone would deny
    void request(int request, @Nullable Rule rule, boolean byBackend);
  }

  static void judge(
      Traffic traffic,
      LocalDate from,
      LocalDate to,
      Restrictions restrictions,
      Limits limits,
      Judged judged) {
    Verdicts endpoints = endpoints(traffic.endpoints(), restrictions);
    Verdicts addresses = addresses(traffic.addresses(), restrictions.allowedIps());
    boolean noneByBackend = limits.perHour() <= 0;
    Counts counts = new Counts(limits, from, earlierInMonth(traffic, from));
    int first = traffic.firstFrom(from);
    int end = traffic.firstFrom(to.plusDays(1));
    for (int i = first; i < end; i++) {
      counts.goTo(traffic.micros(i));
      int endpoint = traffic.endpoint(i);
      int address = traffic.address(i);
      Rule rule = either(endpoints.full[endpoint], addresses.full[address]);
      rule = either(rule, rule == null ? counts.reached() : null);
      Rule backend = either(endpoints.backend[endpoint], addresses.backend[address]);
      rule = either(rule, backend);
      if (rule == null) {
        counts.count();
      }
      judged.request(i, rule, backend != null || noneByBackend);
    }
  }

  private static @Nullable Rule either(@Nullable Rule first, @Nullable Rule second) {
    return first != null ? first : second;
  }

  /// Which rule denies each of some texts, null where none does.
  private static final class Verdicts {
    private final @Nullable Rule[] full;
    private final @Nullable Rule[] backend;

    Verdicts(int size) {
      full = new @Nullable Rule[size];
      backend = new @Nullable Rule[size];
    }
  }

  private static Verdicts endpoints(List<String> texts, Restrictions restrictions) {
    List<String> allowed = restrictions.allowedEndpoints();
    List<String> blocked = restrictions.blockedEndpoints();
    Set<String> allowedTexts = new HashSet<>(allowed);
    Set<String> blockedTexts = new HashSet<>(blocked);
    Verdicts verdicts = new Verdicts(texts.size());
    for (int i = 0; i < verdicts.full.length; i++) {
      stopIfInterrupted();
      String text = texts.get(i);
      boolean named = allowedTexts.contains(text);
      verdicts.full[i] =
          endpoint(
              allowed.isEmpty() || named || Matching.endpoint(allowed, text),
              Matching.endpoint(blocked, text));
      verdicts.backend[i] = endpoint(allowed.isEmpty() || named, blockedTexts.contains(text));
    }
    return verdicts;
  }

  private static @Nullable Rule endpoint(boolean allowed, boolean blocked) {
    return !allowed ? Rule.ALLOWED_ENDPOINTS : blocked ? Rule.BLOCKED_ENDPOINTS : null;
  }

  private static Verdicts addresses(List<String> texts, List<String> allowed) {
    Set<String> allowedTexts = new HashSet<>(allowed);
    Predicate<String> named = text -> allowed.isEmpty() || allowedTexts.contains(text);
    Verdicts verdicts = new Verdicts(texts.size());
    for (int i = 0; i < verdicts.full.length; i++) {
      stopIfInterrupted();
      String text = texts.get(i);
      if (!named.test(text)) {
        verdicts.backend[i] = Rule.ALLOWED_IPS;
        verdicts.full[i] = Matching.ip(allowed, text) ? null : Rule.ALLOWED_IPS;
      }
    }
    return verdicts;
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The replay was stopped");
    }
  }

  /// How many requests came in the UTC month of a day before it, let through or not.
  static long earlierInMonth(Traffic traffic, LocalDate day) {
    LocalDate begin = day.withDayOfMonth(1);
    long told = (long) traffic.firstFrom(day) - traffic.firstFrom(begin);
    return traffic.from().isAfter(begin) ? told + traffic.earlierInMonth() : told;
  }

  static boolean isSameMonth(LocalDate one, LocalDate other) {
    return one.getMonth() == other.getMonth() && one.getYear() == other.getYear();
  }

  /// What was let through in the UTC hour, day and month of the request at hand.
  private static final class Counts {
    private final Limits limits;
    private long hour;
    private long day;
    private long month;
    private long hourEnd = Long.MIN_VALUE;
    private LocalDate date;

    /// @param month what came in the month of the first day before it
    Counts(Limits limits, LocalDate from, long month) {
      this.limits = limits;
      this.date = from;
      this.month = month;
    }

    void goTo(long micros) {
      if (micros >= hourEnd) {
        long hours = Math.floorDiv(micros, MICROS_PER_HOUR);
        hourEnd = (hours + 1) * MICROS_PER_HOUR;
        hour = 0;
        LocalDate now = LocalDate.ofEpochDay(Math.floorDiv(hours, 24L));
        if (!now.equals(date)) {
          day = 0;
          month = isSameMonth(now, date) ? month : 0;
          date = now;
        }
      }
    }

    @Nullable Rule reached() {
      if (hour >= limits.perHour()) {
        return Rule.REQUESTS_PER_HOUR;
      }
      if (day >= limits.perDay()) {
        return Rule.REQUESTS_PER_DAY;
      }
      return month >= limits.perMonth() ? Rule.REQUESTS_PER_MONTH : null;
    }

    void count() {
      hour++;
      day++;
      month++;
    }
  }

  /// Adds up what was judged.
  private static final class Tally implements Judged {
    private static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

    private final Traffic traffic;
    private final LocalDate from;
    private final LocalDate to;
    private final Map<Rule, OfRule> rules = new EnumMap<>(Rule.class);
    private final long[] endpoints;
    private final long[] addresses;
    private final long[] passedOnDay;
    private final long[] deniedOnDay;
    private long byBackend;
    private int day;
    private long dayEnd;

    Tally(Traffic traffic, LocalDate from, LocalDate to) {
      this.traffic = traffic;
      this.from = from;
      this.to = to;
      endpoints = new long[traffic.endpoints().size()];
      addresses = new long[traffic.addresses().size()];
      int days = (int) Math.max(0, to.toEpochDay() - from.toEpochDay() + 1);
      passedOnDay = new long[days];
      deniedOnDay = new long[days];
      dayEnd = (from.toEpochDay() + 1) * MICROS_PER_DAY;
    }

    @Override
    public void request(int request, @Nullable Rule rule, boolean backend) {
      while (traffic.micros(request) >= dayEnd) {
        dayEnd += MICROS_PER_DAY;
        day++;
      }
      if (backend) {
        byBackend++;
      }
      if (rule == null) {
        passedOnDay[day]++;
        return;
      }
      deniedOnDay[day]++;
      endpoints[traffic.endpoint(request)]++;
      addresses[traffic.address(request)]++;
      OfRule ofRule = rules.computeIfAbsent(rule, _ -> new OfRule());
      ofRule.denied++;
      ofRule.byBackend += backend ? 1 : 0;
    }

    private static final class OfRule {
      private long denied;
      private long byBackend;
    }

    Replay replay() {
      List<Replay.ByRule> byRule = new ArrayList<>();
      rules.forEach((rule, of) -> byRule.add(new Replay.ByRule(rule, of.denied, of.byBackend)));
      List<Replay.Day> days = new ArrayList<>();
      for (int i = 0; i < passedOnDay.length; i++) {
        days.add(new Replay.Day(from.plusDays(i), passedOnDay[i], deniedOnDay[i]));
      }
      long deniedInAll = days.stream().mapToLong(Replay.Day::denied).sum();
      long passed = days.stream().mapToLong(Replay.Day::passed).sum();
      return new Replay(
          from,
          to,
          passed + deniedInAll,
          deniedInAll,
          byBackend,
          byRule,
          top(traffic.endpoints(), endpoints),
          top(traffic.addresses(), addresses),
          days);
    }

    private static Replay.Top top(List<String> texts, long[] counts) {
      List<UsageReport.Count> all = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          all.add(new UsageReport.Count(texts.get(i), counts[i]));
        }
      }
      all.sort(
          Comparator.comparingLong(UsageReport.Count::requests)
              .reversed()
              .thenComparing(UsageReport.Count::value));
      return new Replay.Top(all.subList(0, Math.min(FIRST, all.size())), all.size());
    }
  }
}
