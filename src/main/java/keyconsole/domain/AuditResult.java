package keyconsole.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The audit records that a search has found, as far as it has come: by time, then by file and
/// line. Stays as it is. Any thread.
public interface AuditResult {

  /// How many records were found. The first ones stay the same while more is found.
  int size();

  /// How many records were looked at.
  int searched();

  /// How many there are to look at.
  int total();

  /// Whether all were looked at; not so where the search was stopped, or a file could not be read.
  boolean isWhole();

  /// The files that could not be read any more, so that their records were not looked at.
  default List<AuditTrouble> problems() {
    return List.of();
  }

  /// The position of a found record among all.
  int position(int number);

  /// Where a found record stands. Reads nothing.
  AuditPlace place(int number);

  /// The found record at a place, or the first one behind that in the order of all; [#size] where
  /// there is none. Reads nothing.
  int numberOf(AuditPlace place);

  /// The own time of a found record; empty where it has none. Reads nothing.
  Optional<Instant> moment(int number);

  /// The first found record that is not earlier than a moment; [#size] where all are earlier.
  /// Records without a time are as early as the one before them in their file. Reads nothing.
  int numberOf(Instant moment);

  /// Found records from one on; fewer than are asked for at the end. Those of a file that cannot be
  /// read say so. Blocks.
  ///
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  List<AuditRecord> records(int from, int count);

  /// The same, for whoever needs all of them: fails where a file cannot be read. Blocks.
  ///
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  List<AuditRecord> requireRecords(int from, int count);

  /// How many of each action were found; under no text those without one. Lines that cannot be read
  /// have none. May be ahead of [#size] where records out of order are held back.
  Map<String, Integer> actions();

  /// The same for actors.
  Map<String, Integer> actors();

  /// How many of each action and of each actor there are.
  ///
  /// @param actions under no text those without one
  /// @param actors the same
  record Tally(Map<String, Integer> actions, Map<String, Integer> actors) {}

  /// The same for the found records from one on to before another. Reads only records whose action
  /// or actor the index does not know. Blocks.
  ///
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  Tally tally(int from, int to);

  /// How many of the found records with a time of their own lie between each two of these moments.
  ///
  /// @param bounds ascending; each is the end of one span and the beginning of the next
  int[] counts(List<Instant> bounds);
}
