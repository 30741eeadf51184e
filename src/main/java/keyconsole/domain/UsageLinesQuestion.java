package keyconsole.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import keyconsole.domain.UsageFilter.WeekHour;

/// Which usage lines are asked for: those of a range that every set lets through; an empty set lets
/// all through.
///
/// @param from inclusive; [Instant#MIN] for all that there is
/// @param to exclusive; a moment to come, or [Instant#MAX], lets new lines in
/// @param zone of the hours, and the one in which a person reads times
/// @param keys ids as they stand in the lines, of keys that exist or not
/// @param endpoints as they stand in the lines; the empty text is one of them
/// @param ips as they stand in the lines; the empty text is one of them
/// @param hours hours of the week, in the zone
public record UsageLinesQuestion(
    Instant from,
    Instant to,
    ZoneId zone,
    Set<String> keys,
    Set<String> endpoints,
    Set<String> ips,
    Set<WeekHour> hours) {

  public UsageLinesQuestion {
    keys = Set.copyOf(keys);
    endpoints = Set.copyOf(endpoints);
    ips = Set.copyOf(ips);
    hours = Set.copyOf(hours);
  }

  /// Every line there is and that is still to come.
  public static UsageLinesQuestion everything(ZoneId zone) {
    return between(Instant.MIN, Instant.MAX, zone);
  }

  /// Every line of a range.
  public static UsageLinesQuestion between(Instant from, Instant to, ZoneId zone) {
    return new UsageLinesQuestion(from, to, zone, Set.of(), Set.of(), Set.of(), Set.of());
  }

  /// The lines of a range that a filter lets through.
  ///
  /// @param keys the keys of the filter, and those of its owners where it names some
  public static UsageLinesQuestion of(
      Instant from, Instant to, ZoneId zone, UsageFilter filter, Set<String> keys) {
    return new UsageLinesQuestion(
        from, to, zone, keys, filter.endpoints(), filter.ips(), filter.hours());
  }

  /// Whether something beside the range leaves lines out. Only where nothing does, lines that
  /// cannot be read are among the answers: nobody knows what they hold.
  public boolean isFiltered() {
    return !(keys.isEmpty() && endpoints.isEmpty() && ips.isEmpty() && hours.isEmpty());
  }

  /// Whether nothing at all leaves lines out.
  public boolean isEverything() {
    return !isFiltered() && from.equals(Instant.MIN) && to.equals(Instant.MAX);
  }
}
