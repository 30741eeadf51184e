package keyconsole.domain;

import java.nio.CharBuffer;
import java.util.Arrays;

/// A raw key, in memory for as long as it is shown and no longer: whoever holds one closes it.
///
/// Its characters never appear in `toString`. Not thread-safe; one owner at a time.
public final class RawKey implements AutoCloseable {

  /// What a raw key looks like within other text, as a regular expression.
  public static final String FORM = "gt2_\\S+?_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])";

  private final char[] chars;
  private boolean closed;

  /// Takes over the array: it is wiped when this is closed.
  public RawKey(char[] chars) {
    this.chars = chars;
  }

  /// The raw key as text, for the moment it is needed (a clipboard, a field on screen).
  ///
  /// @throws IllegalStateException after [#close()]
  public String value() {
    requireOpen();
    return new String(chars);
  }

  /// The hash under which the key is stored.
  ///
  /// @throws IllegalStateException after [#close()]
  public KeyHash hash() {
    requireOpen();
    return KeyHash.of(CharBuffer.wrap(chars));
  }

  /// Whether the key has been wiped.
  public boolean isClosed() {
    return closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The raw key is no longer held");
    }
  }

  @Override
  public void close() {
    Arrays.fill(chars, '\0');
    closed = true;
  }

  @Override
  public String toString() {
    return "RawKey[…]";
  }
}
