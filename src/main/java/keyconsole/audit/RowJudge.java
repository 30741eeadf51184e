package keyconsole.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/// Judges rows by what the index knows of them: their times, actions and actors, and mostly whether
/// they are about a key that is named as a whole. What only their lines tell stays open. Any
/// thread.
final class RowJudge {

  /// What is known of a row without its line.
  enum Verdict {
    YES,
    NO,
    OPEN;

    private Verdict opposite() {
      return switch (this) {
        case YES -> NO;
        case NO -> YES;
        case OPEN -> OPEN;
      };
    }

    static Verdict of(boolean is) {
      return is ? YES : NO;
    }
  }

  private interface Test {
    Verdict of(AuditRows file, int row);
  }

  private final List<Test> tests = new ArrayList<>();

  /// @param texts what the codes of all rows stand for
  RowJudge(AuditQuery query, TextCodes texts) {
    query.conditions().forEach(condition -> tests.add(test(condition, texts)));
  }

  /// Whether a row is what is looked for. Where that is so, its action and actor have codes.
  Verdict judge(AuditRows file, int row) {
    Verdict all = file.isCoded(row) ? Verdict.YES : Verdict.OPEN;
    for (int i = 0; i < tests.size(); i++) {
      Verdict one = tests.get(i).of(file, row);
      if (one == Verdict.NO) {
        return Verdict.NO;
      }
      all = one == Verdict.OPEN ? Verdict.OPEN : all;
    }
    return all;
  }

  /// Whether a row fulfills one of the conditions.
  Verdict judge(int condition, AuditRows file, int row) {
    return tests.get(condition).of(file, row);
  }

  private static Test test(Condition condition, TextCodes texts) {
    return switch (condition) {
      case Condition.Action action -> {
        BitSet wanted = codes(texts, action::isWanted);
        yield (file, row) -> coded(wanted, file.isRecord(row), file.action(row));
      }
      case Condition.Actor actor -> {
        BitSet wanted = codes(texts, actor::isWanted);
        yield (file, row) -> coded(wanted, file.isRecord(row), file.actor(row));
      }
      case Condition.Between(Instant from, Instant to) -> {
        long first = AuditRows.microsFrom(from);
        long end = AuditRows.microsFrom(to);
        yield (file, row) -> Verdict.of(isIn(file.sortTime(row), first, end));
      }
      case Condition.Not(Condition inner) -> {
        Test other = test(inner, texts);
        yield (file, row) -> other.of(file, row).opposite();
      }
      case Condition.Key key -> {
        int[] wanted = key.wholes().mapToInt(KeyHash::of).toArray();
        boolean all = wanted.length == key.values().size();
        yield (file, row) -> all ? key(wanted, file, row) : Verdict.OPEN;
      }
      case Condition.Anywhere _, Condition.Detail _ -> (_, _) -> Verdict.OPEN;
    };
  }

  private static Verdict key(int[] wanted, AuditRows file, int row) {
    if (file.isRecord(row)) {
      int key = file.key(row);
      for (int one : wanted) {
        if (KeyHash.mayBe(key, one)) {
          return Verdict.OPEN;
        }
      }
    }
    return Verdict.NO;
  }

  private static boolean isIn(long micros, long first, long end) {
    return micros >= first && micros < end;
  }

  private static BitSet codes(TextCodes texts, Predicate<String> isWanted) {
    BitSet wanted = new BitSet();
    for (int code = 0; code < texts.size(); code++) {
      wanted.set(code, isWanted.test(texts.text(code)));
    }
    return wanted;
  }

  private static Verdict coded(BitSet wanted, boolean isRecord, int code) {
    return isRecord && code == TextCodes.NONE
        ? Verdict.OPEN
        : Verdict.of(isRecord && wanted.get(code));
  }
}
