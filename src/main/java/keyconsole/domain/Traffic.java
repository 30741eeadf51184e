package keyconsole.domain;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/// The requests of one key on some whole UTC days that were let through, as its usage lines tell
/// them: ordered by time, equal times as the lines stand. Immutable. Takes 16 bytes a request, and
/// each distinct text once.
public final class Traffic {

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final LocalDate from;
  private final LocalDate to;
  private final long earlierInMonth;
  private final int unreadable;
  private final long[] micros;
  private final int[] endpoints;
  private final int[] addresses;
  private final List<String> endpointTexts;
  private final List<String> addressTexts;

  /// @param from first day, inclusive
  /// @param to last day, inclusive
  /// @param earlierInMonth requests in the UTC month of `from` before that day
  /// @param unreadable lines and whole files of these days that could not be read, and lines whose
  ///   address is not told apart from others
  /// @param micros the moments in microseconds since 1970, ascending; this and the two arrays
  ///   beside it are taken over, not copied: nobody else may change them
  /// @param endpoints an index into `endpointTexts` a request
  /// @param addresses an index into `addressTexts` a request
  public Traffic(
      LocalDate from,
      LocalDate to,
      long earlierInMonth,
      int unreadable,
      long[] micros,
      int[] endpoints,
      int[] addresses,
      List<String> endpointTexts,
      List<String> addressTexts) {
    this.from = from;
    this.to = to;
    this.earlierInMonth = earlierInMonth;
    this.unreadable = unreadable;
    this.micros = micros;
    this.endpoints = endpoints;
    this.addresses = addresses;
    this.endpointTexts = List.copyOf(endpointTexts);
    this.addressTexts = List.copyOf(addressTexts);
  }

  /// First day, inclusive. Later than what was asked for where those days hold more requests than
  /// are kept.
  public LocalDate from() {
    return from;
  }

  /// Last day, inclusive.
  public LocalDate to() {
    return to;
  }

  /// Requests in the UTC month of [#from()] before that day.
  public long earlierInMonth() {
    return earlierInMonth;
  }

  /// How many lines and whole files of these days could not be read, and lines whose address is not
  /// told apart from others.
  public int unreadable() {
    return unreadable;
  }

  /// How many requests there are.
  public int size() {
    return micros.length;
  }

  /// When a request came, in microseconds since 1970.
  public long micros(int request) {
    return micros[request];
  }

  /// The endpoint of a request, as its place in [#endpoints()].
  public int endpoint(int request) {
    return endpoints[request];
  }

  /// The address of a request, as its place in [#addresses()].
  public int address(int request) {
    return addresses[request];
  }

  /// Each endpoint once, as the lines have it; empty where a line has none.
  public List<String> endpoints() {
    return endpointTexts;
  }

  /// Each address once, as the lines have it; empty where a line has none.
  public List<String> addresses() {
    return addressTexts;
  }

  /// The first request on a UTC day or after it; [#size()] where there is none.
  public int firstFrom(LocalDate day) {
    int found = Arrays.binarySearch(micros, day.toEpochDay() * MICROS_PER_DAY);
    if (found < 0) {
      return -found - 1;
    }
    while (found > 0 && micros[found - 1] == micros[found]) {
      found--;
    }
    return found;
  }

  @Override
  public String toString() {
    return "Traffic[" + size() + " requests, " + from + " to " + to + "]";
  }
}
