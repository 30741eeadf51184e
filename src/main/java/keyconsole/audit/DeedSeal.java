package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Signs what this user's consoles note of their deeds, with the key that signs the seals. Any
/// thread.
public final class DeedSeal {

  /// Keeps such a signature from being one of a seal.
  private static final String PURPOSE = "key console: a deed that stands\n";

  private final Path userFolder;
  private @Nullable SealKey key;

  /// Reads and writes nothing yet.
  ///
  /// @param userFolder of this user, for all tenants
  public DeedSeal(Path userFolder) {
    this.userFolder = userFolder;
  }

  private synchronized SealKey key() {
    SealKey known = key;
    if (known == null) {
      known = SealKey.in(SealFolder.keyFile(userFolder));
      key = known;
    }
    return known;
  }

  /// A signature of a text, in hex.
  ///
  /// @throws keyconsole.store.StoreException if there is no key and none can be made
  public String sign(String text) {
    return key().sign((PURPOSE + text).getBytes(StandardCharsets.UTF_8));
  }

  /// Whether a signature of a text is this user's.
  ///
  /// @throws keyconsole.store.StoreException if there is no key and none can be made
  public boolean isSigned(String text, String signature) {
    return MessageDigest.isEqual(
        sign(text).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
  }
}
