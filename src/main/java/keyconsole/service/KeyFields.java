package keyconsole.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyField;
import keyconsole.domain.RawKey;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Timestamps;

/// The fields of a key by themselves, as its file has them, and how an audit line tells of their
/// change. The hash is never among them.
public final class KeyFields {

  /// Characters of a value in an audit line, as JSON. Of a longer one only its beginning is told,
  /// as a text: a line must stay one that is appended and read at once.
  static final int MOST_TOLD = 8_192;

  private static final int CUT_TO = 1_000;

  /// What may stand in a key file may be too deep to be read within a line.
  private static final int DEEPEST_TOLD = 64;

  /// A raw key or a token that somebody wrote into free text: the log keeps its lines for ever.
  private static final Pattern SECRET =
      Pattern.compile(RawKey.FORM + "|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private static final String DAY = "2026-11-23";

  private KeyFields() {}

  /// What a key has in a field; empty for the hash.
  public static Optional<Value> of(KeyField field, ApiKey key) {
    return switch (field) {
      case NAME -> text(key.name());
      case DESCRIPTION -> text(key.description());
      case OWNER -> text(key.ownerId());
      case HASH -> Optional.empty();
      case CAPABILITIES -> list(key.capabilities());
      case SCOPE -> text(key.scope().text());
      case CONSTRAINTS -> Optional.of(key.constraints());
      case PER_HOUR -> number(key.limits().perHour());
      case PER_DAY -> number(key.limits().perDay());
      case PER_MONTH -> number(key.limits().perMonth());
      case COST -> number(key.limits().costCents());
      case TOKENS -> number(key.limits().tokensPerRequest());
      case CONCURRENT -> number(key.limits().concurrentRequests());
      case ALLOWED_ENDPOINTS -> list(key.restrictions().allowedEndpoints());
      case BLOCKED_ENDPOINTS -> list(key.restrictions().blockedEndpoints());
      case ALLOWED_IPS -> list(key.restrictions().allowedIps());
      case ALLOWED_DOMAINS -> list(key.restrictions().allowedDomains());
      case REQUIRE_TLS -> Optional.of(new Value.Truth(key.restrictions().requireTls()));
      case STATUS -> text(key.status().text());
      case CREATED_AT -> time(Optional.of(key.createdAt()));
      case EXPIRES_AT -> time(key.expiresAt());
      case LAST_ROTATED -> time(key.lastRotated());
    };
  }

  private static Optional<Value> text(String text) {
    return Optional.of(new Value.Text(text));
  }

  private static Optional<Value> number(long number) {
    return Optional.of(Value.Numeral.of(number));
  }

  private static Optional<Value> list(List<String> items) {
    return Optional.of(Value.Items.ofTexts(items));
  }

  private static Optional<Value> time(Optional<Instant> moment) {
    return Optional.of(
        moment.<Value>map(at -> new Value.Text(Timestamps.format(at))).orElse(Value.NOTHING));
  }

  /// The moment that a field names; empty where it is none, or a day alone.
  public static Optional<Instant> moment(Value value) {
    return value instanceof Value.Text(String text) && text.length() > DAY.length()
        ? Timestamps.parse(text)
        : Optional.empty();
  }

  /// What differs, each field by its name with `from` and `to`, in the order of the key file.
  static Value.Fields changes(ApiKey before, ApiKey after) {
    Map<String, Value> changes = new LinkedHashMap<>();
    for (KeyField field : KeyField.values()) {
      Optional<Value> from = of(field, before);
      Optional<Value> to = of(field, after);
      if (from.isPresent() && to.isPresent() && !from.equals(to)) {
        Map<String, Value> pair = new LinkedHashMap<>();
        pair.put("from", told(from.get()));
        pair.put("to", told(to.get()));
        changes.put(field.text(), new Value.Fields(pair));
      }
    }
    return new Value.Fields(changes);
  }

  /// Whether an audit line tells of just this change of a field.
  ///
  /// @param pair what the line has of the field: `from` and `to`
  static boolean tells(Value.Fields pair, Value from, Value to) {
    return pair.get("from").equals(Optional.of(told(from)))
        && pair.get("to").equals(Optional.of(told(to)));
  }

  /// Whether an audit line tells the whole of a value.
  static boolean isToldWhole(Value value) {
    return told(value).equals(value);
  }

  private static Value told(Value value) {
    String json = new String(Json.line(value), StandardCharsets.US_ASCII);
    if (json.length() > MOST_TOLD || isDeeper(value, DEEPEST_TOLD)) {
      String text = masked(value instanceof Value.Text(String whole) ? whole : json);
      return new Value.Text(text.substring(0, Math.min(text.length(), CUT_TO)) + "…");
    }
    return SECRET.matcher(json).find() ? masked(value) : value;
  }

  /// Looks no deeper than that: each level takes a good deal of stack.
  private static boolean isDeeper(Value value, int levels) {
    return switch (value) {
      case Value.Items(List<Value> items) ->
          levels == 0 || items.stream().anyMatch(each -> isDeeper(each, levels - 1));
      case Value.Fields(Map<String, Value> fields) ->
          levels == 0 || fields.values().stream().anyMatch(each -> isDeeper(each, levels - 1));
      case Value.Text _, Value.Numeral _, Value.Truth _, Value.Nothing _ -> false;
    };
  }

  private static Value masked(Value value) {
    return switch (value) {
      case Value.Text(String text) -> new Value.Text(masked(text));
      case Value.Items(List<Value> items) ->
          new Value.Items(items.stream().map(KeyFields::masked).toList());
      case Value.Fields(Map<String, Value> fields) -> {
        Map<String, Value> clean = new LinkedHashMap<>();
        fields.forEach((name, inside) -> clean.put(masked(name), masked(inside)));
        yield new Value.Fields(clean);
      }
      case Value.Numeral _, Value.Truth _, Value.Nothing _ -> value;
    };
  }

  private static String masked(String text) {
    return SECRET.matcher(text).replaceAll("(secret)");
  }
}
