package keyconsole.domain;

import java.util.List;

/// Settings that are narrower than those of a key and let through all that the key really used.
///
/// Usage lines name neither capabilities, domains, TLS, tokens, cost nor what ran at the same time:
/// of these nothing is proposed.
///
/// @param restrictions those of the key but for the two lists of what is allowed
/// @param limits those of the key but for those of the hour, the day and the month
/// @param kept what stays as it is, and why
public record Tightening(Restrictions restrictions, Limits limits, List<Kept> kept) {

  public Tightening {
    kept = List.copyOf(kept);
  }

  /// What could be narrower.
  public enum Part {
    ENDPOINTS,
    ADDRESSES,
    LIMITS
  }

  /// Why something stays as it is.
  public enum Reason {
    /// There were no requests that the key's settings let through.
    NOTHING_USED,
    /// The traffic is too short to tell a peak; with the days there are.
    TOO_SHORT,
    /// Requests came without a value; with how many.
    WITHOUT_VALUE,
    /// There are too many values; with how many.
    TOO_MANY,
    /// A value cannot stand in such a list; with how many.
    UNFIT,
    /// It is as narrow already.
    AS_NARROW
  }

  /// Something that stays as it is.
  ///
  /// @param count what the reason counts; 0 where it counts nothing
  public record Kept(Part part, Reason reason, long count) {}
}
