package keyconsole.store;

import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Value;

/// A `*.json` file of the keys folder as it was last read.
public sealed interface KeyFile {

  /// The name in the keys folder.
  String fileName();

  /// The text of a new key's file, in the backend's form.
  static byte[] textOf(ApiKey key) {
    return KeyFileCodec.encode(key, Value.Fields.EMPTY);
  }

  /// A file that holds a key.
  record WithKey(String fileName, ApiKey key) implements KeyFile {}

  /// A file that does not, see [KeyProblem#live] for those that the backend accepts all the same.
  record WithProblem(String fileName, KeyProblem problem) implements KeyFile {}
}
