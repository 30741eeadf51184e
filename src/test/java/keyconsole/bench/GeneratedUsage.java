package keyconsole.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import java.util.UUID;
import keyconsole.domain.KeyId;

/// Usage lines in the backend's own text, in a file a day, the same for the same numbers.
final class GeneratedUsage {

  static final LocalDate LAST = LocalDate.of(2026, 11, 22);

  /// Whose lines are asked for.
  static final KeyId KEY = new KeyId(new UUID(7, 7).toString());

  private static final int OTHER_KEYS = 200;
  private static final int ENDPOINTS = 12;
  private static final int ADDRESSES = 500;
  private static final int SECONDS_PER_DAY = 86_400;

  private GeneratedUsage() {}

  /// @param percent how many of the lines are those of [#KEY]
  static void write(Path usageFolder, int days, int lines, int percent) {
    Random random = new Random(lines + percent);
    int perDay = lines / days + 1;
    int left = lines;
    try {
      for (int ago = days - 1; ago >= 0; ago--) {
        LocalDate day = LAST.minusDays(ago);
        int count = Math.min(perDay, left);
        writeDay(usageFolder.resolve("usage_" + day + ".jsonl"), day, count, percent, random);
        left -= count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeDay(Path file, LocalDate day, int count, int percent, Random random)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      for (int i = 0; i < count; i++) {
        int second = (int) ((long) i * SECONDS_PER_DAY / count);
        String key =
            random.nextInt(100) < percent
                ? KEY.text()
                : new UUID(1, random.nextInt(OTHER_KEYS)).toString();
        out.write(
            "{\"timestamp\": \"%sT%02d:%02d:%02d.%06d\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\", \"tenant\": \"bench.example\"}\n"
                .formatted(
                    day,
                    second / 3_600,
                    second / 60 % 60,
                    second % 60,
                    1 + random.nextInt(999_999),
                    key,
                    "/v1/endpoint-" + random.nextInt(ENDPOINTS),
                    address(random)));
      }
    }
  }

  private static String address(Random random) {
    int number = random.nextInt(ADDRESSES);
    return "10.20." + number / 256 + "." + number % 256;
  }
}
