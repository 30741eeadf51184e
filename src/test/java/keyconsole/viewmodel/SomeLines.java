package keyconsole.viewmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Usage lines as the backend writes them, put into a tenant's folder.
public final class SomeLines {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Path folder;

  /// @param apiKeys the tenant's `api_keys`
  public SomeLines(Path apiKeys) {
    this.folder = apiKeys.resolve("usage");
  }

  /// Adds so many requests of one moment.
  public void add(int count, Instant at, String key, String endpoint, String ip) {
    String line =
        "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\", \"tenant\": \"t\"}\n"
            .formatted(MOMENT.format(at), key, escaped(endpoint), escaped(ip));
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("usage_" + day + ".jsonl"),
          line.repeat(count),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e) {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
