package keyconsole.viewmodel;

import java.util.Optional;
import keyconsole.domain.AuditRecord;

/// The port through which a record learns what the seals say of its line. Reads nothing; UI thread.
public interface AuditSeals {

  /// Says nothing of any line.
  AuditSeals NONE =
      new AuditSeals() {
        @Override
        public Optional<Told> ofLine(AuditRecord record) {
          return Optional.empty();
        }

        @Override
        public Optional<String> ofLog() {
          return Optional.empty();
        }
      };

  /// What is said of a line, e.g. `Covered, unchanged`.
  record Told(String text, Tone tone) {}

  /// What the seals say of a record's line; empty where nothing is known.
  Optional<Told> ofLine(AuditRecord record);

  /// What they say of the log as a whole, in a line of plain text for an export; empty where
  /// nothing is known.
  Optional<String> ofLog();
}
