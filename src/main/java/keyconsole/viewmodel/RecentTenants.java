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

  /// Puts a tenant first, and takes what was known of it before away, but for what was seen of its
  /// seals.
  void remember(Recent recent) throws IOException;

  /// Keeps what was seen of a tenant's seals; nothing where it is not in the list.
  void rememberSeal(Path dataRoot, String tenant, SealSeen seal) throws IOException;

  /// Takes one tenant away; nothing where it is not in the list.
  void forget(Path dataRoot, String tenant) throws IOException;

  /// Forgets all.
  void clear() throws IOException;

  /// A tenant that was opened.
  ///
  /// @param keys how many keys it had then
  /// @param seal what was seen of its seals
  record Recent(Path dataRoot, String tenant, int keys, Instant openedAt, SealSeen seal) {
    /// One of whose seals nothing was seen.
    public Recent(Path dataRoot, String tenant, int keys, Instant openedAt) {
      this(dataRoot, tenant, keys, openedAt, SealSeen.UNKNOWN);
    }

    /// The same with what is seen of its seals now.
    public Recent with(SealSeen now) {
      return new Recent(dataRoot, tenant, keys, openedAt, now.after(seal));
    }

    /// The same, after what was seen of its seals before.
    public Recent after(SealSeen before) {
      return new Recent(dataRoot, tenant, keys, openedAt, seal.after(before));
    }

    /// The tenant's `api_keys`.
    public Path folder() {
      return dataRoot.resolve(tenant).resolve("api_keys");
    }
  }
}
