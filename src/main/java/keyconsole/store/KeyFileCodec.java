package keyconsole.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.FileProblem;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyProblem.Kind;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.Json.JsonException;

/// Key files to keys and back. Knows the contract's table of fields: their order, their defaults,
/// and what the backend accepts where we see a problem.
final class KeyFileCodec {

  private KeyFileCodec() {}

  /// A file and what it was read from.
  ///
  /// @param source the object in the file; empty where there is none
  /// @param torn whether this may be a file caught in the middle of a write
  record Decoded(KeyFile file, Optional<Value.Fields> source, boolean torn) {}

  /// Reads the content of a file. Never fails: what cannot be a key is a problem.
  static Decoded decode(String fileName, byte[] content) {
    return decode(fileName, content, content.length);
  }

  /// The same for the bytes before an offset.
  static Decoded decode(String fileName, byte[] content, int end) {
    if (isBlank(content, end)) {
      return broken(fileName, Kind.EMPTY, FileProblem.EMPTY, true);
    }
    try {
      return switch (Json.parse(content, end)) {
        case Value.Fields fields ->
            new Decoded(new KeyFileReader(fileName, fields).read(), Optional.of(fields), false);
        default -> broken(fileName, Kind.NOT_AN_OBJECT, FileProblem.HOLDS_NO_OBJECT, false);
      };
    } catch (JsonException e) {
      Kind kind = e.isCut() ? Kind.CUT : e.isTooDeep() ? Kind.TOO_LARGE : Kind.SYNTAX;
      return broken(fileName, kind, e.told(), e.isCut());
    }
  }

  private static boolean isBlank(byte[] content, int end) {
    for (int i = 0; i < end; i++) {
      byte b = content[i];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static Decoded broken(String fileName, Kind kind, FileProblem reason, boolean torn) {
    return broken(fileName, kind, Message.of(reason), torn);
  }

  private static Decoded broken(String fileName, Kind kind, Message reason, boolean torn) {
    return new Decoded(problem(fileName, kind, reason), Optional.empty(), torn);
  }

  /// A problem that nothing can be read from.
  static KeyFile problem(String fileName, Kind kind, Message reason) {
    return new KeyFile.WithProblem(
        fileName, new KeyProblem(fileName, kind, reason, Optional.empty()));
  }

  /// The text of a key, with what its file said before where that is not ours to know: unknown
  /// fields stay behind the known field that they stood behind.
  static byte[] encode(ApiKey key, Value.Fields source) {
    return Json.pretty(merged(fields(key, source), source));
  }

  /// The text of a file whose problem stays: only the status, the time of the change and an expiry
  /// that the change sets are ours.
  static byte[] encodeProblem(ApiKey before, ApiKey after, Value.Fields source) {
    Map<String, Value> fields = new LinkedHashMap<>(source.fields());
    fields.put("status", new Value.Text(after.status().text()));
    fields.put("updated_at", time(after.updatedAt()));
    if (!after.expiresAt().equals(before.expiresAt())) {
      fields.put("expires_at", time(after.expiresAt()));
    }
    return Json.pretty(new Value.Fields(fields));
  }

  /// The known fields of a key, in their order.
  static Value.Fields fields(ApiKey key, Value.Fields source) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", new Value.Text(key.id().text()));
    fields.put("name", new Value.Text(key.name()));
    fields.put("description", new Value.Text(key.description()));
    fields.put("owner_id", new Value.Text(key.ownerId()));
    fields.put("key_hash", new Value.Text(key.hash().hex()));
    fields.put("capabilities", Value.Items.ofTexts(key.capabilities()));
    fields.put("scope", new Value.Text(key.scope().text()));
    fields.put("tenant_constraints", key.constraints());
    fields.put("rate_limit_per_hour", Value.Numeral.of(key.limits().perHour()));
    fields.put("daily_quota", Value.Numeral.of(key.limits().perDay()));
    fields.put("monthly_quota", Value.Numeral.of(key.limits().perMonth()));
    fields.put("cost_limit_cents", Value.Numeral.of(key.limits().costCents()));
    fields.put("max_tokens_per_request", Value.Numeral.of(key.limits().tokensPerRequest()));
    fields.put("max_concurrent_requests", Value.Numeral.of(key.limits().concurrentRequests()));
    fields.put("allowed_endpoints", Value.Items.ofTexts(key.restrictions().allowedEndpoints()));
    fields.put("blocked_endpoints", Value.Items.ofTexts(key.restrictions().blockedEndpoints()));
    fields.put("allowed_ips", Value.Items.ofTexts(key.restrictions().allowedIps()));
    fields.put("allowed_domains", Value.Items.ofTexts(key.restrictions().allowedDomains()));
    fields.put("require_tls", new Value.Truth(key.restrictions().requireTls()));
    fields.put("status", new Value.Text(key.status().text()));
    fields.put("created_at", time(key.createdAt()));
    fields.put("updated_at", time(key.updatedAt()));
    fields.put("expires_at", time(key.expiresAt()));
    fields.put("last_rotated", time(key.lastRotated()));
    Value.Fields oldUsage =
        source.get("usage").orElse(Value.Fields.EMPTY) instanceof Value.Fields usage
            ? usage
            : Value.Fields.EMPTY;
    fields.put("usage", merged(usage(key.usage()), oldUsage));
    return new Value.Fields(fields);
  }

  private static Value.Fields usage(KeyCounters usage) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("requests_count", Value.Numeral.of(usage.requests()));
    fields.put("last_used", time(usage.lastUsed()));
    fields.put("bytes_transferred", Value.Numeral.of(usage.bytesTransferred()));
    fields.put("errors_count", Value.Numeral.of(usage.errors()));
    fields.put("rate_limit_hits", Value.Numeral.of(usage.rateLimitHits()));
    return new Value.Fields(fields);
  }

  private static Value time(Instant moment) {
    return new Value.Text(Timestamps.format(moment));
  }

  private static Value time(Optional<Instant> moment) {
    return moment.map(KeyFileCodec::time).orElse(Value.NOTHING);
  }

  /// The known fields in their order, each followed by the unknown ones that stood behind it.
  private static Value.Fields merged(Value.Fields known, Value.Fields source) {
    Map<String, List<String>> unknownBehind = new LinkedHashMap<>();
    String predecessor = "";
    for (String name : source.fields().keySet()) {
      if (known.fields().containsKey(name)) {
        predecessor = name;
      } else {
        unknownBehind.computeIfAbsent(predecessor, _ -> new ArrayList<>()).add(name);
      }
    }
    Map<String, Value> all = new LinkedHashMap<>();
    copy(unknownBehind.getOrDefault("", List.of()), source, all);
    known
        .fields()
        .forEach(
            (name, value) -> {
              all.put(name, value);
              copy(unknownBehind.getOrDefault(name, List.of()), source, all);
            });
    return new Value.Fields(all);
  }

  private static void copy(List<String> names, Value.Fields from, Map<String, Value> to) {
    for (String name : names) {
      from.get(name).ifPresent(value -> to.put(name, value));
    }
  }
}
