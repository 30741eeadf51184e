package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileReason;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.LastUse;
import keyconsole.domain.Message;
import keyconsole.domain.Scope;
import keyconsole.domain.Unseen;

/// Keys in a person's words: times as distances, numbers with separators, states by name.
public final class KeyWords {

  private static final DateForm DAY = DateForm.of("d MMM uuuu", ZoneOffset.UTC);
  private static final DateForm DAY_OF_YEAR = DateForm.of("d MMM");
  private static final DateForm MINUTE = DateForm.of("d MMM uuuu, HH:mm 'UTC'", ZoneOffset.UTC);

  private static final int FIRST_NAMES = 3;

  private final ResourceBundle texts;

  public KeyWords(ResourceBundle texts) {
    this.texts = texts;
  }

  /// A text of the bundle, its places filled.
  public String text(String name, Object... values) {
    String pattern = texts.getString(name);
    return values.length == 0
        ? pattern
        : Patterns.filled(pattern, Locale.getDefault(Locale.Category.FORMAT), values);
  }

  /// What the engine tells, in words.
  public String told(Message message) {
    Object[] about = message.about().stream().map(this::spoken).toArray();
    return text("told." + message.kind().key(), about);
  }

  private Object spoken(Object about) {
    return switch (about) {
      case Message message -> told(message);
      case Instant moment -> minute(moment);
      default -> about;
    };
  }

  /// Why something failed, in words of their own.
  public String why(Exception failure) {
    Message why = FileReason.of(failure);
    String told = told(why);
    // As a part of other messages it stands within a sentence.
    return why.kind() instanceof FileReason && why.about().isEmpty() ? capital(told) : told;
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /// Whether the bundle has a text of this name.
  boolean has(String name) {
    return texts.containsKey(name);
  }

  /// The name of a status.
  public String status(KeyStatus status) {
    return text("keys.status." + status.text());
  }

  /// What a status means for whoever holds the key.
  public String meaning(KeyStatus status) {
    return text("keys.tip.status." + status.text());
  }

  /// A key's name as it is shown, or that it has none.
  public String name(ApiKey key) {
    return name(key.name());
  }

  /// The same of a name alone.
  String name(String name) {
    return name.isBlank() ? text("keys.unnamed") : Unseen.shown(name);
  }

  /// Which keys these are, in a line: one by its owner, scope and end, several by the first names.
  String who(List<ApiKey> keys) {
    if (keys.size() == 1) {
      ApiKey key = keys.getFirst();
      return text(
          "dialog.subtitle",
          key.ownerId(),
          scope(key.scope()),
          key.expiresAt().map(KeyWords::day).orElseGet(() -> text("keys.never")));
    }
    String names =
        keys.stream().limit(FIRST_NAMES).map(this::name).collect(Collectors.joining(", "));
    int more = keys.size() - FIRST_NAMES;
    return more > 0 ? text("dialog.and-more", names, more) : names;
  }

  /// A file's name as it is shown, a key id in it cut short: `b2f09c1e….json`.
  public static String shortFile(String fileName) {
    return KeyId.parse(fileName.replaceFirst("\\.json$", "")).isPresent()
        ? fileName.substring(0, 8) + "….json"
        : Unseen.shown(fileName);
  }

  /// The name of a scope.
  public String scope(Scope scope) {
    return text("keys.scope." + scope.text());
  }

  /// How loud a status is.
  public static Tone tone(KeyStatus status) {
    return switch (status) {
      case ACTIVE -> Tone.SUCCESS;
      case SUSPENDED -> Tone.WARNING;
      case REVOKED -> Tone.DANGER;
      case EXPIRED -> Tone.NEUTRAL;
    };
  }

  /// A number with separators.
  public static String number(long value) {
    return Numbers.whole(value);
  }

  /// A share of a hundred.
  public String percent(long value) {
    return text("percent", number(value));
  }

  /// A UTC day.
  public static String day(Instant moment) {
    return DAY.format(moment);
  }

  /// A day without its year.
  public static String dayOfYear(LocalDate day) {
    return DAY_OF_YEAR.format(day);
  }

  /// A UTC minute.
  public static String minute(Instant moment) {
    return MINUTE.format(moment);
  }

  /// When a key ends, as the table says it: `in 6 d`, `12 d ago`, `never`.
  public String expiry(KeyRow.Entry entry, Instant now) {
    if (entry.key().status() == KeyStatus.REVOKED) {
      return "–";
    }
    return entry
        .key()
        .expiresAt()
        .map(
            end ->
                end.isBefore(now)
                    ? text("keys.ago", distance(Duration.between(end, now)))
                    : text("keys.in", distance(Duration.between(now, end))))
        .orElseGet(() -> text("keys.never"));
  }

  /// When a key was last used, as the table says it: `6 min`, `never`, `unknown`; nothing where
  /// that is not known yet.
  public String lastUse(LastUse lastUse, Instant now) {
    return switch (lastUse) {
      case LastUse.At(Instant moment) -> distance(Duration.between(moment, now));
      case LastUse.Never never -> text("keys.never");
      case LastUse.Unknown unknown -> text("keys.unknown");
      case LastUse.Pending pending -> "";
    };
  }

  /// A length of time in its largest whole unit. What is negative counts as nothing.
  public String distance(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return text("keys.seconds", number(seconds));
    }
    if (seconds < 3_600) {
      return text("keys.minutes", number(seconds / 60));
    }
    return seconds < 2 * 86_400
        ? text("keys.hours", number(seconds / 3_600))
        : text("keys.days", number(seconds / 86_400));
  }
}
