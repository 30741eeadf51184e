package keyconsole.viewmodel;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.LastUse;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.domain.Unseen;
import keyconsole.service.Enforcement;
import keyconsole.service.KeyRules;

/// A row of the key table: a key, or a file that could not be read as one. Immutable.
public sealed interface KeyRow {

  /// What stays the same when the row is read again.
  String rowId();

  /// What each of some rows keeps.
  static Set<String> idsOf(List<KeyRow> rows) {
    Set<String> ids = HashSet.newHashSet(rows.size());
    rows.forEach(row -> ids.add(row.rowId()));
    return ids;
  }

  /// Everything that the search looks at, in lower case.
  String searched();

  /// What every row is told with.
  ///
  /// @param words by which the search finds what is marked
  /// @param thresholds from when on a key is idle, or its end near
  record Setting(String tenant, KeyWords words, Thresholds thresholds) {
    private String wordsFor(Trap trap) {
      return switch (trap) {
        case NONE -> "";
        case DEAD_VALUES -> words.text("keys.dead-values");
        case LOCKS_OUT -> words.text("keys.mark.locks-out");
      };
    }
  }

  /// What a key's lists and limits do that nobody can have meant.
  enum Trap {
    NONE,
    /// Values stand in them that match nothing.
    DEAD_VALUES,
    /// The backend denies every request because of them.
    LOCKS_OUT;

    static Trap of(ApiKey key) {
      if (Enforcement.locksEveryoneOut(key)) {
        return LOCKS_OUT;
      }
      return Enforcement.holdsDeadValues(key) ? DEAD_VALUES : NONE;
    }
  }

  /// A key.
  ///
  /// @param owner as shown: without the tenant's own domain
  /// @param trend empty before the usage lines are counted
  /// @param sortName the name as it is ordered: no case, no accents
  /// @param thresholds from when on it is idle, or its end near
  record Entry(
      ApiKey key,
      String owner,
      LastUse lastUse,
      Optional<Trend> trend,
      String searched,
      String sortName,
      Trap trap,
      Thresholds thresholds)
      implements KeyRow {

    static Entry of(ApiKey key, Setting setting, LastUse lastUse, Optional<Trend> trend) {
      Trap trap = Trap.of(key);
      String searched =
          String.join(
              "\n",
              onOneLine(key.name()),
              onOneLine(key.ownerId()),
              key.id().toString(),
              String.join("\n", key.capabilities()),
              key.description(),
              setting.wordsFor(trap));
      return new Entry(
          key,
          Unseen.shown(shortOwner(key.ownerId(), setting.tenant())),
          lastUse,
          trend,
          lower(searched),
          ordered(key.name()),
          trap,
          setting.thresholds());
    }

    /// The same key as newly counted usage lines tell it; this row where they tell the same.
    Entry with(LastUse newLastUse, Optional<Trend> newTrend) {
      if (newLastUse.equals(lastUse) && newTrend.equals(trend)) {
        return this;
      }
      return new Entry(key, owner, newLastUse, newTrend, searched, sortName, trap, thresholds);
    }

    /// Whether the backend denies every request because of what the key says.
    public boolean locksOut() {
      return trap == Trap.LOCKS_OUT;
    }

    @Override
    public String rowId() {
      return key.id().text();
    }

    /// Whether it answers requests now and stops doing so soon.
    public boolean isExpiring(Instant now) {
      return KeyRules.isExpiring(key, now, thresholds);
    }

    /// Whether it has ended by its status or by its date.
    public boolean isExpired(Instant now) {
      return key.status() == KeyStatus.EXPIRED
          || (key.status() == KeyStatus.ACTIVE && key.isPastExpiry(now));
    }

    /// Whether it would answer but nobody has asked it for long.
    public boolean isIdle(Instant now) {
      return KeyRules.isIdle(key, lastUse, now, thresholds);
    }

    /// Whether it is known that it was not used once.
    public boolean isNeverUsed() {
      return lastUse instanceof LastUse.Never;
    }

    /// How loud the expiry is: amber when it is near, red within a day or when past.
    public Tone expiryTone(Instant now) {
      if (key.status() == KeyStatus.REVOKED) {
        return Tone.PLAIN;
      }
      if (KeyRules.endsWithin(key, KeyRules.A_DAY, now)) {
        return Tone.DANGER;
      }
      Duration near = KeyRules.days(thresholds, Threshold.EXPIRING_DAYS);
      return KeyRules.endsWithin(key, near, now) ? Tone.WARNING : Tone.PLAIN;
    }
  }

  /// A file that could not be read as a key.
  ///
  /// @param reason why, in words

  record Problem(KeyProblem problem, String reason, String searched) implements KeyRow {

    static Problem of(KeyProblem problem, KeyWords words) {
      String reason = words.told(problem.reason());
      String text = problem.fileName() + "\n" + reason;
      String live =
          problem
              .live()
              .or(problem::lastGood)
              .map(key -> "\n" + key.name() + "\n" + key.ownerId() + "\n" + key.id())
              .orElse("");
      return new Problem(problem, reason, lower(text + live));
    }

    @Override
    public String rowId() {
      return "file:" + problem.fileName();
    }

    /// Whether the backend accepts the file all the same.
    public boolean isLive() {
      return problem.backendAcceptsIt();
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// Lines keep apart what is searched.
  private static String onOneLine(String text) {
    return text.replace('\n', ' ');
  }

  private static String ordered(String name) {
    if (name.chars().allMatch(c -> c < 0x80)) {
      return lower(name);
    }
    return lower(Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", ""));
  }

  /// An owner without the tenant's own domain.
  static String shortOwner(String owner, String tenant) {
    String tail = "@" + tenant;
    return owner.endsWith(tail) ? owner.substring(0, owner.length() - tail.length()) : owner;
  }
}
