package keyconsole.audit;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import keyconsole.domain.KeyField;

/// An audit line that is not dealt with yet: it may explain a change that is seen next, and its key
/// may still have to bear it out. One thread at a time.
final class OpenWord {

  private final DeedWord word;
  private final long look;
  private final Instant readAt;
  private final Trust trust;
  private final EnumSet<KeyField> explained = EnumSet.noneOf(KeyField.class);
  private boolean explainedExistence;
  private boolean keyKnown;
  private boolean doubted;

  /// By what a line may be judged.
  enum Trust {
    /// It was added while its key was watched.
    FRESH,
    /// It was there before its key was first seen: the present state alone can belie it.
    OLD,
    /// Nobody can tell when it was added: it explains, and is not judged.
    UNKNOWN
  }

  /// @param look the number of the look in which it was read
  /// @param keyKnown whether the key was seen by then
  OpenWord(DeedWord word, long look, Instant readAt, Trust trust, boolean keyKnown) {
    this.word = word;
    this.look = look;
    this.readAt = readAt;
    this.trust = trust;
    this.keyKnown = keyKnown;
  }

  DeedWord word() {
    return word;
  }

  DeedAction deed() {
    return word.deed();
  }

  long look() {
    return look;
  }

  Instant readAt() {
    return readAt;
  }

  Trust trust() {
    return trust;
  }

  Set<KeyField> explained() {
    return explained;
  }

  boolean explainsExistence() {
    return explainedExistence;
  }

  boolean isKeyKnown() {
    return keyKnown;
  }

  void keyIsKnown() {
    keyKnown = true;
  }

  /// Whether a line that cannot be read stands behind it: that may tell of what undid it.
  boolean isDoubted() {
    return doubted;
  }

  void doubt() {
    doubted = true;
  }

  boolean hasExplained(KeyField field) {
    return explained.contains(field);
  }

  void explain(KeyField field) {
    explained.add(field);
  }

  void explainExistence() {
    explainedExistence = true;
  }

  /// Whether it explained something that was seen, which bears it out.
  boolean isBorneOutByChange() {
    return explainedExistence || !explained.isEmpty();
  }
}
