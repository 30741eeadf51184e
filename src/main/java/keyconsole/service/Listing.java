package keyconsole.service;

import java.time.Instant;
import java.util.List;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyProblem;

/// All that stands in the keys folder at a moment.
///
/// @param keys newest created first
/// @param problems by file name
/// @param readAt when the folder was looked at
public record Listing(List<ApiKey> keys, List<KeyProblem> problems, Instant readAt) {
  public Listing {
    keys = List.copyOf(keys);
    problems = List.copyOf(problems);
  }
}
