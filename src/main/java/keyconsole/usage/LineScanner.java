package keyconsole.usage;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import keyconsole.domain.Value;
import keyconsole.store.LineRecords;
import keyconsole.store.LineRecords.Outcome;
import keyconsole.store.Timestamps;

/// Takes the records out of lines. The backend's exact line is taken straight from the bytes, eight
/// at a time; any other goes through the JSON reader. One thread.
///
/// The methods are small on purpose: the first lines of a fresh process are read before the
/// compiler has done anything, and it does small methods first.
final class LineScanner {

  /// What stands between the values of the backend's line. Each is compared by three words, which
  /// cover it all.
  private static final Literal TIMESTAMP = new Literal("{\"timestamp\": \"");

  private static final Literal KEY = new Literal("\", \"key_id\": \"");
  private static final Literal ENDPOINT = new Literal("\", \"endpoint\": \"");
  private static final Literal IP = new Literal("\", \"client_ip\": \"");
  private static final Literal TENANT = new Literal("\", \"tenant\": \"");
  private static final long END = Words.of("\"}\n     ") & 0xFF_FFFFL;
  private static final int END_LENGTH = 3;
  private static final int NONE = -1;

  private final Names names;
  private final KnownKeys knownKeys = new KnownKeys();
  private final KnownTexts knownEndpoints = new KnownTexts();
  private final Names.Met keys;
  private final Names.Met endpoints;
  private final Ips ips;
  private final Names.Met addresses;
  private static final int BLOCK = 256 << 10;

  private final LineBatch batch = new LineBatch();
  private byte[] buffer = new byte[BLOCK + Words.PADDING];
  private long linesTaken;

  /// Where the addresses end that are still to be read, of the records of the batch; where they
  /// begin stands in their places. 0 for the others.
  private final int[] ipEnds = new int[LineBatch.MOST];

  private final HourClock clock = new HourClock();
  private byte[] lastTenant = Arrays.copyOf(new byte[] {'x'}, Words.PADDING + 1);

  /// At first of a byte that never stands behind a text.
  private int lastTenantLength = 1;

  private record Literal(long begin, long middle, long end, int length) {
    Literal(String text) {
      this(
          Words.of(text),
          Words.of(text.substring(4)),
          Words.of(text.substring(text.length() - 8)),
          text.length());
    }
  }

  LineScanner(Names names, Ips ips) {
    this.names = names;
    this.keys = names.new Met();
    this.endpoints = names.new Met();
    this.ips = ips;
    this.addresses = ips.met();
  }

  /// Room for a block of a file, with what was put in it before.
  ///
  /// @param filled how much is in it; it is full where there is no room for more
  byte[] buffer(int filled) {
    if (filled == buffer.length - Words.PADDING) {
      buffer = Arrays.copyOf(buffer, filled * 2 + Words.PADDING);
    }
    return buffer;
  }

  /// How many lines were taken so far, the backend's and others.
  long linesTaken() {
    return linesTaken;
  }

  /// Where a line went that was not the backend's.
  interface OddLines {
    /// A line, up to its line feed.
    void take(int from, int to);
  }

  /// Hands over the records of all lines that end before `to`, and first, at its place, each line
  /// that is not the backend's to `odd`, which hands it to [#odd].
  ///
  /// @param bytes with [Words#PADDING] more behind `to`, which are overwritten
  /// @return the offset behind the last line feed
  int lines(byte[] bytes, int from, int to, LineSink sink, OddLines odd) {
    bytes[to] = 0;
    int at = from;
    while (at < to) {
      int next = fastLines(bytes, at, to);
      if (batch.isFull()) {
        handOver(bytes, sink);
      }
      if (next == at) {
        int end = Words.lineFeed(bytes, at, to);
        if (end == to) {
          break;
        }
        odd.take(at, end);
        linesTaken++;
        next = end + 1;
      }
      at = next;
    }
    handOver(bytes, sink);
    return at;
  }

  /// Takes the backend's lines until there is another one, or the batch is full.
  private int fastLines(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !batch.isFull()) {
      int next = fast(bytes, at);
      if (next == NONE) {
        return at;
      }
      linesTaken++;
      at = next;
    }
    return at;
  }

  private void handOver(byte[] bytes, LineSink sink) {
    for (int i = 0; i < batch.size(); i++) {
      if (ipEnds[i] != 0) {
        batch.ips[i] = ip(bytes, (int) batch.ips[i], ipEnds[i]);
        ipEnds[i] = 0;
      }
    }
    if (batch.size() > 0) {
      sink.take(batch);
      batch.clear();
    }
  }

  /// Hands over the records of a line.
  ///
  /// @param ended whether the whole line is there; else nothing behind an unreadable piece counts
  Outcome odd(byte[] bytes, int from, int to, boolean ended, LineSink sink) {
    return LineRecords.read(bytes, from, to, ended, fields -> record(fields, bytes, sink));
  }

  /// Hands over what is whole of a last line whose end has not come.
  Outcome unfinished(byte[] bytes, int to, LineSink sink) {
    Outcome outcome = odd(bytes, 0, to, false, sink);
    handOver(bytes, sink);
    return outcome;
  }

  /// Takes the backend's line: the offset behind its line feed, or [#NONE] where it is another one.
  private int fast(byte[] bytes, int at) {
    if (!stands(TIMESTAMP, bytes, at)) {
      return NONE;
    }
    long micros = clock.micros(bytes, at + TIMESTAMP.length);
    int key = at + TIMESTAMP.length + HourClock.LENGTH;
    if (micros == HourClock.NO_TIME || !stands(KEY, bytes, key)) {
      return NONE;
    }
    return key(bytes, key + KEY.length, micros);
  }

  private int key(byte[] bytes, int from, long micros) {
    int usual = from + KnownKeys.LENGTH;
    if (stands(ENDPOINT, bytes, usual)) {
      int known = knownKeys.find(bytes, from);
      if (known != KnownKeys.NONE) {
        return endpoint(bytes, usual + ENDPOINT.length, micros, known);
      }
    }
    return otherKey(bytes, from, micros);
  }

  private int otherKey(byte[] bytes, int from, long micros) {
    long text = Words.text(bytes, from);
    int end = (int) text;
    if (!stands(ENDPOINT, bytes, end)) {
      return NONE;
    }
    int key = keys.number(bytes, from, end, (int) (text >>> 32));
    if (end - from == KnownKeys.LENGTH) {
      knownKeys.add(bytes, from, key);
    }
    return endpoint(bytes, end + ENDPOINT.length, micros, key);
  }

  private int endpoint(byte[] bytes, int from, long micros, int key) {
    int known = knownEndpoints.find(bytes, from);
    int end = knownEndpoints.end();
    if (known == KnownTexts.NONE || end == KnownTexts.NONE) {
      return otherEndpoint(bytes, from, micros, key);
    }
    return stands(IP, bytes, end) ? ip(bytes, end + IP.length, micros, key, known) : NONE;
  }

  private int otherEndpoint(byte[] bytes, int from, long micros, int key) {
    long text = Words.text(bytes, from);
    int end = (int) text;
    if (!stands(IP, bytes, end)) {
      return NONE;
    }
    int endpoint = endpoints.number(bytes, from, end, (int) (text >>> 32));
    if (end - from < KnownTexts.MOST_BYTES) {
      knownEndpoints.add(bytes, from, end - from, endpoint);
    }
    return ip(bytes, end + IP.length, micros, key, endpoint);
  }

  private int ip(byte[] bytes, int from, long micros, int key, int endpoint) {
    int first = Words.length(Words.at(bytes, from));
    int length = first + Words.length(Words.at(bytes, from + 8)) * (first >>> 3);
    int end = length == 16 ? (int) Words.text(bytes, from) : from + length;
    int next = tenant(bytes, end);
    if (next != NONE) {
      ipEnds[batch.size()] = end;
      batch.add(micros, key, endpoint, from);
    }
    return next;
  }

  private long ip(byte[] bytes, int from, int end) {
    long version4 = Ips.quoted(bytes, from);
    return version4 >= 0
        ? version4
        : ips.number(addresses, bytes, from, end, Words.hash(bytes, from, end));
  }

  /// What stands behind the address is the same in every line of a tenant.
  private int tenant(byte[] bytes, int at) {
    return Words.same(bytes, at, lastTenant, 0, lastTenantLength)
        ? at + lastTenantLength
        : otherTenant(bytes, at);
  }

  private int otherTenant(byte[] bytes, int at) {
    if (!stands(TENANT, bytes, at)) {
      return NONE;
    }
    int end = (int) Words.text(bytes, at + TENANT.length);
    if ((Words.at(bytes, end) & 0xFF_FFFFL) != END) {
      return NONE;
    }
    lastTenantLength = end + END_LENGTH - at;
    lastTenant =
        Arrays.copyOf(
            Arrays.copyOfRange(bytes, at, at + lastTenantLength), lastTenantLength + Words.PADDING);
    return at + lastTenantLength;
  }

  private static boolean stands(Literal literal, byte[] bytes, int at) {
    return Words.at(bytes, at) == literal.begin
        && Words.at(bytes, at + 4) == literal.middle
        && Words.at(bytes, at + literal.length - 8) == literal.end;
  }

  /// Hands over one record, or says why it is none.
  private Optional<String> record(Value.Fields fields, byte[] bytes, LineSink sink) {
    Optional<Instant> moment =
        fields.get("timestamp").orElse(Value.NOTHING) instanceof Value.Text(String text)
            ? Timestamps.parse(text)
            : Optional.empty();
    if (moment.isEmpty()) {
      return Optional.of("timestamp is missing or not a timestamp");
    }
    if (!(fields.get("key_id").orElse(Value.NOTHING) instanceof Value.Text(String key))) {
      return Optional.of("key_id is missing or not a text");
    }
    if (batch.isFull()) {
      handOver(bytes, sink);
    }
    batch.add(
        LineFilter.micros(moment.get()),
        names.number(key),
        names.number(textOf(fields, "endpoint")),
        ips.number(textOf(fields, "client_ip")));
    return Optional.empty();
  }

  private static String textOf(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text) ? text : "";
  }
}
