package keyconsole.store;

import java.time.Instant;
import java.util.List;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyProblem;

/// The keys folder at a moment.
///
/// @param keys newest created first, equal times by id
/// @param problems by file name
/// @param readAt when the folder was last compared with this
public record Snapshot(List<ApiKey> keys, List<KeyProblem> problems, Instant readAt) {
  public Snapshot {
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
  }
}
