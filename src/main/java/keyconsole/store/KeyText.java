package keyconsole.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.KeyFileLoader.Loaded;

/// What is to stand in a key file, and how that will be read.
final class KeyText {

  private final byte[] bytes;
  private final KeyFile file;

  private KeyText(byte[] bytes, KeyFile file) {
    this.bytes = bytes;
    this.file = file;
  }

  byte[] bytes() {
    return bytes;
  }

  KeyFile file() {
    return file;
  }

  /// The text of a new key.
  ///
  /// @param file that it is for
  /// @throws StoreException if what was written would be no key
  static KeyText of(Path file, ApiKey key) {
    return readable(file, KeyFile.textOf(key));
  }

  /// What a change makes of a file that was read, see [KeyFiles#edit].
  ///
  /// @throws StoreException if what was written would be no key, or the file is a problem that the
  ///   backend does not accept
  static KeyText changed(Path file, Loaded loaded, UnaryOperator<ApiKey> change) {
    Value.Fields source = loaded.source().orElse(Value.Fields.EMPTY);
    return switch (loaded.file()) {
      case KeyFile.WithKey withKey ->
          readable(file, KeyFileCodec.encode(change.apply(withKey.key()), source));
      case KeyFile.WithProblem(String name, KeyProblem problem, Optional<KeyHash> _) -> {
        ApiKey live =
            problem
                .live()
                .orElseThrow(
                    () ->
                        new StoreException(
                            Message.of(FileTrouble.NOT_CHANGEABLE, file, problem.reason()), file));
        byte[] bytes = KeyFileCodec.encodeProblem(live, change.apply(live), source);
        yield new KeyText(bytes, KeyFileCodec.decode(name, bytes).file());
      }
    };
  }

  /// What we write must be a key to us and to the backend: free data may be too deep, too long or
  /// too large for either.
  private static KeyText readable(Path file, byte[] content) {
    if (content.length > KeyFileLoader.MAX_BYTES) {
      throw new StoreException(Message.of(FileTrouble.WOULD_BE_TOO_LARGE, file), file);
    }
    KeyFile written = KeyFileCodec.decode(String.valueOf(file.getFileName()), content).file();
    if (written instanceof KeyFile.WithProblem(String _, KeyProblem problem, Optional<KeyHash> _)) {
      throw new StoreException(
          Message.of(FileTrouble.WOULD_BE_NO_KEY, file, problem.reason()), file);
    }
    return new KeyText(content, written);
  }
}
