package keyconsole.service;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the values of a restriction mean: which endpoints, addresses and host names they take in.
///
/// Whatever equals a value as text is taken in by it, as the backend compares, so that the full
/// meaning of an allowing list is never narrower than the backend's by form alone.
final class Matching {

  private static final int LONGEST_ADDRESS = 128;
  private static final int LONGEST_DOMAIN = 1_024;

  /// Forms that everybody reads alike: `010.0.0.1` is 8.0.0.1 to some and 10.0.0.1 to others.
  private static final IPAddressStringParameters ADDRESSES =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowLeadingZeros(false)
          .getParentBuilder()
          .toParams();

  private Matching() {}

  /// Whether an endpoint is named, or begins as a pattern like `/v1/*` says.
  static boolean endpoint(List<String> patterns, String endpoint) {
    for (String pattern : patterns) {
      if (pattern.equals(endpoint)
          || (pattern.endsWith("/*")
              && endpoint.startsWith(pattern.substring(0, pattern.length() - 1)))) {
        return true;
      }
    }
    return false;
  }

  /// Whether an address is named, in whatever form, or lies in a range.
  static boolean ip(List<String> allowed, String ip) {
    if (allowed.contains(ip)) {
      return true;
    }
    Optional<IPAddress> asked = address(ip).filter(a -> !a.isMultiple());
    if (asked.isEmpty()) {
      return false;
    }
    String plain = asked.get().isIPv4() ? asked.get().toCanonicalString() : "";
    for (String text : allowed) {
      if (isPlainIpv4(text)) {
        if (text.equals(plain)) {
          return true;
        }
      } else if (address(text).map(range -> range.contains(asked.get())).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a text is an IPv4 address in the one form without leading zeros: then equal texts are
  /// equal addresses, and nothing needs to be parsed.
  static boolean isPlainIpv4(String text) {
    int length = text.length();
    if (length < 7 || length > 15) {
      return false;
    }
    int parts = 1;
    int digits = 0;
    int value = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (digits == 0 || ++parts > 4) {
          return false;
        }
        digits = 0;
        value = 0;
      } else if (c < '0' || c > '9' || (digits > 0 && value == 0)) {
        return false;
      } else {
        value = value * 10 + c - '0';
        digits++;
        if (value > 255) {
          return false;
        }
      }
    }
    return parts == 4 && digits > 0;
  }

  /// The address or range in a text, without its zone; an IPv4-mapped IPv6 address or range as
  /// IPv4. Empty for any other text.
  static Optional<IPAddress> address(String text) {
    if (text.length() > LONGEST_ADDRESS || !text.equals(text.strip())) {
      return Optional.empty();
    }
    try {
      IPAddress address = new IPAddressString(withoutZone(text), ADDRESSES).toAddress();
      if (address == null) {
        return Optional.empty();
      }
      IPAddress block = address.isPrefixed() ? address.toPrefixBlock() : address;
      return Optional.of(
          block.isIPv6() && block.toIPv6().isIPv4Mapped()
              ? block.toIPv6().getEmbeddedIPv4Address()
              : block);
    } catch (AddressStringException | IncompatibleAddressException e) {
      // The second for what can be written and is no range of addresses, such as `::*.0`.
      return Optional.empty();
    }
  }

  /// `fe80::1%eth0` and `fe80::1%eth0/64` name a zone of one machine, which says nothing on
  /// another.
  private static String withoutZone(String text) {
    int zone = text.indexOf('%');
    if (zone < 0) {
      return text;
    }
    int prefix = text.indexOf('/', zone);
    return text.substring(0, zone) + (prefix < 0 ? "" : text.substring(prefix));
  }

  /// Whether a host name is named, in whatever case, or is below one like `*.acme.example`.
  static boolean domain(List<String> allowed, String domain) {
    String asked = plainDomain(domain);
    for (String text : allowed) {
      String pattern = plainDomain(text);
      if (text.equals(domain)
          || pattern.equals(asked)
          || (pattern.startsWith("*.")
              && asked.length() >= pattern.length()
              && asked.endsWith(pattern.substring(1)))) {
        return true;
      }
    }
    return false;
  }

  /// In lower case, without the dot of the root, in the letters that stand in certificates.
  static String plainDomain(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String rootless = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (rootless.length() > LONGEST_DOMAIN || rootless.chars().allMatch(c -> c < 128)) {
      return rootless;
    }
    try {
      return IDN.toASCII(rootless, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      // No host name in any letters; it can only be equal to itself.
      return rootless;
    }
  }
}
