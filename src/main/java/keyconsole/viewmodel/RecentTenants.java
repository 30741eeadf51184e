package keyconsole.viewmodel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The port to the tenants that were opened before. Kept for this person, never in a tenant's
/// directory. Any thread; reads and writes a file. What fails says so in a person's words; a
/// damaged file is put aside, so that it fails once.
public interface RecentTenants {

  /// Newest first.
  List<Recent> all() throws IOException;

  /// Puts a tenant first, and takes what was known of it before away.
  void remember(Recent recent) throws IOException;

  /// Takes one tenant away; nothing where it is not in the list.
  void forget(Path dataRoot, String tenant) throws IOException;

  /// Forgets all.
  void clear() throws IOException;

  /// A tenant that was opened.
  ///
  /// @param keys how many keys it had then
  record Recent(Path dataRoot, String tenant, int keys, Instant openedAt) {
    /// The tenant's `api_keys`.
    public Path folder() {
      return dataRoot.resolve(tenant).resolve("api_keys");
    }
  }
}
