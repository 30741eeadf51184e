package keyconsole.store;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import keyconsole.PlainKey;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Generated values and keys.
final class Values {

  private Values() {}

  /// Any UTF-16 text: control characters, scripts, lone surrogates.
  static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(20),
        Arbitraries.strings().all().ofMaxLength(12),
        Arbitraries.strings().withCharRange('\ud7f0', '\ue010').ofMaxLength(6));
  }

  static Arbitrary<Value> values() {
    Arbitrary<Value> leaf =
        Arbitraries.oneOf(
            texts().map(Value.Text::new),
            Arbitraries.of(
                    "0",
                    "-0",
                    "1.0",
                    "12.50",
                    "1e+30",
                    "-2E-7",
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "123456789012345678901234567890")
                .map(Value.Numeral::new),
            Arbitraries.longs().map(Value.Numeral::of),
            Arbitraries.of(true, false).map(Value.Truth::new),
            Arbitraries.just(Value.NOTHING));
    return Arbitraries.recursive(() -> leaf, Values::nested, 0, 4);
  }

  private static Arbitrary<Value> nested(Arbitrary<Value> inner) {
    return Arbitraries.oneOf(
        inner.list().ofMaxSize(3).map(Value.Items::new), fields(inner).map(f -> f));
  }

  static Arbitrary<Value.Fields> objects() {
    return fields(values());
  }

  private static Arbitrary<Value.Fields> fields(Arbitrary<Value> inner) {
    return Arbitraries.maps(texts(), inner)
        .ofMaxSize(3)
        .map(map -> new Value.Fields(new LinkedHashMap<>(map)));
  }

  /// Moments that the backend can write.
  static Arbitrary<Instant> moments() {
    return Combinators.combine(
            Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
            Arbitraries.integers().between(0, 999_999))
        .as((second, micro) -> Instant.ofEpochSecond(second, micro * 1_000L));
  }

  static Arbitrary<ApiKey> keys() {
    Arbitrary<List<String>> lists = texts().list().ofMaxSize(3);
    Arbitrary<Limits> limits =
        Arbitraries.longs()
            .array(long[].class)
            .ofSize(6)
            .map(l -> new Limits(l[0], l[1], l[2], l[3], l[4], l[5]));
    Arbitrary<Restrictions> restrictions =
        Combinators.combine(lists, lists, lists, lists, Arbitraries.of(true, false))
            .as(Restrictions::new);
    Arbitrary<KeyCounters> usage =
        Combinators.combine(
                Arbitraries.longs(),
                moments().optional(),
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.longs())
            .as(KeyCounters::new);
    Arbitrary<ApiKey> plain =
        Combinators.combine(
                texts(),
                texts(),
                texts(),
                lists,
                Arbitraries.of(Scope.class),
                objects(),
                limits,
                restrictions)
            .as(
                (name, description, owner, capabilities, scope, constraints, limit, restriction) ->
                    new ApiKey(
                        KeyId.random(),
                        name,
                        description,
                        owner,
                        KeyHash.of(name),
                        capabilities,
                        scope,
                        constraints,
                        limit,
                        restriction,
                        KeyStatus.ACTIVE,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        KeyCounters.ZERO,
                        Set.of()));
    return Combinators.combine(
            plain,
            Arbitraries.of(KeyStatus.class),
            moments(),
            moments().optional(),
            moments().optional(),
            usage)
        .as(
            (key, status, updated, expires, rotated, counters) ->
                key.with()
                    .status(status)
                    .updatedAt(updated)
                    .expiresAt(expires)
                    .lastRotated(rotated)
                    .usage(counters)
                    .flags(EnumSet.noneOf(KeyFlag.class))
                    .key());
  }

  /// A key as one is made for tests that care for none of its fields.
  static ApiKey key(String rawKey) {
    Instant now = Instant.parse("2026-11-23T08:00:00.000001Z");
    return PlainKey.of(rawKey, now);
  }
}
