package keyconsole.audit;

import java.util.Arrays;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealFinding.Kind;

/// Tells what happened to sealed lines, from their marks and those of the lines that are there. The
/// first line that differs is found exactly. What was done there is told by where the lines behind
/// it fit again.
final class SealDamage {

  /// How many lines around the first that differs are tried in every way.
  private static final int NEAR = 48;

  /// How many lines in a row must fit to be more than chance, where there are so many.
  private static final int FIT = 3;

  private final String file;
  private final long[] sealed;
  private final long[] there;

  /// @param sealed marks of the sealed lines
  /// @param there marks of all whole lines of the file
  SealDamage(String file, long[] sealed, long[] there) {
    this.file = file;
    this.sealed = sealed;
    this.there = there;
  }

  /// What is wrong first.
  SealFinding find() {
    int same = Math.min(sealed.length, there.length);
    int first = Arrays.mismatch(sealed, 0, same, there, 0, same);
    if (first < 0) {
      return there.length < sealed.length
          ? finding(Kind.CUT_OFF, there.length, sealed.length - there.length, 0)
          : new SealFinding(Kind.CHANGED, file, 0, 0);
    }
    if (first == 0 && sealed.length > 1 && hasNone(0)) {
      return new SealFinding(Kind.REPLACED, file, 0, sealed.length);
    }
    int left = sealed.length - first;
    return left <= NEAR && isSameInOtherOrder(first, left) ? moved(first, left) : near(first);
  }

  private SealFinding near(int first) {
    for (int sum = 1; sum <= NEAR; sum++) {
      for (int gone = 0; gone <= sum; gone++) {
        if (fits(first + gone, first + sum - gone)) {
          return told(first, gone, sum - gone);
        }
      }
    }
    return far(first);
  }

  private SealFinding far(int first) {
    for (int at = first + 1; at < sealed.length; at++) {
      if (fits(at, first)) {
        return finding(Kind.REMOVED, first, at - first, 0);
      }
    }
    for (int at = first + 1; at < there.length; at++) {
      if (fits(first, at)) {
        return finding(Kind.INSERTED, first, 0, at - first);
      }
    }
    int left = sealed.length - first;
    if (isSameInOtherOrder(first, left)) {
      return moved(first, left);
    }
    return left > 1 && hasNone(first)
        ? finding(Kind.CUT_OFF, first, left, 0)
        : new SealFinding(Kind.CHANGED, file, first + 1L, 0);
  }

  /// So many sealed lines are gone from here, and so many others stand here.
  private SealFinding told(int first, int gone, int come) {
    if (come == 0) {
      return finding(Kind.REMOVED, first, gone, 0);
    }
    if (gone == 0) {
      return finding(Kind.INSERTED, first, 0, come);
    }
    return gone == come && isSameInOtherOrder(first, gone)
        ? moved(first, gone)
        : finding(Kind.CHANGED, first, gone, come);
  }

  /// Whether some lines in a row are the same from two places on.
  private boolean fits(int inSealed, int inThere) {
    int most = Math.min(sealed.length - inSealed, there.length - inThere);
    int count = Math.min(FIT, most);
    return count > 0
        && Arrays.equals(sealed, inSealed, inSealed + count, there, inThere, inThere + count);
  }

  private boolean isSameInOtherOrder(int first, int count) {
    if (first + count > there.length) {
      return false;
    }
    long[] one = Arrays.copyOfRange(sealed, first, first + count);
    long[] other = Arrays.copyOfRange(there, first, first + count);
    Arrays.sort(one);
    Arrays.sort(other);
    return Arrays.equals(one, other);
  }

  /// Whether none of the sealed lines from here on stands anywhere from here on.
  private boolean hasNone(int first) {
    long[] sorted = Arrays.copyOfRange(there, first, there.length);
    Arrays.sort(sorted);
    for (int i = first; i < sealed.length; i++) {
      if (Arrays.binarySearch(sorted, sealed[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  private SealFinding moved(int first, int count) {
    return new SealFinding(Kind.MOVED, file, first + 1L, count, more(0, 0));
  }

  /// @param gone how many sealed lines are missing from there on
  /// @param come how many others stand there
  private SealFinding finding(Kind kind, int first, int gone, int come) {
    int count = kind == Kind.INSERTED ? come : gone;
    return new SealFinding(kind, file, first + 1L, count, more(gone, come));
  }

  /// How many more sealed lines are missing anywhere, or how many more others stand before a sealed
  /// one, whichever is more: a line that was changed is both.
  private long more(int gone, int come) {
    long[] wanted = sorted(sealed, sealed.length);
    int end = there.length;
    while (end > 0 && Arrays.binarySearch(wanted, there[end - 1]) < 0) {
      end--;
    }
    long missing = countWithout(wanted, sorted(there, there.length));
    long added = countWithout(sorted(there, end), wanted);
    return Math.max(0, Math.max(missing - gone, added - come));
  }

  private static long[] sorted(long[] marks, int count) {
    long[] sorted = Arrays.copyOf(marks, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /// How many of some marks are not among others; both in order.
  private static long countWithout(long[] marks, long[] others) {
    long count = 0;
    int other = 0;
    for (long mark : marks) {
      while (other < others.length && others[other] < mark) {
        other++;
      }
      if (other < others.length && others[other] == mark) {
        other++;
      } else {
        count++;
      }
    }
    return count;
  }
}
