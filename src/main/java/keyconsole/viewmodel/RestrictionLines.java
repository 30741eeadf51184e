package keyconsole.viewmodel;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
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

  private final KeyWords words;

  RestrictionLines(KeyWords words) {
    this.words = words;
  }

  static List<String> of(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  String endpoints(String text) {
    for (String line : of(text)) {
      if (line.chars().anyMatch(c -> "*?{}[]<>".indexOf(c) >= 0)) {
        return words.text("newkey.error.pattern", line);
      }
      if (!line.startsWith("/") || line.chars().anyMatch(Character::isWhitespace)) {
        return words.text("newkey.error.endpoint", line);
      }
    }
    return twice(text);
  }

  String domains(String text) {
    for (String line : of(text)) {
      if (line.contains("*")) {
        return words.text("newkey.error.domain-pattern", line);
      }
      if (!HOST.matcher(line).matches()) {
        return words.text("newkey.error.domain", line);
      }
    }
    return twice(text);
  }

  String addresses(String text) {
    for (String line : of(text)) {
      String problem = address(line);
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    return twice(text);
  }

  private String address(String line) {
    IPAddress address = new IPAddressString(line).getAddress();
    if (address == null || !line.matches("[0-9a-fA-F.:/*%-]+")) {
      return words.text("newkey.error.ip", line);
    }
    if (line.contains("/") || address.isMultiple()) {
      BigInteger count = block(address).getCount();
      return count.compareTo(BigInteger.valueOf(WIDEST)) <= 0
          ? words.text("newkey.error.range", line, KeyWords.number(count.longValueExact()))
          : words.text("newkey.error.wide-range", line);
    }
    String plain = address.toCanonicalString();
    return plain.equals(line) ? "" : words.text("newkey.error.ip-form", line, plain);
  }

  /// The lines with each range of at most [#WIDEST] addresses as its addresses; the same text where
  /// there is none.
  static String spelledOut(String text) {
    List<String> lines = new ArrayList<>();
    boolean found = false;
    for (String line : of(text)) {
      IPAddress address = new IPAddressString(line).getAddress();
      if (address != null
          && (line.contains("/") || address.isMultiple())
          && block(address).getCount().compareTo(BigInteger.valueOf(WIDEST)) <= 0) {
        found = true;
        Iterator<? extends IPAddress> each = block(address).withoutPrefixLength().iterator();
        each.forEachRemaining(one -> lines.add(one.toCanonicalString()));
      } else {
        lines.add(line);
      }
    }
    return found ? String.join("\n", new java.util.LinkedHashSet<>(lines)) : text;
  }

  private static IPAddress block(IPAddress address) {
    return address.isPrefixed() ? address.toPrefixBlock() : address;
  }

  private String twice(String text) {
    Set<String> seen = new HashSet<>();
    for (String line : of(text)) {
      if (!seen.add(line)) {
        return words.text("newkey.error.twice", line);
      }
    }
    return "";
  }
}
