package keyconsole.audit;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import keyconsole.domain.SealFinding;

/// What was seen behind the sealed part of each file, as a rule the beginning of a last line,
/// remembered for this process only. A seal vouches for none of it: where it reads otherwise later,
/// that is told apart from the edit of a sealed line. Any thread.
final class SealTails {

  /// As much as is looked at of what could not be sealed.
  private static final int MOST = 1 << 20;

  private record Tail(long from, long line, int size, String digest) {}

  private final Map<String, Tail> tails = new ConcurrentHashMap<>();
  private final Set<SealFinding> rewritten = new LinkedHashSet<>();

  /// Looks whether what was seen is still there; what is behind it may have come since.
  void check(String name, SealFile file) throws IOException {
    Tail tail = tails.remove(name);
    if (tail != null
        && !SealHash.sha256(file.bytes(tail.from(), tail.size())).equals(tail.digest())) {
      synchronized (rewritten) {
        rewritten.add(new SealFinding(SealFinding.Kind.UNSEALED_CHANGED, name, tail.line(), 1));
      }
    }
  }

  /// Remembers what stands behind a place.
  ///
  /// @param lines before that place
  void see(String name, SealFile file, long from, long lines) throws IOException {
    byte[] bytes = file.bytes(from, Math.clamp(file.size() - from, 0, MOST));
    if (bytes.length > 0) {
      tails.put(name, new Tail(from, lines + 1, bytes.length, SealHash.sha256(bytes)));
    }
  }

  /// All that were rewritten since the process began.
  List<SealFinding> rewritten() {
    synchronized (rewritten) {
      return List.copyOf(rewritten);
    }
  }
}
