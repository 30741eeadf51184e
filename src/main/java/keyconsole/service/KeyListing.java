package keyconsole.service;

import java.util.List;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyProblem;

/// The keys folder at one moment. Where nothing changed between two, their lists are the same
/// objects.
///
/// @param keys newest first
/// @param problems the files that could not be read as keys, by name
public record KeyListing(List<ApiKey> keys, List<KeyProblem> problems) {

  /// Told while the folder is read, on the reading thread, which waits meanwhile.
  @FunctionalInterface
  public interface Progress {
    /// Some more files were looked at.
    ///
    /// @param done files that were looked at
    /// @param total files to look at
    void looked(int done, int total);
  }
}
