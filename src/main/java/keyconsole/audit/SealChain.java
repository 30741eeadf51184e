package keyconsole.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;

/// This user's seals of a tenant, of which only the newest of each file and the acknowledged purges
/// are kept in memory. One thread at a time.
final class SealChain {

  /// The file of seals, and the name under which a seal speaks of the seals themselves.
  static final String ITSELF = "seals.jsonl";

  /// A machine whose clock is set right now and then steps back by less.
  private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

  private final Map<String, Seal> latest = new TreeMap<>();
  private final List<Seal> acknowledged = new ArrayList<>();
  private final List<SealFinding> clock = new ArrayList<>();
  private final List<SealFinding> damage;
  private final Collection<SealReport.OtherWitness> others;
  private long count;
  private String before = "";
  private Optional<Instant> until = Optional.empty();
  private Instant furthest = Instant.EPOCH;

  /// @param damage filled by who reads it
  /// @param others filled by who reads it
  SealChain(List<SealFinding> damage, Collection<SealReport.OtherWitness> others) {
    this.damage = damage;
    this.others = others;
  }

  /// Takes the next seal.
  ///
  /// @param line as it is written, without its line feed
  void add(Seal seal, byte[] line) {
    count = seal.number();
    before = SealHash.sha256(line);
    until = Optional.of(seal.at());
    judgeClock(seal);
    if (seal.reason().isPresent()) {
      acknowledged.add(seal);
    }
    if (seal.file().equals(ITSELF)) {
      clock.clear();
      furthest = seal.at();
    } else {
      latest.put(seal.file(), seal);
    }
  }

  /// Against the furthest that the clock ever was, so that many small steps back are one.
  private void judgeClock(Seal seal) {
    boolean isBack = seal.at().isBefore(furthest.minus(CLOCK_STEP));
    if (isBack) {
      clock.add(new SealFinding(SealFinding.Kind.CLOCK_BACK, ITSELF, count, 1));
    }
    if (isBack || seal.at().isAfter(furthest)) {
      furthest = seal.at();
    }
  }

  /// How many seals there are.
  long count() {
    return count;
  }

  /// What the next seal names as the digest before it.
  String before() {
    return before;
  }

  /// When the newest seal was made.
  Optional<Instant> until() {
    return until;
  }

  /// The newest seal of each file, by name.
  Collection<Seal> latest() {
    return List.copyOf(latest.values());
  }

  Optional<Seal> latest(String file) {
    return Optional.ofNullable(latest.get(file));
  }

  List<Seal> acknowledged() {
    return List.copyOf(acknowledged);
  }

  List<SealReport.OtherWitness> others() {
    return List.copyOf(others);
  }

  /// Whether the copies are such that no seal may be added before somebody has looked at them.
  boolean isOwnCopyDamaged() {
    return damage.stream().anyMatch(found -> found.kind() != SealFinding.Kind.COPY_DIFFERS);
  }

  /// What is wrong with the seals themselves.
  List<SealFinding> problems() {
    List<SealFinding> all = new ArrayList<>(damage);
    all.addAll(clock);
    return all;
  }
}
