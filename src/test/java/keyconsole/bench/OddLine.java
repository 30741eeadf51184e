package keyconsole.bench;

import java.time.LocalDate;

/// Lines that the backend would have written otherwise: by other programs, by hand, or by two
/// processes at once. Their texts are of Latin-1, a byte a character.
enum OddLine {
  /// Counts as any other.
  OTHER_ORDER,
  ESCAPES,
  EXTRA_FIELDS,
  COMPACT,
  CRLF,
  OFFSET,
  BEHIND_BLANK_LINES,
  FIELDS_LEFT_OUT,
  /// Stands in the file of the day after its own.
  OF_YESTERDAY,
  /// Counts twice.
  GLUED,
  /// Cannot be read.
  BROKEN,
  WITHOUT_KEY,
  NOT_UTF8;

  /// @param time of the day
  String text(LocalDate day, String time, String key, String endpoint, String ip) {
    String moment = day + "T" + time;
    String line = line(moment, key, endpoint, ip);
    return switch (this) {
      case OTHER_ORDER ->
          "{\"key_id\": \"%s\", \"tenant\": \"bench.example\", \"client_ip\": \"%s\", \"endpoint\": \"%s\", \"timestamp\": \"%s\"}\n"
              .formatted(key, ip, endpoint, moment);
      case ESCAPES -> line(moment, escaped(key), endpoint.replace("/", "\\/"), ip) + "\n";
      case EXTRA_FIELDS ->
          "{\"bytes\": 12, " + line.substring(1, line.length() - 1) + ", \"x\": [{}]}\n";
      case COMPACT -> line.replace(": ", ":").replace(", ", ",") + "\n";
      case CRLF -> line + "\r\n";
      case OFFSET -> line(moment + "+05:30", key, endpoint, ip) + "\n";
      case BEHIND_BLANK_LINES -> "\n \r\n" + line + "\n";
      case FIELDS_LEFT_OUT ->
          "{\"timestamp\": \"%s\", \"key_id\": \"%s\"}\n".formatted(moment, key);
      case OF_YESTERDAY -> line(day.minusDays(1) + "T23:59:59.999999", key, endpoint, ip) + "\n";
      case GLUED -> line + line(moment, key, endpoint + "/2", ip) + "\n";
      case BROKEN -> line.substring(0, line.length() / 2) + "\n";
      case WITHOUT_KEY -> line.replace("key_id", "key") + "\n";
      case NOT_UTF8 -> line.substring(0, 60) + "\u00ff" + line.substring(60) + "\n";
    };
  }

  private static String line(String moment, String key, String endpoint, String ip) {
    return ("{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\","
            + " \"tenant\": \"bench.example\"}")
        .formatted(moment, key, endpoint, ip);
  }

  private static String escaped(String key) {
    return "\\u%04x".formatted((int) key.charAt(0)) + key.substring(1);
  }
}
