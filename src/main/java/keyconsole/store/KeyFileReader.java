package keyconsole.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileProblem;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyProblem.Kind;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;

/// Makes a key, or a problem, of the object in one file. One object a reader.
///
/// Every field that is not what the contract says is a problem. Whether the file is a live
/// credential all the same depends on what the backend does with the field: it reads what it never
/// looks at without a check, and fails where it compares, counts or converts.
final class KeyFileReader {

  private static final KeyHash NO_HASH = new KeyHash("0".repeat(64));

  private final String fileName;
  private final Value.Fields fields;
  private final List<Message> wrong = new ArrayList<>();
  private final Set<KeyFlag> flags = EnumSet.noneOf(KeyFlag.class);
  private boolean live = true;

  KeyFileReader(String fileName, Value.Fields fields) {
    this.fileName = fileName;
    this.fields = fields;
  }

  KeyFile read() {
    ApiKey key = key();
    String stem = fileName.substring(0, fileName.length() - ".json".length());
    boolean isNamedById = key.id().text().equals(stem);
    if (!isNamedById && KeyId.parse(stem).isEmpty()) {
      return problem(Kind.NAME, Message.of(FileProblem.NAME_IS_NO_ID), key);
    }
    if (!wrong.isEmpty()) {
      return problem(Kind.FIELD, allWrong(), key);
    }
    if (!isNamedById) {
      return problem(Kind.OTHER_ID, Message.of(FileProblem.OTHER_ID_INSIDE), key);
    }
    return new KeyFile.WithKey(fileName, key);
  }

  private Message allWrong() {
    return wrong.stream()
        .reduce((one, next) -> Message.of(FileProblem.BOTH, one, next))
        .orElseThrow();
  }

  private void wrong(FileProblem what, String field) {
    wrong.add(Message.of(what, field));
  }

  private KeyFile problem(Kind kind, Message reason, ApiKey key) {
    Optional<ApiKey> credential = live ? Optional.of(liveProblem(key)) : Optional.empty();
    return new KeyFile.WithProblem(
        fileName,
        new KeyProblem(fileName, kind, reason, credential),
        Optional.of(key.hash()).filter(hash -> !hash.equals(NO_HASH)));
  }

  /// A key whose file is a problem that the backend accepts.
  static ApiKey liveProblem(ApiKey key) {
    Set<KeyFlag> flags = EnumSet.of(KeyFlag.LIVE_PROBLEM);
    flags.addAll(key.flags());
    return key.with().flags(flags).key();
  }

  private ApiKey key() {
    return new ApiKey(
        id(),
        requiredText("name"),
        text("description"),
        requiredText("owner_id"),
        hash(),
        texts(fields, "capabilities", ListUse.NONE),
        scope(),
        constraints(),
        limits(),
        restrictions(),
        status(),
        requiredTime("created_at", Optional.of(KeyFlag.CREATION_WITH_OFFSET)),
        requiredTime("updated_at", Optional.empty()),
        time(fields, "expires_at", Optional.of(KeyFlag.EXPIRY_WITH_OFFSET)),
        time(fields, "last_rotated", Optional.empty()),
        usage(),
        flags);
  }

  /// The id inside, else the one in the file's name, else one that stands for the name.
  private KeyId id() {
    Optional<KeyId> inside = KeyId.parse(requiredText("id"));
    return inside
        .or(() -> KeyId.parse(fileName.replaceFirst("\\.json$", "")))
        .orElseGet(
            () ->
                new KeyId(
                    UUID.nameUUIDFromBytes(fileName.getBytes(StandardCharsets.UTF_8)).toString()));
  }

  private String requiredText(String name) {
    Optional<Value> value = fields.get(name);
    if (value.isEmpty()) {
      missing(name);
      return "";
    }
    return text(name);
  }

  private void missing(String name) {
    wrong(FileProblem.MISSING, name);
    live = false;
  }

  private String text(String name) {
    Optional<Value> value = fields.get(name);
    if (value.isPresent() && !(value.get() instanceof Value.Text)) {
      wrong(FileProblem.NO_TEXT, name);
      return "";
    }
    return value.map(v -> ((Value.Text) v).text()).orElse("");
  }

  private KeyHash hash() {
    Optional<KeyHash> hash = KeyHash.parse(requiredText("key_hash"));
    if (hash.isEmpty()) {
      if (fields.get("key_hash").orElse(Value.NOTHING) instanceof Value.Text) {
        wrong(FileProblem.NO_HASH, "key_hash");
      }
      live = false;
    }
    return hash.orElse(NO_HASH);
  }

  private Scope scope() {
    if (fields.get("scope").isEmpty()) {
      return Scope.USER;
    }
    return word("scope")
        .flatMap(Scope::parse)
        .orElseGet(
            () -> {
              unknown("scope");
              return Scope.USER;
            });
  }

  private KeyStatus status() {
    if (fields.get("status").isEmpty()) {
      return KeyStatus.ACTIVE;
    }
    return word("status")
        .flatMap(KeyStatus::parse)
        .orElseGet(
            () -> {
              unknown("status");
              return KeyStatus.ACTIVE;
            });
  }

  private Optional<String> word(String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String word)
        ? Optional.of(word)
        : Optional.empty();
  }

  private void unknown(String name) {
    wrong(FileProblem.NOT_KNOWN, name);
    live = false;
  }

  private Value.Fields constraints() {
    Value value = fields.get("tenant_constraints").orElse(Value.Fields.EMPTY);
    if (value instanceof Value.Fields constraints) {
      return constraints;
    }
    wrong(FileProblem.NO_OBJECT, "tenant_constraints");
    return Value.Fields.EMPTY;
  }

  private Limits limits() {
    return new Limits(
        whole(fields, "rate_limit_per_hour", 1_000, true),
        whole(fields, "daily_quota", 10_000, false),
        whole(fields, "monthly_quota", 300_000, false),
        whole(fields, "cost_limit_cents", 1_000, false),
        whole(fields, "max_tokens_per_request", 4_000, false),
        whole(fields, "max_concurrent_requests", 10, false));
  }

  private Restrictions restrictions() {
    return new Restrictions(
        texts(fields, "allowed_endpoints", ListUse.SEARCHED_UNLESS_EMPTY),
        texts(fields, "blocked_endpoints", ListUse.SEARCHED),
        texts(fields, "allowed_ips", ListUse.SEARCHED_UNLESS_EMPTY),
        texts(fields, "allowed_domains", ListUse.NONE),
        requireTls());
  }

  private boolean requireTls() {
    Value value = fields.get("require_tls").orElse(new Value.Truth(true));
    if (value instanceof Value.Truth(boolean required)) {
      return required;
    }
    wrong(FileProblem.NO_TRUTH, "require_tls");
    return true;
  }

  /// What the backend does with a list.
  private enum ListUse {
    /// Nothing.
    NONE,
    /// Looks for a value in it.
    SEARCHED,
    /// Looks for a value in it unless it is empty, null, zero or false.
    SEARCHED_UNLESS_EMPTY
  }

  private List<String> texts(Value.Fields from, String name, ListUse use) {
    Value value = from.get(name).orElse(new Value.Items(List.of()));
    if (!(value instanceof Value.Items(List<Value> items))) {
      wrong(FileProblem.NO_LIST, name);
      boolean searchable = value instanceof Value.Text || value instanceof Value.Fields;
      live &=
          switch (use) {
            case NONE -> true;
            case SEARCHED -> searchable;
            case SEARCHED_UNLESS_EMPTY -> searchable || isFalsy(value);
          };
      return List.of();
    }
    List<String> texts = new ArrayList<>(items.size());
    for (Value item : items) {
      if (item instanceof Value.Text(String text)) {
        texts.add(text);
      }
    }
    if (texts.size() < items.size()) {
      wrong(FileProblem.LIST_OF_OTHERS, name);
    }
    return texts;
  }

  /// @param calculated whether the backend compares it or adds to it, and so needs a number
  private long whole(Value.Fields from, String name, long missing, boolean calculated) {
    Optional<Value> value = from.get(name);
    if (value.isEmpty()) {
      return missing;
    }
    if (value.get() instanceof Value.Numeral numeral) {
      try {
        return Long.parseLong(numeral.text());
      } catch (NumberFormatException e) {
        if (numeral.isInteger()) {
          wrong(FileProblem.TOO_BIG, name);
          return missing;
        }
      }
    }
    wrong(FileProblem.NO_WHOLE_NUMBER, name);
    live &=
        !calculated || value.get() instanceof Value.Numeral || value.get() instanceof Value.Truth;
    return missing;
  }

  private Instant requiredTime(String name, Optional<KeyFlag> offset) {
    Optional<Value> value = fields.get(name);
    if (value.isEmpty()) {
      missing(name);
      return Instant.EPOCH;
    }
    return moment(value.get(), name, offset).orElse(Instant.EPOCH);
  }

  private Optional<Instant> time(Value.Fields from, String name, Optional<KeyFlag> offset) {
    Value value = from.get(name).orElse(Value.NOTHING);
    if (value instanceof Value.Nothing || value.equals(new Value.Text(""))) {
      return Optional.empty();
    }
    if (!(value instanceof Value.Text) && isFalsy(value)) {
      wrong(FileProblem.NO_TIME, name);
      return Optional.empty();
    }
    return moment(value, name, offset);
  }

  private Optional<Instant> moment(Value value, String name, Optional<KeyFlag> offset) {
    if (value instanceof Value.Text(String text)) {
      Optional<Instant> moment = Timestamps.parse(text);
      if (moment.isPresent()) {
        if (offset.isPresent() && Timestamps.hasOffset(text)) {
          flags.add(offset.get());
        }
        return moment;
      }
      Optional<Instant> other = Timestamps.parseOtherForm(text);
      if (other.isPresent()) {
        wrong(FileProblem.OTHER_TIME, name);
        return other;
      }
    }
    wrong(FileProblem.NO_TIME, name);
    live = false;
    return Optional.empty();
  }

  private KeyCounters usage() {
    Value value = fields.get("usage").orElse(Value.Fields.EMPTY);
    if (!(value instanceof Value.Fields usage)) {
      wrong(value instanceof Value.Nothing ? FileProblem.IS_NULL : FileProblem.NO_OBJECT, "usage");
      live = false;
      return KeyCounters.ZERO;
    }
    return new KeyCounters(
        whole(usage, "requests_count", 0, true),
        time(usage, "last_used", Optional.empty()),
        whole(usage, "bytes_transferred", 0, false),
        whole(usage, "errors_count", 0, false),
        whole(usage, "rate_limit_hits", 0, false));
  }

  /// Whether Python takes the value for false.
  private static boolean isFalsy(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text.isEmpty();
      case Value.Numeral(String text) -> text.matches("-?[0.]+([eE].*)?");
      case Value.Truth(boolean truth) -> !truth;
      case Value.Nothing _ -> true;
      case Value.Items(List<Value> items) -> items.isEmpty();
      case Value.Fields object -> object.fields().isEmpty();
    };
  }
}
