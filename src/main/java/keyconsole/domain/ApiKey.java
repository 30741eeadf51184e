package keyconsole.domain;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A key as its file stands: every field of the contract's table, none of them a secret.
///
/// Times are UTC with microseconds.
///
/// @param ownerId the person or program that the key belongs to, mostly an e-mail address
/// @param hash SHA-256 of the raw key
/// @param capabilities `kind:name`, e.g. `llm:gpt-4`
/// @param constraints free data (`tenant_constraints`); a name may equal a capability
/// @param status as stored, see [KeyStatus]
/// @param expiresAt empty where the key never expires
/// @param lastRotated empty where the key was never rotated
/// @param flags what was noticed while reading; never written
public record ApiKey(
    KeyId id,
    String name,
    String description,
    String ownerId,
    KeyHash hash,
    List<String> capabilities,
    Scope scope,
    Value.Fields constraints,
    Limits limits,
    Restrictions restrictions,
    KeyStatus status,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastRotated,
    KeyCounters usage,
    Set<KeyFlag> flags) {

  /// Newest created first, equal times by id.
  public static final Comparator<ApiKey> NEWEST_FIRST =
      (one, other) -> {
        int newer = other.createdAt.compareTo(one.createdAt);
        return newer == 0 ? one.id.compareTo(other.id) : newer;
      };

  public ApiKey {
    capabilities = List.copyOf(capabilities);
    flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
  }

  /// Whether the expiry lies before this moment. The backend denies *after* `expires_at`, not at
  /// it.
  public boolean isPastExpiry(Instant now) {
    return expiresAt.isPresent() && now.isAfter(expiresAt.get());
  }

  /// Whether the key answers requests: stored as active and not past its expiry.
  public boolean isUsable(Instant now) {
    return status == KeyStatus.ACTIVE && !isPastExpiry(now);
  }

  /// A copy to change some fields of.
  public Changed with() {
    return new Changed(this);
  }

  /// A copy of a key under change. Not thread-safe.
  public static final class Changed {
    private final KeyId id;
    private String name;
    private String description;
    private String ownerId;
    private KeyHash hash;
    private List<String> capabilities;
    private Scope scope;
    private Value.Fields constraints;
    private Limits limits;
    private Restrictions restrictions;
    private KeyStatus status;
    private final Instant createdAt;
    private Instant updatedAt;
    private Optional<Instant> expiresAt;
    private Optional<Instant> lastRotated;
    private KeyCounters usage;
    private Set<KeyFlag> flags;

    private Changed(ApiKey key) {
      id = key.id;
      name = key.name;
      description = key.description;
      ownerId = key.ownerId;
      hash = key.hash;
      capabilities = key.capabilities;
      scope = key.scope;
      constraints = key.constraints;
      limits = key.limits;
      restrictions = key.restrictions;
      status = key.status;
      createdAt = key.createdAt;
      updatedAt = key.updatedAt;
      expiresAt = key.expiresAt;
      lastRotated = key.lastRotated;
      usage = key.usage;
      flags = key.flags;
    }

    public Changed name(String value) {
      name = value;
      return this;
    }

    public Changed description(String value) {
      description = value;
      return this;
    }

    public Changed ownerId(String value) {
      ownerId = value;
      return this;
    }

    public Changed hash(KeyHash value) {
      hash = value;
      return this;
    }

    public Changed capabilities(List<String> value) {
      capabilities = value;
      return this;
    }

    public Changed scope(Scope value) {
      scope = value;
      return this;
    }

    public Changed constraints(Value.Fields value) {
      constraints = value;
      return this;
    }

    public Changed limits(Limits value) {
      limits = value;
      return this;
    }

    public Changed restrictions(Restrictions value) {
      restrictions = value;
      return this;
    }

    public Changed status(KeyStatus value) {
      status = value;
      return this;
    }

    public Changed updatedAt(Instant value) {
      updatedAt = value;
      return this;
    }

    public Changed expiresAt(Optional<Instant> value) {
      expiresAt = value;
      return this;
    }

    public Changed lastRotated(Optional<Instant> value) {
      lastRotated = value;
      return this;
    }

    public Changed usage(KeyCounters value) {
      usage = value;
      return this;
    }

    public Changed flags(Set<KeyFlag> value) {
      flags = value;
      return this;
    }

    /// The changed key.
    public ApiKey key() {
      return new ApiKey(
          id,
          name,
          description,
          ownerId,
          hash,
          capabilities,
          scope,
          constraints,
          limits,
          restrictions,
          status,
          createdAt,
          updatedAt,
          expiresAt,
          lastRotated,
          usage,
          flags);
    }
  }
}
