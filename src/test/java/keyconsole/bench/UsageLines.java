package keyconsole.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/// Writes the lines of one [GeneratedUsage] as bytes: a gigabyte takes seconds. Any thread.
final class UsageLines {

  private static final byte[] KEY = ascii("\", \"key_id\": \"");
  private static final byte[] ENDPOINT = ascii("\", \"endpoint\": \"");
  private static final byte[] IP = ascii("\", \"client_ip\": \"");
  private static final byte[] END = ascii("\", \"tenant\": \"bench.example\"}\n");
  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  /// How busy the hours of a UTC day are.
  private static final int[] HOURS = {
    2, 1, 1, 1, 1, 2, 4, 9, 16, 21, 22, 20, 15, 18, 22, 21, 18, 12, 8, 6, 5, 4, 3, 2
  };

  private final GeneratedUsage of;
  private final byte[][] keys;
  private final byte[][] endpoints;
  private final byte[][] addresses;
  private final Shares keyShares;
  private final Shares endpointShares;

  UsageLines(GeneratedUsage of) {
    this.of = of;
    this.keys = texts(of.keys(), GeneratedUsage::key);
    this.endpoints = texts(of.endpoints(), GeneratedUsage::endpoint);
    this.addresses = texts(of.addresses(), GeneratedUsage::address);
    this.keyShares = new Shares(of.keys(), of.firstKeyPercent());
    this.endpointShares = new Shares(of.endpoints(), 0);
  }

  private static byte[][] texts(int count, IntFunction<String> text) {
    byte[][] texts = new byte[count][];
    for (int i = 0; i < count; i++) {
      texts[i] = ascii(text.apply(i));
    }
    return texts;
  }

  void write(OutputStream out, LocalDate day, long count) throws IOException {
    Day lines = new Day(out, day);
    long weights = 0;
    for (int weight : HOURS) {
      weights += weight;
    }
    long sum = 0;
    for (int hour = 0; hour < 24; hour++) {
      long from = count * sum / weights;
      sum += HOURS[hour];
      lines.hour(hour, count * sum / weights - from);
    }
    lines.flush();
  }

  /// One day's file on its way.
  private final class Day {
    private final OutputStream out;
    private final LocalDate day;
    private final byte[] beginning;
    private final SplittableRandom random;
    private final byte[] buffer = new byte[1 << 18];
    private int size;

    Day(OutputStream out, LocalDate day) {
      this.out = out;
      this.day = day;
      this.beginning = ascii("{\"timestamp\": \"" + day + "T");
      this.random = new SplittableRandom(of.seed() * 31 + day.toEpochDay());
    }

    void hour(int hour, long count) throws IOException {
      for (long i = 0; i < count; i++) {
        long from = i * MICROS_PER_HOUR / count;
        long to = (i + 1) * MICROS_PER_HOUR / count;
        line(hour, random.nextLong(from, Math.max(from + 1, to)));
      }
    }

    private void line(int hour, long micros) throws IOException {
      if (size > buffer.length / 2) {
        flush();
      }
      int key = keyShares.pick(random);
      int endpoint = (endpointShares.pick(random) + key % 3) % of.endpoints();
      int address = address(key);
      if (of.oddInAThousand() > random.nextInt(1_000)) {
        odd(hour, micros, key, endpoint, address);
        return;
      }
      put(beginning);
      time(hour, micros);
      put(KEY);
      put(keys[key]);
      put(ENDPOINT);
      put(endpoints[endpoint]);
      put(IP);
      put(addresses[address]);
      put(END);
    }

    /// One of the addresses of a key: some of them much more often than others.
    private int address(int key) {
      double share = random.nextDouble();
      int own = (int) ((12 + key * 37L % 49) * share * share);
      return (int) (((long) key * of.addresses() / of.keys() + own) % of.addresses());
    }

    private void odd(int hour, long micros, int key, int endpoint, int address) {
      int from = size;
      time(hour, micros);
      String time = new String(buffer, from, size - from, StandardCharsets.US_ASCII);
      size = from;
      OddLine form = OddLine.values()[random.nextInt(OddLine.values().length)];
      String text =
          form.text(
              day,
              time,
              GeneratedUsage.key(key),
              GeneratedUsage.endpoint(endpoint),
              GeneratedUsage.address(address));
      put(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// As the backend writes a time of the day: no fraction where it is zero.
    private void time(int hour, long micros) {
      int second = (int) (micros / 1_000_000);
      int fraction = (int) (micros % 1_000_000);
      digits(hour, 2);
      buffer[size++] = ':';
      digits(second / 60, 2);
      buffer[size++] = ':';
      digits(second % 60, 2);
      if (fraction != 0) {
        buffer[size++] = '.';
        digits(fraction, 6);
      }
    }

    private void digits(int number, int width) {
      int rest = number;
      for (int i = size + width - 1; i >= size; i--) {
        buffer[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
      size += width;
    }

    private void put(byte[] text) {
      System.arraycopy(text, 0, buffer, size, text.length);
      size += text.length;
    }

    void flush() throws IOException {
      out.write(buffer, 0, size);
      size = 0;
    }
  }

  /// Numbers of which the first are the most frequent, as words of a language are.
  private static final class Shares {
    private static final int PLACES = 1 << 16;

    private final double[] ends;
    private final int[] places = new int[PLACES];

    /// @param firstPercent the share of the first; 0 for that of its place
    Shares(int count, int firstPercent) {
      ends = new double[count];
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += firstPercent > 0 && i == 0 ? 0 : 1 / Math.pow(i + 1.0, 0.9);
        ends[i] = sum;
      }
      double first = firstPercent / 100.0;
      for (int i = 0; i < count; i++) {
        ends[i] = i == count - 1 ? 1 : first + (1 - first) * ends[i] / Math.max(sum, 1e-9);
      }
      for (int i = 0, at = 0; i < PLACES; i++) {
        while (ends[at] <= (double) i / PLACES) {
          at++;
        }
        places[i] = at;
      }
    }

    int pick(SplittableRandom random) {
      double share = random.nextDouble();
      int at = places[(int) (share * PLACES)];
      while (ends[at] <= share) {
        at++;
      }
      return at;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
