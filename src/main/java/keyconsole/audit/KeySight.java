package keyconsole.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.store.Timestamps;

/// A key as it was seen: what is needed to tell the next time what has changed, and from what to
/// what. Of the hash, the description and the constraints only 64 bits of a digest are kept.
final class KeySight {

  static final KeyField[] TEXTS = {
    KeyField.NAME,
    KeyField.OWNER,
    KeyField.CAPABILITIES,
    KeyField.SCOPE,
    KeyField.ALLOWED_ENDPOINTS,
    KeyField.BLOCKED_ENDPOINTS,
    KeyField.ALLOWED_IPS,
    KeyField.ALLOWED_DOMAINS,
    KeyField.STATUS
  };

  /// How many of the numbers, the first ones, are times in microseconds.
  static final int TIMES = 3;

  static final KeyField[] NUMBERS = {
    KeyField.CREATED_AT,
    KeyField.EXPIRES_AT,
    KeyField.LAST_ROTATED,
    KeyField.HASH,
    KeyField.DESCRIPTION,
    KeyField.CONSTRAINTS,
    KeyField.PER_HOUR,
    KeyField.PER_DAY,
    KeyField.PER_MONTH,
    KeyField.COST,
    KeyField.TOKENS,
    KeyField.CONCURRENT,
    KeyField.REQUIRE_TLS
  };

  /// In place of a time that a key does not have.
  static final long NO_TIME = Long.MIN_VALUE;

  static final int LONGEST_TEXT = 400;
  private static final int EXPIRES = 1;
  private static final int ROTATED = 2;
  private static final int STATUS = TEXTS.length - 1;

  private final String[] texts;
  private final long[] numbers;
  private final long updatedAt;

  /// Takes the arrays over.
  ///
  /// @param updatedAt microseconds since 1970
  KeySight(String[] texts, long[] numbers, long updatedAt) {
    this.texts = texts;
    this.numbers = numbers;
    this.updatedAt = updatedAt;
  }

  /// @param known what other keys have too
  static KeySight of(ApiKey key, SightTexts known) {
    Restrictions restrictions = key.restrictions();
    Limits limits = key.limits();
    String[] texts = {
      SightTexts.cut(key.name()),
      known.shared(SightTexts.cut(key.ownerId())),
      known.list(key.capabilities()),
      key.scope().text(),
      known.list(restrictions.allowedEndpoints()),
      known.list(restrictions.blockedEndpoints()),
      known.list(restrictions.allowedIps()),
      known.list(restrictions.allowedDomains()),
      key.status().text()
    };
    long[] numbers = {
      micros(Optional.of(key.createdAt())),
      micros(key.expiresAt()),
      micros(key.lastRotated()),
      SightTexts.digest(key.hash().hex()),
      key.description().isEmpty() ? 0 : SightTexts.digest(key.description()),
      known.digest(key.constraints()),
      limits.perHour(),
      limits.perDay(),
      limits.perMonth(),
      limits.costCents(),
      limits.tokensPerRequest(),
      limits.concurrentRequests(),
      restrictions.requireTls() ? 1 : 0
    };
    return new KeySight(texts, numbers, micros(Optional.of(key.updatedAt())));
  }

  private static long micros(Optional<Instant> moment) {
    return moment.isPresent() ? AuditRows.clampedMicros(moment.get()) : NO_TIME;
  }

  String[] texts() {
    return texts.clone();
  }

  long[] numbers() {
    return numbers.clone();
  }

  long updatedMicros() {
    return updatedAt;
  }

  Instant updatedAt() {
    return Instant.EPOCH.plus(updatedAt, ChronoUnit.MICROS);
  }

  String name() {
    return texts[0];
  }

  boolean hasStatus(KeyStatus status) {
    return texts[STATUS].equals(status.text());
  }

  String status() {
    return texts[STATUS];
  }

  /// Empty where it never expires.
  Optional<Instant> expiresAt() {
    return moment(numbers[EXPIRES]);
  }

  /// Empty where it was never rotated.
  Optional<Instant> lastRotated() {
    return moment(numbers[ROTATED]);
  }

  private static Optional<Instant> moment(long micros) {
    return micros == NO_TIME
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  boolean isSame(KeySight other) {
    return updatedAt == other.updatedAt
        && Arrays.equals(texts, other.texts)
        && Arrays.equals(numbers, other.numbers);
  }

  /// What another sight of the key differs in, in the order of the key file.
  List<AuditFinding.Change> changesTo(KeySight after) {
    List<AuditFinding.Change> changes = new ArrayList<>();
    for (int i = 0; i < TEXTS.length; i++) {
      if (!texts[i].equals(after.texts[i])) {
        changes.add(new AuditFinding.Change(TEXTS[i], texts[i], after.texts[i]));
      }
    }
    for (int i = 0; i < NUMBERS.length; i++) {
      if (numbers[i] != after.numbers[i]) {
        changes.add(
            new AuditFinding.Change(
                NUMBERS[i], told(NUMBERS[i], numbers[i]), told(NUMBERS[i], after.numbers[i])));
      }
    }
    changes.sort((one, other) -> one.field().compareTo(other.field()));
    return changes;
  }

  private static String told(KeyField field, long number) {
    return switch (field) {
      case CREATED_AT, EXPIRES_AT, LAST_ROTATED ->
          moment(number).map(Timestamps::format).orElse("");
      case HASH, DESCRIPTION, CONSTRAINTS -> "";
      case REQUIRE_TLS -> number == 1 ? "true" : "false";
      default -> Long.toString(number);
    };
  }
}
