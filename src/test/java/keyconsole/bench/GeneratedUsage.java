package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import keyconsole.domain.KeyId;

/// Usage lines in the backend's own text, in a file a day, the same for the same numbers.
///
/// Few keys and endpoints have most of the requests, each key comes from some dozens of addresses
/// of its own, and days and hours are as busy as those of an office. 6,000,000 lines are 1 GB.
///
/// @param days how many files, the last one that of [#LAST]
/// @param lines in all files together
/// @param addresses nine in ten of IPv4
/// @param firstKeyPercent how many of the lines are those of [#KEY]; 0 for as many as its place
///   among the keys gives it
/// @param oddInAThousand how many of the lines the backend would have written otherwise; see
///   [OddLine]
public record GeneratedUsage(
    int days,
    long lines,
    int keys,
    int endpoints,
    int addresses,
    int firstKeyPercent,
    int oddInAThousand) {

  public static final LocalDate LAST = LocalDate.of(2026, 11, 22);

  /// The key with the most lines.
  static final KeyId KEY = new KeyId(new UUID(7, 7).toString());

  private static final String[] ENDPOINTS = {
    "/v1/chat",
    "/v1/embeddings",
    "/v1/rag/search",
    "/v1/chat/completions",
    "/v1/models",
    "/v1/rag/upload",
    "/v1/images",
    "/v1/automation/execute",
    "/v1/files",
    "/v1/datasets/summary",
    "/v1/webhooks",
    "/health"
  };

  /// A thousand keys on twelve endpoints from 20,000 addresses, every line as the backend writes.
  public static GeneratedUsage of(int days, long lines) {
    return new GeneratedUsage(days, lines, 1_000, 12, 20_000, 0, 0);
  }

  public GeneratedUsage withKeys(int count) {
    return new GeneratedUsage(
        days, lines, count, endpoints, addresses, firstKeyPercent, oddInAThousand);
  }

  public GeneratedUsage withAddresses(int count) {
    return new GeneratedUsage(days, lines, keys, endpoints, count, firstKeyPercent, oddInAThousand);
  }

  public GeneratedUsage withFirstKeyPercent(int percent) {
    return new GeneratedUsage(days, lines, keys, endpoints, addresses, percent, oddInAThousand);
  }

  public GeneratedUsage withOddInAThousand(int count) {
    return new GeneratedUsage(days, lines, keys, endpoints, addresses, firstKeyPercent, count);
  }

  /// The UTC day of the first file.
  public LocalDate first() {
    return LAST.minusDays(days - 1L);
  }

  /// What the choices begin from.
  long seed() {
    return Arrays.hashCode(
        new long[] {days, lines, keys, endpoints, addresses, firstKeyPercent, oddInAThousand});
  }

  static String key(int number) {
    SplittableRandom random = new SplittableRandom(number);
    return number == 0
        ? KEY.text()
        : new UUID(
                random.nextLong() & ~0xF000L | 0x4000L,
                random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L)
            .toString();
  }

  static String endpoint(int number) {
    return number < ENDPOINTS.length ? ENDPOINTS[number] : "/v1/endpoint-" + number;
  }

  static String address(int number) {
    int mixed = number * 0x9E3779B1;
    return number % 10 == 9
        ? "2001:db8:" + Integer.toHexString(mixed & 0xFFF) + "::" + Integer.toHexString(number)
        : "10." + (mixed >> 16 & 0xFF) + "." + (mixed >> 8 & 0xFF) + "." + (mixed & 0xFF);
  }

  /// Writes the files, on all cores.
  public void write(Path usageFolder) {
    UsageLines form = new UsageLines(this);
    long[] ends = ends();
    IntStream.range(0, days)
        .parallel()
        .forEach(
            day -> writeDay(usageFolder, form, day, ends[day] - (day == 0 ? 0 : ends[day - 1])));
  }

  private void writeDay(Path folder, UsageLines form, int number, long count) {
    LocalDate day = first().plusDays(number);
    try (var out = Files.newOutputStream(folder.resolve("usage_" + day + ".jsonl"))) {
      form.write(out, day, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many lines stand in each day's file and those before it.
  private long[] ends() {
    double[] sums = new double[days];
    for (int day = 0; day < days; day++) {
      sums[day] = (day == 0 ? 0 : sums[day - 1]) + weight(first().plusDays(day).getDayOfWeek());
    }
    return Arrays.stream(sums)
        .mapToLong(sum -> Math.round(lines * (sum / sums[days - 1])))
        .toArray();
  }

  private static double weight(DayOfWeek day) {
    return switch (day) {
      case SATURDAY -> 0.45;
      case SUNDAY -> 0.35;
      default -> 1;
    };
  }
}
