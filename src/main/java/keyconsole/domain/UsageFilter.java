package keyconsole.domain;

import java.time.DayOfWeek;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Which requests are asked for: those that every part lets through; an empty part lets all
/// through.
///
/// @param keys ids as they stand in the lines, of keys that exist or not
/// @param owners who owns the key today
/// @param endpoints as they stand in the lines; the empty text is one of them
/// @param ips as they stand in the lines; the empty text is one of them
/// @param hours hours of the week, in the zone of the query
public record UsageFilter(
    Set<String> keys,
    Set<String> owners,
    Set<String> endpoints,
    Set<String> ips,
    Set<WeekHour> hours) {

  /// Lets everything through.
  public static final UsageFilter NONE =
      new UsageFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public UsageFilter {
    keys = Set.copyOf(keys);
    owners = Set.copyOf(owners);
    endpoints = Set.copyOf(endpoints);
    ips = Set.copyOf(ips);
    hours = Set.copyOf(hours);
  }

  /// An hour of a weekday.
  ///
  /// @param hour 0 to 23
  public record WeekHour(DayOfWeek day, int hour) {}

  /// Only one key.
  public static UsageFilter ofKey(KeyId id) {
    return NONE.withKeys(Set.of(id.text()));
  }

  /// Whether it lets everything through.
  public boolean isNone() {
    return equals(NONE);
  }

  /// The same with other keys.
  public UsageFilter withKeys(Set<String> other) {
    return new UsageFilter(other, owners, endpoints, ips, hours);
  }

  /// The same with other owners.
  public UsageFilter withOwners(Set<String> other) {
    return new UsageFilter(keys, other, endpoints, ips, hours);
  }

  /// The same with other endpoints.
  public UsageFilter withEndpoints(Set<String> other) {
    return new UsageFilter(keys, owners, other, ips, hours);
  }

  /// The same with other addresses.
  public UsageFilter withIps(Set<String> other) {
    return new UsageFilter(keys, owners, endpoints, other, hours);
  }

  /// The same with other hours of the week.
  public UsageFilter withHours(Set<WeekHour> other) {
    return new UsageFilter(keys, owners, endpoints, ips, other);
  }

  /// A set with a value taken out where it is in, else put in.
  public static <T> UnaryOperator<Set<T>> toggling(T value) {
    return before -> {
      Set<T> after = new HashSet<>(before);
      if (!after.remove(value)) {
        after.add(value);
      }
      return after;
    };
  }
}
