package keyconsole.service;

import java.math.BigInteger;

/// Why a value of a key's list never matches a request, or a host name means none.
///
/// @param value as it stands in the list
/// @param instead the one text that does match; empty where there is none, or several
/// @param addresses how many addresses the value stands for; 0 where it is no address
public record Flaw(String value, Fault fault, String instead, BigInteger addresses) {

  /// What is wrong with a value.
  public enum Fault {
    /// Nothing stands there, or nothing but blanks.
    EMPTY,
    /// Blanks stand around it, and the backend compares them too.
    BLANKS,
    /// A control character stands in it.
    CONTROL,
    /// It stands for everything, which an empty list says.
    EVERYTHING,
    /// A pattern of paths.
    PATTERN,
    /// A path that does not begin with a slash, or an address of the web.
    NO_SLASH,
    /// No path of a request.
    NO_PATH,
    /// A range of at most [Enforcement#WIDEST] addresses.
    RANGE,
    /// A wider range.
    WIDE_RANGE,
    /// One address, in another form than callers come in.
    OTHER_FORM,
    /// An address with the name of a network card on one machine.
    ZONE,
    /// A host name where an address is asked for.
    HOST_NAME,
    /// No address.
    NO_ADDRESS,
    /// A star elsewhere than in front of a whole domain.
    STAR,
    /// No host name.
    NO_HOST
  }

  /// Whether there is something to write in its place.
  public boolean isMendable() {
    return fault == Fault.RANGE || !instead.isEmpty();
  }
}
