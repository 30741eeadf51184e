package keyconsole.viewmodel;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The port to the tenants that were opened before. Kept for this person, never in a tenant's
/// directory. Any thread; reads and writes a file.
public interface RecentTenants {

  /// Newest first.
  List<Recent> all();

  /// Puts a tenant first, and takes what was known of it before away.
  void remember(Recent recent);

  /// Takes one tenant away; nothing where it is not in the list.
  void forget(Path dataRoot, String tenant);

  /// Forgets all.
  void clear();

  /// A tenant that was opened.
  ///
  /// @param keys how many keys it had then
  record Recent(Path dataRoot, String tenant, int keys, Instant openedAt) {}
}
