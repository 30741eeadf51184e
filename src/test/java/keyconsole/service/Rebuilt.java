package keyconsole.service;

import java.time.Instant;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;

/// A key with another identity or creation, which no edit may change.
public record Rebuilt(ApiKey key) {

  public Rebuilt id(KeyId id) {
    return with(id, key.createdAt());
  }

  public Rebuilt createdAt(Instant moment) {
    return with(key.id(), moment);
  }

  private Rebuilt with(KeyId id, Instant createdAt) {
    return new Rebuilt(
        new ApiKey(
            id,
            key.name(),
            key.description(),
            key.ownerId(),
            key.hash(),
            key.capabilities(),
            key.scope(),
            key.constraints(),
            key.limits(),
            key.restrictions(),
            key.status(),
            createdAt,
            key.updatedAt(),
            key.expiresAt(),
            key.lastRotated(),
            key.usage(),
            key.flags()));
  }
}
