package keyconsole.audit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport.OtherWitness;

/// Reads this user's seals from both copies. The own copy counts; where it lacks or lost one,
/// `.console` may hold it still, and a seal that is signed is believed wherever it stands. One
/// reading.
final class SealReading {

  /// The copy that others can write to, as findings name it.
  static final String CONSOLE_COPY = ".console/" + SealChain.ITSELF;

  /// A seal in `.console` under the name of this user's key.
  ///
  /// @param line from 1
  private record Mine(int line, long number) {}

  private final SealKey key;
  private final List<byte[]> own;
  private final List<byte[]> console;
  private final long confirmed;
  private final List<Mine> mine = new ArrayList<>();
  private final List<byte[]> notMine = new ArrayList<>();
  private final List<byte[]> taken = new ArrayList<>();
  private final List<SealFinding> damage = new ArrayList<>();
  private final Map<String, OtherWitness> others = new LinkedHashMap<>();
  private final SealChain chain;
  private int unreadable;

  /// @param own read after `console`, so that it holds whatever that does
  /// @param confirmed how many seals `console` held at least
  SealReading(SealKey key, byte[] own, byte[] console, long confirmed) {
    this.key = key;
    this.own = lines(own);
    this.console = lines(console);
    this.confirmed = confirmed;
    sort();
    Collection<OtherWitness> witnesses = others.values();
    this.chain = new SealChain(damage, witnesses);
    follow();
    compare();
  }

  SealChain chain() {
    return chain;
  }

  /// This user's seals, each line with its line feed.
  byte[] seals() {
    return join(taken);
  }

  /// Whether these are the seals of an earlier reading, or more.
  ///
  /// @param last digest of the line of the last one then; empty where there were none
  boolean goesOnFrom(long count, String last) {
    return count == 0
        || (count <= taken.size() && SealHash.sha256(taken.get((int) count - 1)).equals(last));
  }

  /// What `.console` should hold: what others wrote, and this user's seals.
  byte[] repaired() {
    List<byte[]> all = new ArrayList<>(notMine);
    all.addAll(taken);
    return join(all);
  }

  /// This user's seals from a number on that `.console` lacks.
  byte[] lacking() {
    long there = mine.stream().mapToLong(Mine::number).max().orElse(0);
    long from = Math.max(there, confirmed);
    return join(taken.subList((int) Math.min(from, taken.size()), taken.size()));
  }

  /// Bytes up to and with the last line feed.
  static long wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  /// The whole lines; one without its end is still being written, or a crash left it.
  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, from, i));
        from = i + 1;
      }
    }
    return lines;
  }

  private static byte[] join(List<byte[]> lines) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      joined.writeBytes(line);
      joined.write('\n');
    }
    return joined.toByteArray();
  }

  /// Tells this user's lines from those of others. One that cannot be read is nobody's: whether one
  /// of this user's is missing shows when they are counted.
  private void sort() {
    for (int i = 0; i < console.size(); i++) {
      byte[] line = console.get(i);
      // As a rule the next one of the own copy, which need not be taken apart to be known.
      int next = mine.size();
      if (next < own.size() && Arrays.equals(line, own.get(next))) {
        mine.add(new Mine(i + 1, next + 1L));
        continue;
      }
      Optional<Seal> read = Seal.read(line);
      if (read.filter(it -> it.key().equals(key.id())).isPresent()) {
        mine.add(new Mine(i + 1, read.get().number()));
        continue;
      }
      notMine.add(line);
      if (read.isEmpty()) {
        unreadable = unreadable == 0 ? i + 1 : unreadable;
      } else {
        Seal seal = read.get();
        OtherWitness one = new OtherWitness(seal.witness(), seal.key(), 1, seal.at());
        others.merge(
            seal.key() + " " + seal.witness(),
            one,
            (all, later) ->
                new OtherWitness(all.witness(), all.key(), all.seals() + 1, later.last()));
      }
    }
  }

  private void follow() {
    boolean whole = true;
    while (true) {
      int next = taken.size();
      Optional<Seal> seal = next < own.size() ? next(own.get(next)) : Optional.empty();
      byte[] line = seal.isPresent() ? own.get(next) : new byte[0];
      if (seal.isEmpty()) {
        line = elsewhere().orElse(line);
        seal = next(line);
        if (whole && (seal.isPresent() || next < own.size())) {
          whole = false;
          damage.add(
              own.isEmpty()
                  ? finding(SealFinding.Kind.OWN_COPY_MISSING, SealChain.ITSELF, 0, 0)
                  : finding(SealFinding.Kind.OWN_COPY_DAMAGED, SealChain.ITSELF, next + 1, 0));
        }
      }
      if (seal.isEmpty()) {
        lost(whole);
        return;
      }
      chain.add(seal.get(), line);
      taken.add(line);
    }
  }

  /// More seals than there are were known to be made.
  private void lost(boolean whole) {
    if (whole && taken.size() < confirmed) {
      damage.add(
          own.isEmpty()
              ? finding(SealFinding.Kind.OWN_COPY_MISSING, SealChain.ITSELF, 0, 0)
              : finding(SealFinding.Kind.OWN_COPY_DAMAGED, SealChain.ITSELF, taken.size() + 1, 0));
    }
  }

  private byte[] text(Mine one) {
    return console.get(one.line() - 1);
  }

  private Optional<byte[]> elsewhere() {
    return mine.stream()
        .filter(it -> it.number() == taken.size() + 1)
        .map(this::text)
        .filter(line -> next(line).isPresent())
        .findFirst();
  }

  /// The seal of a line, where it is the next one and this user's key signed it.
  private Optional<Seal> next(byte[] line) {
    return Seal.signedBy(key, line)
        .filter(it -> it.number() == taken.size() + 1)
        .filter(it -> it.key().equals(key.id()))
        .filter(it -> it.before().equals(chain.before()));
  }

  private void compare() {
    int expected = 0;
    int wrong = 0;
    for (Mine it : mine) {
      if (expected < taken.size() && Arrays.equals(text(it), taken.get(expected))) {
        expected++;
      } else {
        wrong = it.line();
        break;
      }
    }
    boolean lacks = expected < Math.min(confirmed, taken.size());
    if (wrong == 0 && !lacks) {
      return;
    }
    int line = unreadable > 0 && (wrong == 0 || unreadable < wrong) ? unreadable : wrong;
    damage.add(
        finding(
            SealFinding.Kind.COPY_DIFFERS,
            CONSOLE_COPY,
            line,
            line == 0 ? confirmed - expected : 1));
  }

  private static SealFinding finding(SealFinding.Kind kind, String file, long line, long count) {
    return new SealFinding(kind, file, line, count);
  }
}
