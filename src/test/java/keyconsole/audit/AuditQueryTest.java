package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import keyconsole.audit.AuditQuery.Mistaken;
import keyconsole.audit.AuditQuery.Understood;
import keyconsole.domain.AuditMistake;
import keyconsole.domain.AuditMistake.Kind;
import keyconsole.domain.AuditTerm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditQueryTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir Path folder;

  private AuditView view() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      text.append(
          "{\"timestamp\": \"2026-11-23T0%d:00:00\", \"action\": \"api_key_%s\", \"user_id\": \"dana\", \"details\": {\"key_id\": \"k%d\", \"name\": \"Caf\\u00e9 %d\", \"before\": {\"quota\": [1, 2]}}}\n"
              .formatted(i, i == 2 ? "revoked" : "created", i, i));
    }
    Files.writeString(folder.resolve("audit_2026-11-23.jsonl"), text + "not \"json\"\n");
    return AuditIndex.open(folder, Optional.empty()).refresh();
  }

  private List<Integer> found(String query) throws IOException {
    AuditFound found = search(query);
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      positions.add(found.position(i));
    }
    return positions;
  }

  private AuditFound search(String query) throws IOException {
    AuditQuery understood = ((Understood) AuditQuery.parse(query, BERLIN)).query();
    return AuditSearch.search(view(), understood, () -> false, _ -> {});
  }

  @Test
  void termsAreToldAsTheyAreWrittenUpToTheMistake() {
    String text = "Olu and NOT  Action:revoked,\"api key\" detail.Why:x from:never actor:dana";
    List<AuditTerm> terms = AuditQuery.terms(text, BERLIN);

    assertEquals(
        List.of("Olu", "NOT  Action:revoked,\"api key\"", "detail.Why:x"),
        terms.stream().map(term -> text.substring(term.from(), term.to())).toList());
    assertEquals(
        List.of("", "action", "detail.why"), terms.stream().map(AuditTerm::field).toList());
    assertEquals(List.of(false, true, false), terms.stream().map(AuditTerm::negated).toList());
    assertEquals(
        List.of(new AuditTerm.Value("revoked", false), new AuditTerm.Value("api key", true)),
        terms.get(1).values());
  }

  @Test
  void wordsAreFoundInAnyCaseAndBehindEscapes() throws IOException {
    assertEquals(List.of(0, 1, 2, 3), found("CAFÉ"));
    assertEquals(List.of(), found("cafe"));
    assertEquals(List.of(1), found("\"café 1\""));
    assertEquals(List.of(4), found("\"\\\"json\""));
  }

  @Test
  void fieldsAreJoinedNegatedAndHaveAlternatives() throws IOException {
    assertEquals(List.of(2), found("action:revoked and actor:dana"));
    assertEquals(List.of(0, 1, 3), found("actor:DANA -action:revoked"));
    assertEquals(List.of(1, 3), found("key:k1,k3"));
    assertEquals(List.of(), found("action:\"revoked\""));
    assertEquals(List.of(0, 1, 2, 3), found("detail.quota:2 detail.before.quota:1"));
    assertEquals(List.of(4), found("not actor:dana"));
  }

  @Test
  void detailsThatAreAListAreLookedThrough() throws IOException {
    Files.writeString(
        folder.resolve("audit_2026-11-24.jsonl"),
        "{\"details\": [{\"key_id\": \"k8\", \"name\": \"Eight\"}, {\"key_id\": \"k9\","
            + " \"was\": {\"scope\": \"admin\"}}]}\n");

    assertEquals(List.of(5), found("detail.scope:admin"));
    assertEquals(List.of(5), found("detail.was.scope:admin"));
    assertEquals(List.of(5), found("key:k8"));
    assertEquals(List.of(5), found("key:\"K9\""));
    assertEquals(List.of(5), found("key:\"eight\""));
    assertEquals(List.of(0, 1, 2, 3, 4), found("-key:\"k9\""));
    assertEquals(Map.of("k8", 1, "k9", 1), DetailValues.count(search(""), "key_id", 1));
  }

  @Test
  void timesAreThoseOfTheZoneToTheEndOfWhatIsWritten() throws IOException {
    assertEquals(List.of(1, 2), found("from:2026-11-23T02:00 to:2026-11-23T03:00"));
    assertEquals(List.of(0, 1), found("to:2026-11-23T01:00Z"));
    assertEquals(List.of(0, 1, 2, 3, 4), found("from:2026-11-23 to:2026-11-23"));
  }

  @Test
  void rangeThatIsTypedHoldsTheUnreadableLinesThatStandInIt() throws IOException {
    assertEquals(List.of(3, 4), found("from:2026-11-23T03:00Z"));
    assertEquals(List.of(4), found("from:2026-11-23T03:00Z json"));
    assertEquals(List.of(0, 1, 2), found("not from:2026-11-23T03:00Z"));
    AuditView view = view();
    assertEquals(
        3, view.positionOf(Instant.parse("2026-11-23T03:00:00Z")), "as the brush finds it");
  }

  @Test
  void accentWrittenAsOneLetterDoesNotFindTheSameWrittenAsTwo() throws IOException {
    Files.writeString(
        folder.resolve("audit_2026-11-24.jsonl"),
        "{\"details\": {\"name\": \"Cafe\\u0301 9\", \"as\": \"Cafe\u0301\"}}\n");

    assertEquals(List.of(0, 1, 2, 3), found("caf\u00e9"), "accents count as typed");
    assertEquals(List.of(5), found("CAFE\u0301"));
    assertEquals(List.of(5), found("cafe"), "the plain letter stands before its accent");
  }

  @Test
  void mistakesAreToldWithTheirPlace() {
    assertEquals(new AuditMistake(Kind.OPEN_QUOTE, "", 2, 6), mistake("a \"bcd"));
    assertEquals(new AuditMistake(Kind.NO_VALUE, "action:", 0, 7), mistake("action: created"));
    assertEquals(new AuditMistake(Kind.NO_MOMENT, "from:", 0, 14), mistake("from:yesterday"));
    assertEquals(4, mistake("abc -").from());
    assertEquals(0, mistake("not").from());
    assertEquals(0, mistake("detail.:x").from());
  }

  private static AuditMistake mistake(String text) {
    return ((Mistaken) AuditQuery.parse(text, BERLIN)).mistake();
  }

  @Test
  void countsTellActionsActorsAndTimes() throws IOException {
    AuditFound all = search("");
    assertEquals(5, all.size());
    assertEquals(Map.of("api_key_created", 3, "api_key_revoked", 1), all.actions());
    assertEquals(Map.of("dana", 4), all.actors());
    Instant start = Instant.parse("2026-11-23T00:00:00Z");
    int[] counts = all.counts(List.of(start, start.plusSeconds(3_600), start.plusSeconds(10_800)));
    assertEquals(1, counts[0]);
    assertEquals(2, counts[1]);
  }

  @Test
  void searchThatIsCancelledWhileResultsStreamTellsHowFarItCame() throws IOException {
    String line =
        "{\"action\": \"a\", \"details\": {\"name\": \"%s\"}}\n".formatted("x".repeat(990));
    Files.writeString(folder.resolve("audit_2026-11-22.jsonl"), line.repeat(32 << 10));
    AuditView view = AuditIndex.open(folder, Optional.empty()).refresh();
    AuditQuery query = ((Understood) AuditQuery.parse("key:x", BERLIN)).query();
    AtomicBoolean cancelled = new AtomicBoolean();

    AuditFound found =
        AuditSearch.search(
            view, query, cancelled::get, soFar -> cancelled.compareAndSet(false, soFar.size() > 0));

    assertFalse(found.isWhole());
    assertTrue(0 < found.searched() && found.searched() < found.total());
    assertEquals(found.searched(), found.size());
    assertEquals(found.size(), found.actions().get("a"));
    AuditFound whole = AuditSearch.searchOn(found, view, query, () -> false, _ -> {});
    assertTrue(whole.isWhole());
    assertEquals(32 << 10, whole.size());
  }

  @Test
  void stoppedSearchSaysThatItIsNotWhole() throws IOException {
    assertFalse(AuditSearch.search(view(), AuditQuery.ALL, () -> true, _ -> {}).isWhole());
  }
}
