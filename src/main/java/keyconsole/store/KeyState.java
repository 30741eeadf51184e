package keyconsole.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Value;

/// What people change of a key: every known field of its file but the backend's counters. The
/// backend drops what it does not know when it writes a key, so that counts for nothing here.
///
/// @param fields as they stand in a key file
public record KeyState(Value.Fields fields) {

  private static final String USAGE = "usage";

  /// The state of a key.
  public static KeyState of(ApiKey key) {
    Map<String, Value> fields =
        new LinkedHashMap<>(KeyFileCodec.fields(key, Value.Fields.EMPTY).fields());
    fields.remove(USAGE);
    return new KeyState(new Value.Fields(fields));
  }

  /// The SHA-256 of the state, in hex.
  public String digest() {
    return sha256(Json.line(fields));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  /// The state before the backend found an active key to be past its expiry, which it does by
  /// itself; the same state for a key with another status.
  public static KeyState unexpired(ApiKey key) {
    return of(key.status() == KeyStatus.EXPIRED ? key.with().status(KeyStatus.ACTIVE).key() : key);
  }

  /// Whether a key is in a state, but for what the backend alone changes.
  public static boolean is(ApiKey key, String digest) {
    return of(key).digest().equals(digest)
        || (key.status() == KeyStatus.EXPIRED && unexpired(key).digest().equals(digest));
  }

  /// The names of the fields in which another state differs.
  Set<String> changedIn(KeyState other) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : fields.fields().keySet()) {
      if (!Objects.equals(fields.get(name), other.fields.get(name))) {
        names.add(name);
      }
    }
    return names;
  }

  /// A key with some fields of another state; empty where they would make no key of it.
  ///
  /// @param changed as they stand in a key file
  public static Optional<ApiKey> with(ApiKey key, Value.Fields changed) {
    Value.Fields all = of(key).fields.overlaidWith(changed);
    return new KeyFileReader(key.id().fileName(), all).read()
            instanceof KeyFile.WithKey(String _, ApiKey read)
        ? Optional.of(read.with().usage(key.usage()).flags(key.flags()).key())
        : Optional.empty();
  }
}
