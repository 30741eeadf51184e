package keyconsole.viewmodel;

import java.time.Instant;
import java.util.Optional;

/// What the status bar says, from left to right.
///
/// @param fresh how old what is shown is; empty where no tenant is open
/// @param stale whether it is older than it should be
/// @param problems how many files are no keys; empty where there is none
/// @param work what goes on in the background; empty where nothing does
/// @param answered how long the answer took that the access check shows; empty where it shows none
/// @param version the console's own; empty where a tenant is open
public record ShellStatus(
    String folder,
    String fresh,
    boolean stale,
    String counts,
    String problems,
    Optional<Work> work,
    String answered,
    String version) {

  private static final long STALE_AFTER_SECONDS = 30;

  static ShellStatus of(
      Surroundings surroundings,
      Optional<Workspace> workspace,
      Optional<KeyListViewModel> keys,
      Optional<Work> work,
      String answered) {
    if (workspace.isEmpty() || keys.isEmpty()) {
      String none = surroundings.text("shell.no-folder");
      return new ShellStatus(none, "", false, "", "", work, "", surroundings.text("app.version"));
    }
    KeyListViewModel list = keys.get();
    boolean known = !list.updatedAtProperty().get().equals(Instant.EPOCH);
    long age = known ? list.age().toSeconds() : 0;
    boolean stale = age >= STALE_AFTER_SECONDS;
    return new ShellStatus(
        workspace.get().folder().toString(),
        known ? surroundings.text(stale ? "shell.stale" : "shell.live", age) : "",
        known && stale,
        known ? surroundings.text("shell.keys-count", list.keyCount()) : "",
        list.problemCount() == 0
            ? ""
            : surroundings.text("shell.problems-count", list.problemCount()),
        work.or(list.workProperty()::get),
        answered,
        "");
  }
}
