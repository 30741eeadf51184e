package keyconsole.service;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Limits;
import keyconsole.domain.Mark;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;
import keyconsole.domain.Tightening;
import keyconsole.domain.Tightening.Kept;
import keyconsole.domain.Tightening.Part;
import keyconsole.domain.Tightening.Reason;
import keyconsole.domain.Traffic;
import org.jspecify.annotations.Nullable;

/// Proposes narrower settings from what a key really used.
///
/// What counts as used are the requests that the key's present settings let through. All of them
/// pass the proposal too, and no others: in both meanings an exact list takes in only what is in
/// it, and no limit lies below its peak.
public final class Tightenings {

  /// The most endpoints that are proposed.
  static final int MOST_ENDPOINTS = 50;

  /// The most addresses that are proposed.
  static final int MOST_ADDRESSES = 256;

  /// Fewer days of traffic tell no peak.
  static final int LEAST_DAYS = 7;

  private static final int DAYS_OF_LONGEST_MONTH = 31;

  private Tightenings() {}

  /// The proposal from the requests of some days.
  ///
  /// @param from first UTC day, not before the traffic's
  /// @param to last UTC day, not after the traffic's
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public static Tightening of(ApiKey key, Traffic traffic, LocalDate from, LocalDate to) {
    Use use = new Use(traffic, from);
    Replays.judge(traffic, from, to, key.restrictions(), key.limits(), use);
    List<Kept> kept = new ArrayList<>();
    Restrictions now = key.restrictions();
    Restrictions restrictions =
        new Restrictions(
            narrower(
                Part.ENDPOINTS,
                Rule.ALLOWED_ENDPOINTS,
                now.allowedEndpoints(),
                use.used(traffic.endpoints(), use.endpoints),
                MOST_ENDPOINTS,
                Tightenings::isPath,
                kept),
            now.blockedEndpoints(),
            narrower(
                Part.ADDRESSES,
                Rule.ALLOWED_IPS,
                now.allowedIps(),
                use.used(traffic.addresses(), use.addresses),
                MOST_ADDRESSES,
                Tightenings::isLine,
                kept),
            now.allowedDomains(),
            now.requireTls());
    return new Tightening(restrictions, narrower(key.limits(), use, to, kept), kept);
  }

  /// A text and how often it was used.
  private record Used(String text, long requests) {}

  private static List<String> narrower(
      Part part,
      Rule list,
      List<String> now,
      List<Used> used,
      int most,
      Predicate<String> fits,
      List<Kept> kept) {
    List<String> texts = used.stream().map(Used::text).toList();
    if (texts.isEmpty()) {
      return keep(now, kept, part, Reason.NOTHING_USED, 0);
    }
    if (!now.isEmpty()) {
      List<String> both = now.stream().distinct().filter(texts::contains).toList();
      return both.size() == now.size() || both.isEmpty()
          ? keep(now, kept, part, Reason.AS_NARROW, now.size())
          : openOrKept(both, now, kept, part, list);
    }
    long without =
        used.stream().filter(each -> each.text.isEmpty()).mapToLong(Used::requests).sum();
    if (without > 0) {
      return keep(now, kept, part, Reason.WITHOUT_VALUE, without);
    }
    if (texts.size() > most) {
      return keep(now, kept, part, Reason.TOO_MANY, texts.size());
    }
    long unfit = texts.stream().filter(fits.negate()).count();
    return unfit > 0
        ? keep(now, kept, part, Reason.UNFIT, unfit)
        : openOrKept(texts, now, kept, part, list);
  }

  /// A list is not written where nothing in it is of a form in which callers come as a rule, though
  /// these did.
  private static List<String> openOrKept(
      List<String> texts, List<String> now, List<Kept> kept, Part part, Rule list) {
    return Enforcement.list(list, texts).mark() == Mark.LOCKS_OUT
        ? keep(now, kept, part, Reason.UNFIT, texts.size())
        : texts;
  }

  private static <T> T keep(T now, List<Kept> kept, Part part, Reason reason, long count) {
    kept.add(new Kept(part, reason, count));
    return now;
  }

  /// Whether a list takes it as it is, a value a line.
  private static boolean isLine(String text) {
    return text.strip().equals(text) && text.lines().count() == 1 && isPrintable(text);
  }

  private static boolean isPrintable(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean isPath(String text) {
    return Flaws.of(Rule.ALLOWED_ENDPOINTS, text).isEmpty();
  }

  private static Limits narrower(Limits now, Use use, LocalDate to, List<Kept> kept) {
    if (use.total == 0) {
      return keep(now, kept, Part.LIMITS, Reason.NOTHING_USED, 0);
    }
    long days = to.toEpochDay() - use.firstDay + 1;
    if (days < LEAST_DAYS) {
      return keep(now, kept, Part.LIMITS, Reason.TOO_SHORT, days);
    }
    long pace = Math.ceilDiv(use.total * DAYS_OF_LONGEST_MONTH, days);
    long perMonth = Math.min(now.perMonth(), withHeadroom(Math.max(use.monthPeak, pace)));
    long perDay = Math.min(perMonth, Math.min(now.perDay(), withHeadroom(use.dayPeak)));
    long perHour = Math.min(perDay, Math.min(now.perHour(), withHeadroom(use.hourPeak)));
    Limits narrower =
        new Limits(
            perHour,
            perDay,
            perMonth,
            now.costCents(),
            now.tokensPerRequest(),
            now.concurrentRequests());
    return narrower.equals(now) ? keep(now, kept, Part.LIMITS, Reason.AS_NARROW, 0) : narrower;
  }

  /// Half as much again, rounded up to two significant digits.
  static long withHeadroom(long peak) {
    long more = Math.ceilDiv(peak * 3, 2L);
    long unit = 1;
    while (more / unit >= 100) {
      unit *= 10;
    }
    return Math.ceilDiv(more, unit) * unit;
  }

  /// What was let through: how often each text, and how much at most.
  private static final class Use implements Replays.Judged {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;

    private final Traffic traffic;
    private final long[] endpoints;
    private final long[] addresses;
    private long total;
    private long firstDay;
    private long hour = Long.MIN_VALUE;
    private LocalDate date;
    private long inHour;
    private long inDay;
    private long inMonth;
    private long hourPeak;
    private long dayPeak;
    private long monthPeak;

    Use(Traffic traffic, LocalDate from) {
      this.traffic = traffic;
      endpoints = new long[traffic.endpoints().size()];
      addresses = new long[traffic.addresses().size()];
      date = from;
      inMonth = Replays.earlierInMonth(traffic, from);
    }

    @Override
    public void request(int request, @Nullable Rule rule, boolean byBackend) {
      if (rule != null) {
        return;
      }
      goTo(Math.floorDiv(traffic.micros(request), MICROS_PER_HOUR));
      firstDay = total == 0 ? date.toEpochDay() : firstDay;
      total++;
      endpoints[traffic.endpoint(request)]++;
      addresses[traffic.address(request)]++;
      hourPeak = Math.max(hourPeak, ++inHour);
      dayPeak = Math.max(dayPeak, ++inDay);
      monthPeak = Math.max(monthPeak, ++inMonth);
    }

    private void goTo(long now) {
      if (now == hour) {
        return;
      }
      hour = now;
      inHour = 0;
      LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(now, 24L));
      if (!day.equals(date)) {
        inDay = 0;
        inMonth = Replays.isSameMonth(day, date) ? inMonth : 0;
        date = day;
      }
    }

    /// Most used first.
    private List<Used> used(List<String> texts, long[] counts) {
      return IntStream.range(0, counts.length)
          .filter(i -> counts[i] > 0)
          .mapToObj(i -> new Used(texts.get(i), counts[i]))
          .sorted(Comparator.comparingLong(Used::requests).reversed().thenComparing(Used::text))
          .toList();
    }
  }
}
