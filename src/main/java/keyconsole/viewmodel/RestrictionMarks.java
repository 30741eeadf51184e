package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import keyconsole.domain.Restrictions;

/// What becomes of each restriction of a key. The backend compares endpoints and addresses as exact
/// text, so a range or a pattern matches no request: alone in a list of what is allowed, it locks
/// everyone out.
final class RestrictionMarks {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private final KeyWords words;

  RestrictionMarks(KeyWords words) {
    this.words = words;
  }

  /// The restrictions that a key has, the worst first.
  List<KeyDetail.Line> of(Restrictions restrictions) {
    List<KeyDetail.Line> lines = new ArrayList<>();
    exact(
        lines,
        "keys.restriction.ips",
        restrictions.allowedIps(),
        restrictions.allowedIps().stream().filter(ip -> !isAddress(ip)).toList(),
        KeyDetail.Mark.LOCKS_OUT);
    exact(
        lines,
        "keys.restriction.endpoints",
        restrictions.allowedEndpoints(),
        restrictions.allowedEndpoints().stream().filter(RestrictionMarks::isPattern).toList(),
        KeyDetail.Mark.LOCKS_OUT);
    exact(
        lines,
        "keys.restriction.blocked",
        restrictions.blockedEndpoints(),
        restrictions.blockedEndpoints().stream().filter(RestrictionMarks::isPattern).toList(),
        KeyDetail.Mark.BLOCKS_NOTHING);
    if (!restrictions.allowedDomains().isEmpty()) {
      lines.add(
          new KeyDetail.Line(
              words.text("keys.restriction.domains"),
              String.join(", ", restrictions.allowedDomains()),
              KeyDetail.Mark.STORED_ONLY,
              ""));
    }
    lines.add(
        new KeyDetail.Line(
            words.text("keys.restriction.tls"),
            words.text(restrictions.requireTls() ? "keys.tls.required" : "keys.tls.not-required"),
            KeyDetail.Mark.STORED_ONLY,
            ""));
    lines.sort(Comparator.comparing(KeyDetail.Line::mark));
    return lines;
  }

  private void exact(
      List<KeyDetail.Line> lines,
      String label,
      List<String> values,
      List<String> dead,
      KeyDetail.Mark allDead) {
    if (values.isEmpty()) {
      return;
    }
    boolean none = dead.size() == values.size();
    lines.add(
        new KeyDetail.Line(
            words.text(label),
            String.join(", ", values),
            none ? allDead : KeyDetail.Mark.ENFORCED,
            none || dead.isEmpty()
                ? ""
                : words.text("keys.restriction.dead", String.join(", ", dead))));
  }

  static boolean isAddress(String text) {
    return IPV4.matcher(text).matches() || IPV6.matcher(text).matches();
  }

  static boolean isPattern(String text) {
    return text.isBlank() || text.chars().anyMatch(c -> "*?{}[]^$\\".indexOf(c) >= 0);
  }
}
