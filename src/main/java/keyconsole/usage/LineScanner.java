package keyconsole.usage;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import keyconsole.domain.FileProblem;
import keyconsole.domain.Message;
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

  /// What stands between the values of the backend's line. Each is compared by two words, which
  /// cover it all.
  private static final Literal TIMESTAMP = new Literal("{\"timestamp\": \"");

  private static final Literal KEY = new Literal("\", \"key_id\": \"");
  private static final Literal ENDPOINT = new Literal("\", \"endpoint\": \"");

  /// Behind the quote that ends the endpoint.
  private static final Literal IP = new Literal(", \"client_ip\": \"");

  private static final Literal TENANT = new Literal("\", \"tenant\": \"");
  private static final long END = Words.of("\"}\n     ") & 0xFF_FFFFL;
  private static final int END_LENGTH = 3;
  private static final int NONE = -1;

  /// Where a key's id begins in the line.
  private static final int KEY_OFFSET = TIMESTAMP.length + HourClock.LENGTH + KEY.length;

  /// Bytes of a key's id, as the backend makes them.
  private static final int KEY_BYTES = 36;

  private static final int BLOCK = 128 << 10;

  private final Names names;
  private final Names.Met keys;
  private final Names.Met endpoints;
  private final Ips ips;
  private final Names.Met addresses;
  private final LineBatch batch = new LineBatch();
  private byte[] buffer = new byte[BLOCK + Words.PADDING];
  private long linesTaken;

  /// Where the parts of the batch's records stand whose numbers are still to be found. Nothing is
  /// looked up while lines are taken apart: what a processor waits for while it looks one up, it
  /// does for many others meanwhile.
  private final int[] keysAt = new int[LineBatch.MOST];

  private final int[] endpointsAt = new int[LineBatch.MOST];
  private final int[] ipsAt = new int[LineBatch.MOST];
  private final int[] ipEnds = new int[LineBatch.MOST];

  /// Records whose text was not found at once.
  private final int[] misses = new int[LineBatch.MOST];

  private final HourClock clock = new HourClock();
  private byte[] lastTenant = Arrays.copyOf(new byte[] {'x'}, Words.PADDING + 1);

  /// At first of a byte that never stands behind a text.
  private int lastTenantLength = 1;

  /// @param length 8 to 16
  private record Literal(long begin, long end, int length) {
    Literal(String text) {
      this(Words.of(text), Words.of(text.substring(text.length() - 8)), text.length());
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

  /// Gives back the room that a line longer than a block took.
  void trim() {
    if (buffer.length > BLOCK + Words.PADDING) {
      buffer = new byte[BLOCK + Words.PADDING];
    }
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
    // Ends every text that may begin there, and goes on as no line does.
    Arrays.fill(bytes, to, to + Words.PADDING, (byte) '"');
    int at = from;
    while (at < to) {
      int next = number(bytes, usualLines(bytes, at, to));
      boolean more = batch.isFull();
      linesTaken += batch.size();
      handOver(sink);
      if (!more && next < to) {
        int end = Words.lineFeed(bytes, next, to);
        if (end == to) {
          return next;
        }
        odd.take(next, end);
        handOver(sink);
        linesTaken++;
        next = end + 1;
      }
      at = next;
    }
    return at;
  }

  /// Takes apart the lines that have the form of the backend's until there is another one, or the
  /// batch is full. Whether their texts are plain is not known yet.
  private int usualLines(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !batch.isFull()) {
      int next = usual(bytes, at);
      if (next == NONE) {
        return at;
      }
      at = next;
    }
    return at;
  }

  /// Finds the numbers of the batch's records. A text that was met before is plain; where another
  /// one is not, its line is not the backend's, and the batch ends before it.
  ///
  /// @param next where the line behind those of the batch begins
  /// @return the same, for what is left of the batch
  private int number(byte[] bytes, int next) {
    int plain = takeIps(bytes, numberEndpoints(bytes, numberKeys(bytes, batch.size())));
    if (plain == batch.size()) {
      return next;
    }
    batch.cut(plain);
    return keysAt[plain] - KEY_OFFSET;
  }

  private int numberKeys(byte[] bytes, int size) {
    KnownTexts known = keys.known();
    int missed = 0;
    for (int i = 0; i < size; i++) {
      int from = keysAt[i];
      int number = known.longAtOnce(bytes, from, endpointsAt[i] - ENDPOINT.length - from);
      batch.keys[i] = number;
      misses[missed] = i;
      missed += number >>> 31;
    }
    for (int i = 0; i < missed; i++) {
      int at = misses[i];
      int number = keys.number(bytes, keysAt[at], endpointsAt[at] - ENDPOINT.length);
      if (number == Names.NOT_PLAIN) {
        return at;
      }
      batch.keys[at] = number;
    }
    return size;
  }

  private int numberEndpoints(byte[] bytes, int size) {
    KnownTexts known = endpoints.known();
    int missed = 0;
    for (int i = 0; i < size; i++) {
      int from = endpointsAt[i];
      int number = known.shortAtOnce(bytes, from, ipsAt[i] - IP.length - 1 - from);
      batch.endpoints[i] = number;
      misses[missed] = i;
      missed += number >>> 31;
    }
    for (int i = 0; i < missed; i++) {
      int at = misses[i];
      int number = endpoints.number(bytes, endpointsAt[at], ipsAt[at] - IP.length - 1);
      if (number == Names.NOT_PLAIN) {
        return at;
      }
      batch.endpoints[at] = number;
    }
    return size;
  }

  private int takeIps(byte[] bytes, int size) {
    int missed = 0;
    for (int i = 0; i < size; i++) {
      misses[missed] = i;
      missed += batch.setIp(i, bytes, ipsAt[i], ipEnds[i]) ? 0 : 1;
    }
    for (int i = 0; i < missed; i++) {
      int at = misses[i];
      long number = ips.number(addresses, bytes, ipsAt[at], ipEnds[at]);
      if (number == Ips.NOT_PLAIN) {
        return at;
      }
      batch.setIp(at, number);
    }
    return size;
  }

  private void handOver(LineSink sink) {
    if (batch.size() > 0) {
      sink.take(batch);
      batch.clear();
    }
  }

  /// Hands over the records of a line.
  ///
  /// @param ended whether the whole line is there; else nothing behind an unreadable piece counts
  Outcome odd(byte[] bytes, int from, int to, boolean ended, LineSink sink) {
    return LineRecords.read(bytes, from, to, ended, fields -> record(fields, sink));
  }

  /// Hands over what is whole of a last line whose end has not come.
  Outcome unfinished(byte[] bytes, int to, LineSink sink) {
    Outcome outcome = odd(bytes, 0, to, false, sink);
    handOver(sink);
    return outcome;
  }

  /// Takes apart a line of the backend's form: the offset behind its line feed, or [#NONE] where it
  /// has another one.
  private int usual(byte[] bytes, int at) {
    if (!stands(TIMESTAMP, bytes, at)) {
      return NONE;
    }
    long micros = clock.micros(bytes, at + TIMESTAMP.length);
    if (micros == HourClock.NO_TIME
        || !stands(KEY, bytes, at + TIMESTAMP.length + HourClock.LENGTH)) {
      return NONE;
    }
    return key(bytes, at + KEY_OFFSET, micros);
  }

  private int key(byte[] bytes, int from, long micros) {
    int end = from + KEY_BYTES;
    if (!stands(ENDPOINT, bytes, end)) {
      end = Words.quote(bytes, from);
      if (!stands(ENDPOINT, bytes, end)) {
        return NONE;
      }
    }
    return endpoint(bytes, end + ENDPOINT.length, micros, from);
  }

  private int endpoint(byte[] bytes, int from, long micros, int key) {
    int behind = Words.quote(bytes, from) + 1;
    return stands(IP, bytes, behind) ? ip(bytes, behind + IP.length, micros, key, from) : NONE;
  }

  private int ip(byte[] bytes, int from, long micros, int key, int endpoint) {
    int end = Words.quote(bytes, from);
    int next = tenant(bytes, end);
    if (next != NONE) {
      int place = batch.add(micros);
      keysAt[place] = key;
      endpointsAt[place] = endpoint;
      ipsAt[place] = from;
      ipEnds[place] = end;
    }
    return next;
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
    int begin = at + TENANT.length;
    int end = Words.quote(bytes, begin);
    if (!Words.isPlain(bytes, begin, end) || (Words.at(bytes, end) & 0xFF_FFFFL) != END) {
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
        && Words.at(bytes, at + literal.length - 8) == literal.end;
  }

  /// Hands over one record, or says why it is none.
  private Optional<Message> record(Value.Fields fields, LineSink sink) {
    Optional<Instant> moment =
        fields.get("timestamp").orElse(Value.NOTHING) instanceof Value.Text(String text)
            ? Timestamps.parse(text)
            : Optional.empty();
    if (moment.isEmpty()) {
      return Optional.of(Message.of(FileProblem.LINE_NO_TIME));
    }
    if (!(fields.get("key_id").orElse(Value.NOTHING) instanceof Value.Text(String key))) {
      return Optional.of(Message.of(FileProblem.LINE_NO_KEY));
    }
    if (batch.isFull()) {
      handOver(sink);
    }
    int place =
        batch.add(
            LineFilter.micros(moment.get()),
            names.number(key),
            names.number(textOf(fields, "endpoint")));
    String ip = textOf(fields, "client_ip");
    if (!batch.setIp(place, ip)) {
      batch.setIp(place, ips.number(ip));
    }
    return Optional.empty();
  }

  private static String textOf(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text) ? text : "";
  }
}
