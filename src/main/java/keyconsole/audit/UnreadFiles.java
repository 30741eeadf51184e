package keyconsole.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.AuditTrouble.Kind;
import keyconsole.domain.FileReason;

/// Files that the index knows and that cannot be read any more, each with the piece that could not.
/// Any thread.
final class UnreadFiles {

  private final Map<String, Unread> files = new ConcurrentHashMap<>();

  private record Unread(SearchChunk piece, AuditTrouble trouble) {}

  /// Takes note of a piece that could not be read; the first one of a file stays.
  void add(SearchChunk piece, IOException why) {
    String path = piece.file().path().toString();
    AuditTrouble trouble = new AuditTrouble(Kind.UNREADABLE, path, FileReason.of(why));
    files.putIfAbsent(piece.file().name(), new Unread(piece, trouble));
  }

  boolean holds(AuditRows file) {
    return files.containsKey(file.name());
  }

  /// What is wrong with each, by file.
  List<AuditTrouble> problems() {
    return files.values().stream()
        .map(Unread::trouble)
        .sorted(Comparator.comparing(AuditTrouble::file))
        .toList();
  }

  /// Tries the same pieces again.
  ///
  /// @return whether one of them can be read by now, or its file is gone
  boolean retry() {
    return files.values().removeIf(unread -> canBeRead(unread.piece));
  }

  private static boolean canBeRead(SearchChunk piece) {
    try {
      piece.fill(new byte[piece.length()]);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      // Told as a problem already.
      return false;
    }
  }
}
