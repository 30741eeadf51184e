package keyconsole;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;

/// A key for tests that care for few of its fields: active, without an end, with the defaults of
/// its scope. [ApiKey#with] changes what a test cares for.
public final class PlainKey {

  private PlainKey() {}

  public static ApiKey of(String rawKey, Instant made) {
    return new ApiKey(
        KeyId.random(),
        "A key",
        "",
        "dana@acme.example",
        KeyHash.of(rawKey),
        List.of("llm:gpt-4"),
        Scope.USER,
        Value.Fields.EMPTY,
        Limits.defaultsFor(Scope.USER),
        Restrictions.NONE,
        KeyStatus.ACTIVE,
        made,
        made,
        Optional.empty(),
        Optional.empty(),
        KeyCounters.ZERO,
        Set.of());
  }
}
