package keyconsole.store;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;

/// The keys folder in memory, indexed by hash and id, and the only way to write a key file. Any
/// thread.
public final class KeyFiles implements AutoCloseable {

  private KeyFiles() {}

  /// Opens the folder without reading it yet; the first use does. Writes nothing.
  public static KeyFiles open(TenantDirectory directory, Clock clock) {
    throw new UnsupportedOperationException();
  }

  /// Compares the folder with what is in memory (one `stat` a file), reads what changed, and
  /// returns the whole. A torn file is read again before it counts as broken, and its last good
  /// state stays.
  ///
  /// @throws StoreException if the folder cannot be listed
  public Snapshot refresh() {
    throw new UnsupportedOperationException();
  }

  /// Every file with this hash as it stands now, without scanning the folder: a lookup and one
  /// `stat` a file found.
  public List<KeyFile> findByHash(KeyHash hash) {
    throw new UnsupportedOperationException();
  }

  /// The file `<id>.json` as it stands now.
  public Optional<KeyFile> find(KeyId id) {
    throw new UnsupportedOperationException();
  }

  /// Writes a new key file. Makes missing folders (mode 700).
  ///
  /// @throws StoreException if the file exists or cannot be written
  public ApiKey create(ApiKey key) {
    throw new UnsupportedOperationException();
  }

  /// Under the lock, reads the file as it is now, applies the change to what it says, and puts the
  /// result in its place atomically. Fields unknown to us survive. What a change returns for
  /// `usage` is written as it returns it: start from the key it is given.
  ///
  /// For a file that is a problem the backend accepts, only `status` and `updated_at` are taken
  /// from the change; all else stays as it stands in the file.
  ///
  /// @throws StoreException if the file is gone, unreadable, or cannot be written
  public ApiKey edit(String fileName, UnaryOperator<ApiKey> change) {
    throw new UnsupportedOperationException();
  }

  /// What could matter to a person about this folder, e.g. that its file system has no locks; empty
  /// as a rule.
  public List<String> warnings() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
