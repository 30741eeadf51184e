package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keyconsole.PlainKey;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyStatus;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.Test;

class KeyDeedsTest {

  private final ApiKey old = PlainKey.of("raw", Instant.parse("2026-11-23T08:00:00Z"));
  private final ApiKey revoked = old.with().status(KeyStatus.REVOKED).key();
  private int seenTo;

  private ApiKey asMeant(ApiKey... read) {
    List<ApiKey> next = new ArrayList<>(List.of(read));
    return KeyDeeds.asMeant(
        () -> next.size() > 1 ? next.removeFirst() : next.getFirst(), () -> seenTo++);
  }

  @Test
  void aKeyThatStaysAsItIsIsSeenToOnce() {
    assertEquals(revoked, asMeant(revoked));
    assertEquals(1, seenTo);
  }

  @Test
  void whatComesBackBehindTheLookIsSeenToAgain() {
    assertEquals(revoked, asMeant(revoked, old, revoked));
    assertEquals(3, seenTo);
  }

  @Test
  void countersThatGoOnAreTheSameState() {
    ApiKey used =
        revoked.with().usage(new KeyCounters(1, Optional.of(old.createdAt()), 0, 0, 0)).key();
    assertEquals(used, asMeant(revoked, used));
    assertEquals(1, seenTo);
  }

  @Test
  void aKeyThatIsAnotherEachTimeIsRefused() {
    ApiKey[] turns = new ApiKey[30];
    for (int i = 0; i < turns.length; i++) {
      turns[i] = i % 2 == 0 ? old : revoked;
    }
    assertThrows(StoreException.class, () -> asMeant(turns));
  }
}
