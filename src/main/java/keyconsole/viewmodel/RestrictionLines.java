package keyconsole.viewmodel;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Judges restrictions typed one a line. The backend compares whole texts, so whatever stands for
/// several values is refused, with the way out.
final class RestrictionLines {

  /// The widest range that is offered as its addresses.
  static final int WIDEST = 256;

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:/*%-]+");

  private final KeyWords words;

  RestrictionLines(KeyWords words) {
    this.words = words;
  }

  static List<String> of(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /// What is wrong with a path; empty where nothing is.
  String endpoint(String line) {
    if (line.chars().anyMatch(c -> "*?{}[]<>".indexOf(c) >= 0)) {
      return words.text("newkey.error.pattern", line);
    }
    return !line.startsWith("/") || line.chars().anyMatch(Character::isWhitespace)
        ? words.text("newkey.error.endpoint", line)
        : "";
  }

  /// What is wrong with a host name; empty where nothing is.
  String domain(String line) {
    if (line.contains("*")) {
      return words.text("newkey.error.domain-pattern", line);
    }
    return HOST.matcher(line).matches() ? "" : words.text("newkey.error.domain", line);
  }

  /// What is wrong with an address; empty where nothing is.
  String address(String line) {
    IPAddress address = new IPAddressString(line).getAddress();
    if (address == null || !ADDRESS.matcher(line).matches()) {
      return words.text("newkey.error.ip", line);
    }
    if (isRange(line, address)) {
      BigInteger count = block(address).getCount();
      return isOffered(count)
          ? words.text("newkey.error.range", line, KeyWords.number(count.longValueExact()))
          : words.text("newkey.error.wide-range", line);
    }
    String plain = address.toCanonicalString();
    return plain.equals(line) ? "" : words.text("newkey.error.ip-form", line, plain);
  }

  /// Which line is there twice, in words; empty where none is.
  String twice(List<String> lines) {
    Set<String> seen = new HashSet<>();
    return lines.stream()
        .filter(line -> !seen.add(line))
        .findFirst()
        .map(line -> words.text("newkey.error.twice", line))
        .orElse("");
  }

  /// The lines with each range of at most [#WIDEST] addresses as its addresses; empty where there
  /// is no such range.
  static Optional<String> spelledOut(String text) {
    Set<String> lines = new LinkedHashSet<>();
    boolean found = false;
    for (String line : of(text)) {
      List<String> addresses = addressesOf(line);
      found |= !addresses.isEmpty();
      lines.addAll(addresses.isEmpty() ? List.of(line) : addresses);
    }
    return found ? Optional.of(String.join("\n", lines)) : Optional.empty();
  }

  private static List<String> addressesOf(String line) {
    IPAddress address = new IPAddressString(line).getAddress();
    List<String> addresses = new ArrayList<>();
    if (address != null && isRange(line, address) && isOffered(block(address).getCount())) {
      Iterator<? extends IPAddress> each = block(address).withoutPrefixLength().iterator();
      each.forEachRemaining(one -> addresses.add(one.toCanonicalString()));
    }
    return addresses;
  }

  private static boolean isRange(String line, IPAddress address) {
    return line.contains("/") || address.isMultiple();
  }

  private static boolean isOffered(BigInteger count) {
    return count.compareTo(BigInteger.valueOf(WIDEST)) <= 0;
  }

  private static IPAddress block(IPAddress address) {
    return address.isPrefixed() ? address.toPrefixBlock() : address;
  }
}
