package keyconsole.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;

/// The keys of the demo tenant as `demo-keys.txt` tells them.
final class DemoTable {

  private static final int COLUMNS = 11;

  private DemoTable() {}

  /// A key to make.
  ///
  /// @param status a key's status, or `cut` or `live` for the two problem files
  /// @param expiresIn days from now, negative for the past; empty for never
  /// @param quietFor days since the last use, 0 for a key in use; empty for never used
  /// @param more what else is told, by name
  record Row(
      String status,
      String name,
      String description,
      String owner,
      Scope scope,
      List<String> capabilities,
      double createdAgo,
      Optional<Double> expiresIn,
      int perDay,
      Optional<Double> quietFor,
      Map<String, String> more) {

    Optional<Double> daysAgo(String of) {
      return Optional.ofNullable(more.get(of)).map(Double::valueOf);
    }

    Limits limits() {
      Limits usual = Limits.defaultsFor(scope);
      String changed = more.get("limits");
      if (changed == null) {
        return usual;
      }
      List<Long> numbers = split(changed, "/").stream().map(Long::valueOf).toList();
      return new Limits(
          numbers.get(0),
          numbers.get(1),
          numbers.get(2),
          usual.costCents(),
          usual.tokensPerRequest(),
          usual.concurrentRequests());
    }

    Restrictions restrictions() {
      return new Restrictions(
          list("endpoints"),
          list("blocked"),
          list("ips"),
          list("domains"),
          !"no".equals(more.get("tls")));
    }

    private List<String> list(String of) {
      return split(more.getOrDefault(of, ""), ",");
    }
  }

  static List<Row> read() {
    List<Row> rows = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(DemoTable.class.getResourceAsStream("demo-keys.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(line -> !line.startsWith("#")).forEach(line -> rows.add(row(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static Row row(String line) {
    List<String> cells = List.of(line.split("\\|", COLUMNS)).stream().map(String::strip).toList();
    Map<String, String> more = new HashMap<>();
    for (String item : split(cells.get(10), ";")) {
      int equals = item.indexOf('=');
      more.put(item.substring(0, equals), item.substring(equals + 1));
    }
    return new Row(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        Scope.parse(cells.get(4)).orElseThrow(),
        split(cells.get(5), ","),
        Double.parseDouble(cells.get(6)),
        days(cells.get(7)),
        Integer.parseInt(cells.get(8)),
        days(cells.get(9)),
        more);
  }

  private static Optional<Double> days(String cell) {
    return cell.equals("-") ? Optional.empty() : Optional.of(Double.valueOf(cell));
  }

  private static List<String> split(String text, String by) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf(by, from);
      int to = end < 0 ? text.length() : end;
      parts.add(text.substring(from, to).strip());
      from = to + by.length();
    }
    return parts;
  }
}
