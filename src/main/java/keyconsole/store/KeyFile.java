package keyconsole.store;

import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Value;

/// A `*.json` file of the keys folder as it was last read.
public sealed interface KeyFile {

  /// The name in the keys folder.
  String fileName();

  /// The hash that it holds; empty where it holds none.
  Optional<KeyHash> hash();

  /// The text of a new key's file, in the backend's form.
  static byte[] textOf(ApiKey key) {
    return KeyFileCodec.encode(key, Value.Fields.EMPTY);
  }

  /// A file that holds a key.
  record WithKey(String fileName, ApiKey key) implements KeyFile {
    @Override
    public Optional<KeyHash> hash() {
      return Optional.of(key.hash());
    }
  }

  /// A file that does not, see [KeyProblem#live] for those that the backend accepts all the same.
  ///
  /// @param hash also where the backend fails on the file: it may come upon it when it looks for
  ///   the hash
  record WithProblem(String fileName, KeyProblem problem, Optional<KeyHash> hash)
      implements KeyFile {

    /// A file whose hash is that of the credential behind it, if any.
    WithProblem(String fileName, KeyProblem problem) {
      this(fileName, problem, problem.live().map(ApiKey::hash));
    }
  }
}
