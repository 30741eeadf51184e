package keyconsole.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// How far the audit log was read: for each file how many of its records, and what proves that they
/// are still those.
///
/// @param marks by file name
record LogCursor(Map<String, Mark> marks) {

  static final LogCursor START = new LogCursor(Map.of());

  LogCursor {
    marks = new TreeMap<>(marks);
  }

  /// How far a file was read.
  ///
  /// @param rows how many records; more than none
  /// @param offset where the line of the last one begins
  /// @param time its time of order
  record Mark(int rows, long offset, long time) {

    static Mark of(AuditRows file) {
      int last = file.size() - 1;
      return new Mark(file.size(), file.offset(last), file.sortTime(last));
    }

    /// Whether a file still begins with what was read of it.
    private boolean holdsIn(AuditRows file) {
      return file.size() >= rows
          && file.offset(rows - 1) == offset
          && file.sortTime(rows - 1) == time;
    }
  }

  /// Records of a file that were not read yet.
  ///
  /// @param fresh whether they were added since; else the file was written anew, or is one of days
  ///   that were read already or of no day, and its records may be old ones
  record Part(AuditRows file, int start, int from, boolean fresh) {
    List<SearchChunk> chunks() {
      return SearchChunk.of(file, start, from);
    }
  }

  static LogCursor endOf(AuditView view) {
    Map<String, Mark> marks = new TreeMap<>();
    for (AuditRows file : view.files()) {
      if (file.size() > 0) {
        marks.put(file.name(), Mark.of(file));
      }
    }
    return new LogCursor(marks);
  }

  /// How far the log is read once all of a view is but some files, which are as they were.
  ///
  /// @param unread their names
  LogCursor movedTo(AuditView view, Set<String> unread) {
    Map<String, Mark> next = new TreeMap<>(endOf(view).marks);
    for (String name : unread) {
      next.remove(name);
      Optional.ofNullable(marks.get(name)).ifPresent(mark -> next.put(name, mark));
    }
    return new LogCursor(next);
  }

  /// What stands behind it, by file.
  List<Part> newIn(AuditView view) {
    List<Part> parts = new ArrayList<>();
    // The clocks of two machines may not agree on the day.
    int known = 0;
    for (int i = 0; i < view.files().size(); i++) {
      AuditRows file = view.files().get(i);
      known = marks.containsKey(file.name()) && file.day().isPresent() ? i : known;
    }
    for (int i = 0; i < view.files().size(); i++) {
      AuditRows file = view.files().get(i);
      Mark mark = marks.get(file.name());
      boolean goesOn = mark != null && mark.holdsIn(file);
      boolean isOfALaterDay = file.day().isPresent() && i >= known - 1;
      boolean fresh = goesOn || (mark == null && (marks.isEmpty() || isOfALaterDay));
      int from = mark != null && goesOn ? mark.rows : 0;
      if (from < file.size()) {
        parts.add(new Part(file, view.start(i), from, fresh));
      }
    }
    return parts;
  }
}
