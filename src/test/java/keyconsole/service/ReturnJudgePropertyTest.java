package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Narrowing;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.service.ReturnJudge.NotBorneOut;
import keyconsole.service.ReturnJudge.Other;
import keyconsole.service.ReturnJudge.Overwritten;
import keyconsole.service.ReturnJudge.Quiet;
import keyconsole.service.ReturnJudge.Verdict;
import keyconsole.service.ReturnWords.Word;
import keyconsole.store.TighteningJournal.Entry;
import keyconsole.store.TighteningJournal.Kept;
import keyconsole.store.TighteningJournal.Line;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Over generated histories of a key: what the backend wrote back is told from what somebody did.
class ReturnJudgePropertyTest {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  /// The states that a key went through, each by a deed of a console.
  private static final class History {
    private final Random random;
    private final List<ApiKey> states = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();

    History(long seed) {
      random = new Random(seed);
      states.add(first());
      int deeds = 1 + random.nextInt(6);
      for (int i = 0; i < deeds; i++) {
        act(START.plusSeconds(30L * (i + 1)));
      }
    }

    private static ApiKey first() {
      return new ApiKey(
          KeyId.random(),
          "Export",
          "",
          "dana@acme.example",
          KeyHash.of("first"),
          List.of("rag:search", "llm:gpt-4"),
          Scope.USER,
          Value.Fields.EMPTY,
          Limits.defaultsFor(Scope.USER),
          Restrictions.NONE,
          KeyStatus.ACTIVE,
          START,
          START,
          Optional.of(START.plus(Duration.ofDays(90))),
          Optional.empty(),
          KeyCounters.ZERO,
          Set.of());
    }

    private void act(Instant at) {
      ApiKey before = states.getLast();
      ApiKey.Changed next = before.with().updatedAt(at);
      String action = change(next, before, at);
      ApiKey after = next.key();
      states.add(after);
      lines.add(Entry.of(after.id().fileName(), before, after));
      words.add(new Word(action, at, Value.Fields.EMPTY));
    }

    private String change(ApiKey.Changed next, ApiKey before, Instant at) {
      switch (random.nextInt(7)) {
        case 0 -> {
          next.status(KeyStatus.REVOKED);
          return "api_key_revoked";
        }
        case 1 -> {
          next.status(KeyStatus.SUSPENDED);
          return "api_key_suspended";
        }
        case 2 -> {
          next.status(KeyStatus.ACTIVE);
          return "api_key_resumed";
        }
        case 3 -> {
          next.hash(KeyHash.of("raw " + random.nextInt())).lastRotated(Optional.of(at));
          return "api_key_rotated";
        }
        case 4 -> next.capabilities(before.capabilities().size() > 1 ? List.of("x:y") : List.of());
        case 5 -> next.expiresAt(Optional.of(at.plusSeconds(1 + random.nextInt(9_000_000))));
        default ->
            next.limits(
                new Limits(
                    random.nextInt(2000), random.nextInt(20_000), 300_000, 1_000, 4_000, 10));
      }
      return "api_key_updated";
    }

    ApiKey last() {
      return states.getLast();
    }

    ApiKey earlier() {
      return states.get(random.nextInt(states.size() - 1));
    }

    Instant now() {
      return last().updatedAt().plusSeconds(20);
    }

    ApiKey used(ApiKey key) {
      long requests = 1 + random.nextInt(1000);
      ApiKey used = key.with().usage(new KeyCounters(requests, Optional.of(now()), 0, 0, 3)).key();
      return key.status() == KeyStatus.ACTIVE && random.nextBoolean()
          ? used.with().status(KeyStatus.EXPIRED).key()
          : used;
    }

    Verdict judge(ApiKey key, Predicate<Line> proven, List<Word> said, Instant now) {
      return new ReturnJudge(proven, new ReturnWords(Map.of(key.id(), said), new HashMap<>()), now)
          .judge(lines, key, now);
    }
  }

  @Property(tries = 500)
  void theStateThatIsMeantIsLeftInPeaceHoweverMuchItIsUsed(@ForAll long seed) {
    History history = new History(seed);
    assertInstanceOf(
        Quiet.class,
        history.judge(history.used(history.last()), line -> true, List.of(), history.now()));
  }

  @Property(tries = 2_000)
  void anEarlierStateIsMendedExactlyWhereItGivesMoreAccess(@ForAll long seed) {
    History history = new History(seed);
    ApiKey stale = history.used(history.earlier());
    Verdict verdict = history.judge(stale, line -> true, List.of(), history.now());
    ApiKey mended = history.last().with().usage(stale.usage()).key();
    if (Narrowing.between(stale, mended).isEmpty()) {
      assertInstanceOf(Quiet.class, verdict);
    } else {
      Overwritten overwritten = assertInstanceOf(Overwritten.class, verdict);
      assertEquals(true, overwritten.inTime());
      assertEquals(withoutLeftExpiry(mended, overwritten.restored()), overwritten.restored());
      assertEquals(Set.of(), Narrowing.between(overwritten.restored(), mended));
    }
  }

  /// A key that the backend found to be past its expiry stays so where no deed changed the status.
  private static ApiKey withoutLeftExpiry(ApiKey mended, ApiKey restored) {
    return restored.status() == KeyStatus.EXPIRED
        ? mended.with().status(KeyStatus.EXPIRED).key()
        : mended;
  }

  @Property(tries = 1_000)
  void noOtherStateIsEverMended(@ForAll long seed) {
    History history = new History(seed);
    ApiKey other =
        history
            .used(history.states.get(history.random.nextInt(history.states.size())))
            .with()
            .updatedAt(history.now().minusNanos(1000L * history.random.nextInt(1_000_000)))
            .key();
    Verdict verdict = history.judge(other, line -> true, List.of(), history.now());
    assertFalse(verdict instanceof Overwritten, verdict::toString);
  }

  @Property(tries = 1_000)
  void whatNothingBearsOutIsNeverMended(@ForAll long seed) {
    History history = new History(seed);
    Verdict verdict =
        history.judge(history.used(history.earlier()), line -> false, List.of(), history.now());
    assertFalse(verdict instanceof Overwritten || verdict instanceof Other, verdict::toString);
  }

  @Property(tries = 1_000)
  void theWordOfTheLogAloneBearsOutAStatusAndNoValue(@ForAll long seed) {
    History history = new History(seed);
    ApiKey stale = history.used(history.earlier());
    Verdict verdict = history.judge(stale, line -> false, history.words, history.now());
    if (verdict instanceof Overwritten overwritten) {
      ApiKey restored = overwritten.restored();
      assertEquals(
          stale, restored.with().status(stale.status()).updatedAt(stale.updatedAt()).key());
    }
  }

  @Property(tries = 500)
  void afterTenMinutesItIsAskedFirst(@ForAll long seed) {
    History history = new History(seed);
    Instant late = history.last().updatedAt().plus(Duration.ofMinutes(10)).plusSeconds(1);
    Verdict verdict = history.judge(history.used(history.earlier()), line -> true, List.of(), late);
    if (verdict instanceof Overwritten overwritten) {
      assertFalse(overwritten.inTime());
    }
  }

  @Property(tries = 500)
  void nothingIsMendedBehindTheWordOfAnAdministratorThatItMayBe(@ForAll long seed) {
    History history = new History(seed);
    ApiKey stale = history.used(history.earlier());
    history.lines.add(
        new Kept("kept", stale.id().fileName(), stale.id(), history.now(), "whatever"));
    Verdict verdict = history.judge(stale, line -> true, List.of(), history.now());
    assertInstanceOf(Quiet.class, verdict);
  }

  @Property(tries = 500)
  void aChangedEntryIsNotObeyedThoughItsNameIsKnown(@ForAll long seed) {
    History history = new History(seed);
    history.lines.replaceAll(
        line -> {
          Entry entry = (Entry) line;
          Map<String, Value> is = new LinkedHashMap<>(entry.is().fields());
          is.put("rate_limit_per_hour", Value.Numeral.of(-5));
          Map<String, Value> was = new LinkedHashMap<>(entry.was().fields());
          was.put("rate_limit_per_hour", Value.Numeral.of(1000));
          return new Entry(
              entry.id(),
              entry.fileName(),
              entry.key(),
              entry.name(),
              entry.from(),
              entry.at(),
              entry.before(),
              entry.after(),
              new Value.Fields(was),
              new Value.Fields(is));
        });
    Verdict verdict =
        history.judge(history.used(history.earlier()), line -> true, List.of(), history.now());
    assertFalse(
        verdict instanceof Overwritten it && it.restored().limits().perHour() == -5,
        verdict::toString);
    assertFalse(verdict instanceof NotBorneOut, verdict::toString);
  }
}
