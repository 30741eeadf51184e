package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the status bar says, from left to right.
///
/// @param fresh how old what is shown is; empty where no tenant is open
/// @param stale whether it is older than it should be
/// @param problems how many files are no keys; empty where there is none
/// @param work what goes on in the background; empty where nothing does
public record ShellStatus(
    String folder, String fresh, boolean stale, String counts, String problems, String work) {

  private static final long STALE_AFTER_SECONDS = 30;

  static ShellStatus of(
      Surroundings surroundings,
      Optional<Workspace> workspace,
      Optional<KeyListViewModel> keys,
      String work) {
    if (workspace.isEmpty() || keys.isEmpty()) {
      return new ShellStatus(surroundings.text("shell.no-folder"), "", false, "", "", work);
    }
    KeyListViewModel list = keys.get();
    Instant updated = list.updatedAtProperty().get();
    boolean known = !updated.equals(Instant.EPOCH);
    long age = Math.max(0, Duration.between(updated, surroundings.clock().instant()).toSeconds());
    boolean stale = age >= STALE_AFTER_SECONDS;
    return new ShellStatus(
        workspace.get().folder().toString(),
        known ? surroundings.text(stale ? "shell.stale" : "shell.live", age) : "",
        known && stale,
        known ? surroundings.text("shell.keys-count", list.keyCount()) : "",
        list.problemCount() == 0
            ? ""
            : surroundings.text("shell.problems-count", list.problemCount()),
        list.countingProperty().get() ? surroundings.text("shell.counting") : work);
  }
}
