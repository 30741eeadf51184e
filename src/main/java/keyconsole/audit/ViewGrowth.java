package keyconsole.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an earlier view has become, where files only grew and came.
final class ViewGrowth {

  private final AuditView before;
  private final AuditView now;

  /// Which file of the later view each one of the earlier is.
  private final int[] fileNow;

  private ViewGrowth(AuditView before, AuditView now, int[] fileNow) {
    this.before = before;
    this.now = now;
    this.fileNow = fileNow;
  }

  /// Empty where a file is gone or was written anew.
  static Optional<ViewGrowth> of(AuditView before, AuditView now) {
    int[] fileNow = new int[before.files().size()];
    int next = 0;
    for (int file = 0; file < fileNow.length; file++) {
      AuditRows rows = before.files().get(file);
      while (next < now.files().size() && !now.files().get(next).goesOnFrom(rows)) {
        next++;
      }
      if (next == now.files().size()) {
        return Optional.empty();
      }
      fileNow[file] = next++;
    }
    return Optional.of(new ViewGrowth(before, now, fileNow));
  }

  /// The pieces with what is new.
  List<SearchChunk> newChunks() {
    List<SearchChunk> chunks = new ArrayList<>();
    int known = 0;
    for (int file = 0; file < now.files().size(); file++) {
      boolean wasThere = known < fileNow.length && fileNow[known] == file;
      int from = wasThere ? before.files().get(known++).size() : 0;
      chunks.addAll(SearchChunk.of(now.files().get(file), now.start(file), from));
    }
    return chunks;
  }

  /// Where the rows at these positions stand now. Those in order stay in order: rows that were
  /// there before are ordered as they were.
  int[] moved(int[] positions) {
    int[] moved = positions.clone();
    if (isAsItWas()) {
      return moved;
    }
    for (int i = 0; i < moved.length; i++) {
      int row = before.order().row(positions[i]);
      int file = before.fileOf(row);
      moved[i] = now.order().position(now.start(fileNow[file]) + row - before.start(file));
    }
    return moved;
  }

  /// Whether all that is new stands behind all that was there.
  private boolean isAsItWas() {
    boolean same = before.order().isAsTheyStand() && now.order().isAsTheyStand();
    for (int file = 0; file < fileNow.length && same; file++) {
      same = now.start(fileNow[file]) == before.start(file);
    }
    return same;
  }
}
