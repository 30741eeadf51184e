package keyconsole.service;

import inet.ipaddr.IPAddress;
import inet.ipaddr.format.IPAddressRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import keyconsole.domain.Rule;
import keyconsole.service.Flaw.Fault;

/// Finds what is wrong with single values of a key's lists: a path or an address must read exactly
/// as a request brings it, a host name as [Matching] knows it.
final class Flaws {

  private static final BigInteger WIDEST = BigInteger.valueOf(Enforcement.WIDEST);
  private static final String MAPPED = "::ffff:";
  private static final BigInteger NONE = BigInteger.ZERO;

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  private Flaws() {}

  /// What is wrong with a value of one of the four lists; empty where nothing is.
  static Optional<Flaw> of(Rule list, String value) {
    String text = value.strip();
    if (text.isEmpty()) {
      return flaw(value, Fault.EMPTY, "");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return flaw(value, Fault.CONTROL, "");
    }
    Optional<Flaw> found =
        switch (list) {
          case ALLOWED_ENDPOINTS, BLOCKED_ENDPOINTS -> ofPath(value, text);
          case ALLOWED_IPS -> ofAddress(value, text);
          case ALLOWED_DOMAINS -> ofHost(value, text);
          default -> throw new IllegalArgumentException(list + " is no list");
        };
    return found.or(() -> text.equals(value) ? Optional.empty() : flaw(value, Fault.BLANKS, text));
  }

  /// What to write in place of a value: the addresses of a short range, the one text that matches,
  /// or the value itself where nothing better is known.
  static List<String> mended(Rule list, String value) {
    Optional<Flaw> flaw = of(list, value);
    if (flaw.filter(found -> found.fault() == Fault.RANGE).isPresent()) {
      List<String> each = new ArrayList<>();
      range(value.strip())
          .ifPresent(range -> range.getIterable().forEach(one -> each.add(plain(one))));
      return each;
    }
    return List.of(flaw.filter(Flaw::isMendable).map(Flaw::instead).orElse(value));
  }

  private static Optional<Flaw> flaw(String value, Fault fault, String instead) {
    return Optional.of(new Flaw(value, fault, instead, NONE));
  }

  private static Optional<Flaw> ofPath(String value, String text) {
    if (text.equals("*") || text.equals("/*")) {
      return flaw(value, Fault.EVERYTHING, "");
    }
    int authority = text.indexOf("://");
    if (authority > 0) {
      int path = text.indexOf('/', authority + 3);
      String asked = path < 0 ? "" : text.substring(path);
      return flaw(value, Fault.NO_SLASH, isPath(asked) ? asked : "");
    }
    if (isPattern(text)) {
      return flaw(value, Fault.PATTERN, "");
    }
    if (!text.startsWith("/")) {
      return flaw(value, Fault.NO_SLASH, isPath("/" + text) ? "/" + text : "");
    }
    return isPath(text) ? Optional.empty() : flaw(value, Fault.NO_PATH, "");
  }

  private static boolean isPath(String text) {
    return text.startsWith("/")
        && !isPattern(text)
        && text.chars().noneMatch(c -> Character.isWhitespace(c) || c == '#');
  }

  private static boolean isPattern(String text) {
    return text.contains("/:") || text.chars().anyMatch(c -> "*?{}[]<>^$\\".indexOf(c) >= 0);
  }

  private static Optional<Flaw> ofAddress(String value, String text) {
    if (Matching.isPlainIpv4(text) || isPlainMapped(text)) {
      return Optional.empty();
    }
    if (text.equals("*")) {
      return flaw(value, Fault.EVERYTHING, "");
    }
    Optional<IPAddressRange> range = range(text);
    if (range.isEmpty()) {
      boolean named = isHost(text) && text.chars().anyMatch(Character::isLetter);
      return flaw(value, named ? Fault.HOST_NAME : Fault.NO_ADDRESS, "");
    }
    BigInteger count = range.get().getCount();
    if (range.get() instanceof IPAddress block && block.isMultiple() && block.isFullRange()) {
      return Optional.of(new Flaw(value, Fault.EVERYTHING, "", count));
    }
    if (count.compareTo(BigInteger.ONE) > 0) {
      Fault fault = count.compareTo(WIDEST) > 0 ? Fault.WIDE_RANGE : Fault.RANGE;
      return Optional.of(new Flaw(value, fault, "", count));
    }
    String canonical = plain(range.get().getLower());
    String plain = text.contains(":") && !canonical.contains(":") ? MAPPED + canonical : canonical;
    Fault fault = text.indexOf('%') < 0 ? Fault.OTHER_FORM : Fault.ZONE;
    return plain.equals(text)
        ? Optional.empty()
        : Optional.of(new Flaw(value, fault, plain, count));
  }

  /// The addresses that a text stands for: one, a block, or all from one to another.
  private static Optional<IPAddressRange> range(String text) {
    Optional<IPAddress> block = Matching.address(text);
    if (block.isPresent()) {
      return Optional.of(block.get());
    }
    int to = text.indexOf('-');
    if (to < 0) {
      return Optional.empty();
    }
    Optional<IPAddress> first = single(text.substring(0, to));
    Optional<IPAddress> last = single(text.substring(to + 1));
    return first.isPresent()
            && last.isPresent()
            && first.get().getIPVersion() == last.get().getIPVersion()
        ? Optional.of(first.get().spanWithRange(last.get()))
        : Optional.empty();
  }

  private static Optional<IPAddress> single(String text) {
    return Matching.address(text.strip()).filter(address -> !address.isMultiple());
  }

  /// Callers of IPv4 come so to a server that listens for both families on one socket.
  private static boolean isPlainMapped(String text) {
    return text.startsWith(MAPPED) && Matching.isPlainIpv4(text.substring(MAPPED.length()));
  }

  /// An address as a caller comes.
  private static String plain(IPAddress address) {
    return address.withoutPrefixLength().toCanonicalString();
  }

  private static Optional<Flaw> ofHost(String value, String text) {
    if (text.equals("*")) {
      return flaw(value, Fault.EVERYTHING, "");
    }
    String below = text.startsWith("*.") ? text.substring(2) : text;
    if (below.contains("*")) {
      return flaw(value, Fault.STAR, "");
    }
    return isHost(below) ? Optional.empty() : flaw(value, Fault.NO_HOST, hostIn(text));
  }

  private static boolean isHost(String text) {
    return HOST.matcher(Matching.plainDomain(text)).matches();
  }

  /// The host of `https://app.example.com:8443/chat`; empty where there is none.
  private static String hostIn(String text) {
    String host = text.replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*$", "");
    return isHost(host) ? host : "";
  }
}
