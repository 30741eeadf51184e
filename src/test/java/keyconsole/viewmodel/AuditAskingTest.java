package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import keyconsole.domain.AuditPlace;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.viewmodel.AuditFacet.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditAskingTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private Path day;
  private AuditViewModel audit;

  @BeforeEach
  void open() throws IOException {
    test = new TestWorkspace(folder, "acme.example");
    day = test.workspace.folder().resolve("audit/audit_2026-11-23.jsonl");
    Files.writeString(day, "");
    add("api_key_created", "olu@acme.example", 5);
    add("api_key_created", "j.silva@acme.example", 2);
    add("api_key_revoked", "olu@acme.example", 3);
    add("api_key_revoked_by_policy", "robot, nightly", 1);
    add("api_key_rotated", "olu@acme.example", 2);
    audit = audit("");
  }

  @AfterEach
  void close() {
    audit.close();
    test.close();
  }

  private AuditViewModel audit(String query) {
    TestSurroundings around = new TestSurroundings();
    around.zone = ZoneOffset.UTC;
    return new AuditViewModel(
        test.workspace,
        new KeyListViewModel(test.workspace),
        around.surroundings(),
        AuditViewModelTest.kept(test.workspace, around),
        query);
  }

  private void add(String action, String actor, int times) throws IOException {
    String line =
        "{\"timestamp\": \"2026-11-23T10:00:00\", \"action\": \"%s\", \"user_id\": \"%s\", \"tenant\": \"acme.example\", \"details\": {\"key_id\": \"gone-1\", \"name\": \"Edge worker (old)\", \"why\": {\"ticket\": \"T-1\"}}}\n"
            .formatted(action, actor);
    Files.writeString(day, line.repeat(times), StandardOpenOption.APPEND);
  }

  private AuditSearchLine line() {
    return audit.asking().line();
  }

  private List<AuditOffer> offers(String typed) {
    return offers(typed, typed.length());
  }

  private List<AuditOffer> offers(String typed, int caret) {
    line().textProperty().set(typed);
    audit.asking().completion().ask(caret, false);
    return audit.asking().completion().offersProperty().get().offers();
  }

  private static List<String> written(List<AuditOffer> offers) {
    return offers.stream().map(AuditOffer::written).toList();
  }

  private String take(String typed, int caret, String written) {
    AuditOffer offer =
        offers(typed, caret).stream()
            .filter(each -> each.written().equals(written))
            .findFirst()
            .orElseThrow();
    audit.asking().completion().take(offer);
    return line().textProperty().get();
  }

  private List<String> tokens() {
    return line().tokensProperty().get().stream()
        .map(token -> (token.kind() + " " + token.value()).strip())
        .toList();
  }

  @Test
  void keyThatIsGoneHasItsNameThoughNoRecordInSightTellsIt() throws IOException {
    String silent =
        "{\"timestamp\": \"2026-11-23T11:00:00\", \"action\": \"x\", \"user_id\": \"olu\", \"details\": {\"key_id\": \"gone-1\"}}\n";
    Files.writeString(day, silent.repeat(300), StandardOpenOption.APPEND);
    audit.close();
    audit = audit("key:\"gone-1\"");
    audit.resize(10);
    assertEquals(
        "Edge worker (old)",
        audit.windowProperty().get().rows().getFirst().cells().orElseThrow().key());
    assertEquals(List.of("key: Edge worker (old)"), tokens());
    assertEquals(List.of("key:gone-1"), written(offers("edge wo")).stream().limit(1).toList());
  }

  private String chips(Kind kind) {
    return audit.asking().facets().groupsProperty().get().stream()
        .filter(group -> group.kind() == kind)
        .flatMap(group -> group.shown().stream())
        .map(
            facet ->
                (facet.chosen() ? "*" : "")
                    + facet.text()
                    + (facet.found().isPresent() ? " " + facet.found().getAsInt() : ""))
        .collect(Collectors.joining(", "));
  }

  private void toggle(String value) {
    AuditFacet facet =
        audit.asking().facets().groupsProperty().get().stream()
            .flatMap(group -> group.shown().stream())
            .filter(each -> each.value().equals(value))
            .findFirst()
            .orElseThrow();
    audit.asking().toggle(facet);
  }

  @Test
  void fieldsAreCompletedByTheirNames() {
    assertEquals(List.of("action:", "actor:"), written(offers("ac")).subList(0, 2));
    assertTrue(offers("ac").getFirst().hint().contains("what was done"));
    assertEquals(List.of("from:"), written(offers("olu -fr")));
    assertEquals(List.of(), offers("olu "));
  }

  @Test
  void actionsAreOfferedWithHowManyRecordsHaveThem() {
    List<AuditOffer> offers = offers("action:re");
    assertEquals(
        List.of("api_key_created 7", "api_key_revoked 3", "api_key_revoked_by_policy 1"),
        offers.stream().map(offer -> offer.text() + " " + offer.count().getAsInt()).toList());
    AuditOffer revoked = offers.get(1);
    assertEquals("re", revoked.text().substring(revoked.from(), revoked.to()));
  }

  @Test
  void countsAreThoseOfTheWholeLogWhateverIsSearchedFor() {
    audit.close();
    audit = audit("action:rotated");
    assertEquals(7, offers("action:created").getFirst().count().getAsInt());
  }

  @Test
  void whatIsChosenIsQuotedWhereItNeedsToBe() {
    assertEquals("action:api_key_created", take("action:cre", 10, "api_key_created"));
    assertEquals("action:\"api_key_revoked\"", take("action:rev", 10, "\"api_key_revoked\""));
    assertEquals("not actor:\"robot, nightly\"", take("not actor:rob", 13, "\"robot, nightly\""));
    assertEquals("action:x,api_key_rotated olu", take("action:x,rot olu", 12, "api_key_rotated"));
    assertEquals(
        "actor:\"robot, nightly\" x", take("actor:\"robot, n\" x", 10, "\"robot, nightly\""));
  }

  @Test
  void keysAreOfferedByNameAndIdAlsoThoseThatAreGone() {
    audit.resize(10);
    AuditOffer gone = offers("key:edge").getFirst();
    assertEquals("Edge worker (old)", gone.text());
    assertEquals("gone-1", gone.written());
    assertEquals(List.of("gone-1"), written(offers("key:gone")));
    assertEquals("key: Edge worker (old)", searched("key:gone-1").getFirst());
  }

  @Test
  void daysAreOfferedByTheirNames() {
    assertEquals(
        List.of("2026-11-23", "2026-11-22", "2026-11-16"), written(offers("from:")).subList(0, 3));
    assertEquals(List.of("2026-11-22"), written(offers("to:yest")));
  }

  @Test
  void detailsAreOfferedThatTheRecordsHave() {
    assertTrue(written(offers("detail.")).contains("detail.why.ticket:"));
    assertEquals(List.of("detail.why:", "detail.why.ticket:"), written(offers("detail.w")));
  }

  @Test
  void valuesOfADetailAreOfferedWithHowManyRecordsHaveThem() throws IOException {
    String other =
        "{\"timestamp\": \"2026-11-23T11:00:00\", \"action\": \"x\", \"user_id\": \"olu\", \"details\": {\"why\": {\"ticket\": [\"T-1\", \"T 2\"]}}}\n";
    Files.writeString(day, other, StandardOpenOption.APPEND);
    test.tick();
    assertEquals(
        List.of("T-1 14", "T 2 1"),
        offers("detail.ticket:").stream()
            .map(offer -> offer.text() + " " + offer.count().getAsInt())
            .toList());
    assertEquals(List.of("\"T 2\""), written(offers("detail.why.ticket:\"t 2")));
    audit.search("action:created");
    line().textProperty().set("action:created detail.TICKET:t");
    audit.asking().completion().ask(line().typedProperty().get().length(), false);
    assertEquals(
        7,
        audit.asking().completion().offersProperty().get().offers().getFirst().count().getAsInt());
  }

  @Test
  void chipsCountWhatIsInTheBrushedRange() throws IOException {
    String later =
        "{\"timestamp\": \"2026-11-23T14:00:00\", \"action\": \"api_key_rotated\", \"user_id\": \"olu\", \"details\": {}}\n";
    Files.writeString(day, later.repeat(4), StandardOpenOption.APPEND);
    test.tick();
    assertEquals("created 7, rotated 6, revoked 3, revoked by policy 1", chips(Kind.ACTION));
    int bars = audit.histogramProperty().get().size();
    audit.brush(bars - 1, bars - 1);
    assertEquals("rotated 4", chips(Kind.ACTION));
    audit.clearBrush();
    assertEquals("created 7, rotated 6, revoked 3, revoked by policy 1", chips(Kind.ACTION));
  }

  private List<String> searched(String query) {
    audit.search(query);
    return tokens();
  }

  @Test
  void termsAreFinishedBySearchingAndSpokenOfInWords() {
    assertEquals(
        List.of("action: revoked, rotated", "not actor: olu", "night", "\"a phrase\""),
        searched("action:revoked,\"rotated\" and -actor:olu@acme.example night \"a phrase\""));
    assertEquals("", line().typedProperty().get());
    assertEquals(
        "action:revoked,\"rotated\" -actor:olu@acme.example night \"a phrase\"", audit.query());
  }

  @Test
  void aSpaceFinishesATermWithAField() {
    line().typedProperty().set("action:revokedolu");
    assertTrue(line().space("action:revoked".length()));
    assertEquals(List.of("action: revoked"), tokens());
    assertEquals("olu", line().typedProperty().get());
    assertEquals("action:revoked olu", audit.textProperty().get());

    assertFalse(line().space(3));
    line().typedProperty().set("key:\"Edge");
    assertFalse(line().space(9));
  }

  @Test
  void aMistakeIsInWhatIsStillTyped() {
    searched("action:revoked");
    line().typedProperty().set("olu from:never");
    audit.search();
    assertEquals(List.of("action: revoked"), tokens());
    int from = audit.mistakeProperty().get().orElseThrow().from();
    assertEquals("from:never", line().typedProperty().get().substring(from - line().typedFrom()));
  }

  @Test
  void aTermIsTakenAwayOrEditedWithoutWhatIsTyped() {
    searched("action:created actor:olu");
    assertEquals("5 of 13", audit.countTextProperty().get());
    line().typedProperty().set("half");

    audit.asking().remove(1);
    assertEquals("7 of 13", audit.countTextProperty().get());
    assertEquals("half", line().typedProperty().get());

    assertEquals("action:created".length(), line().edit(0));
    assertEquals("action:created half", line().typedProperty().get());
    assertEquals(List.of(), tokens());
  }

  @Test
  void chipsCountWhatIsFoundAndToggleTheirTerm() {
    assertEquals("created 7, revoked 3, rotated 2, revoked by policy 1", chips(Kind.ACTION));
    assertEquals("olu 10, j.silva 2, robot, nightly 1", chips(Kind.ACTOR));

    toggle("api_key_revoked");
    assertEquals("action:\"api_key_revoked\"", audit.query());
    assertEquals("created 7, *revoked 3, rotated 2, revoked by policy 1", chips(Kind.ACTION));
    assertEquals("olu 3", chips(Kind.ACTOR));

    toggle("api_key_rotated");
    assertEquals("action:\"api_key_revoked\",api_key_rotated", audit.query());
    assertEquals("created 7, *revoked 3, *rotated 2, revoked by policy 1", chips(Kind.ACTION));

    toggle("api_key_revoked");
    toggle("api_key_rotated");
    assertEquals("", audit.query());
    assertEquals("13", audit.countTextProperty().get());
  }

  /// What a search has found on its way.
  private record SoFar(int size, int searched, Map<String, Integer> actions)
      implements AuditResult {
    @Override
    public int total() {
      return 1_000;
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public int position(int number) {
      return number;
    }

    @Override
    public AuditPlace place(int number) {
      throw new IndexOutOfBoundsException(number);
    }

    @Override
    public int numberOf(AuditPlace place) {
      return 0;
    }

    @Override
    public Optional<Instant> moment(int number) {
      return Optional.empty();
    }

    @Override
    public int numberOf(Instant moment) {
      return 0;
    }

    @Override
    public List<AuditRecord> records(int from, int count) {
      return List.of();
    }

    @Override
    public List<AuditRecord> requireRecords(int from, int count) {
      return records(from, count);
    }

    @Override
    public Map<String, Integer> actors() {
      return Map.of();
    }

    @Override
    public Tally tally(int from, int to) {
      return new Tally(actions, actors());
    }

    @Override
    public int[] counts(List<Instant> bounds) {
      return new int[0];
    }
  }

  @Test
  void chipsFollowASearchOnItsWay() {
    audit.asking().take(new SoFar(4, 100, Map.of("api_key_rotated", 4)), "", Optional.empty());
    assertEquals("rotated 4", chips(Kind.ACTION));
    audit
        .asking()
        .take(
            new SoFar(9, 500, Map.of("api_key_rotated", 4, "api_key_created", 5)),
            "",
            Optional.empty());
    assertEquals("created 5, rotated 4", chips(Kind.ACTION));

    assertEquals(7, offers("action:created").getFirst().count().getAsInt());
  }

  @Test
  void aChipIsChosenAtOnceHoweverLongTheSearchTakes() {
    test.tasks.hold();
    toggle("api_key_rotated");
    assertTrue(chips(Kind.ACTION).contains("*rotated"));
    test.tasks.release();
    assertEquals("created 7, revoked 3, *rotated 2, revoked by policy 1", chips(Kind.ACTION));
  }

  @Test
  void aChipIsChosenByWhatItIsCalledToo() {
    audit.search("actor:olu not action:created");
    assertEquals("*olu 5, robot, nightly 1", chips(Kind.ACTOR));
    toggle("robot, nightly");
    assertEquals("actor:olu,\"robot, nightly\" not action:created", audit.query());
    toggle("olu@acme.example");
    assertEquals("actor:\"robot, nightly\" not action:created", audit.query());
  }

  @Test
  void aChipNarrowsWhatIsLookedForByAPart() {
    audit.search("action:re");
    toggle("api_key_created");
    assertEquals("action:re action:api_key_created", audit.query());
  }

  @Test
  void chipsThatHaveNoRoomAreFound() throws IOException {
    for (int i = 0; i < 6; i++) {
      add("odd_" + i, "", 1);
    }
    test.tick();
    AuditFacet.Group actions = audit.asking().facets().groupsProperty().get().getFirst();
    assertEquals(4, actions.shown().size());
    assertEquals(6, actions.more());
    assertTrue(chips(Kind.ACTOR).contains("no actor 6"));

    AuditFacetPicker picker = audit.asking().picker();
    picker.turnTo(Kind.ACTION);
    picker.open();
    assertEquals(10, picker.found().size());
    picker.textProperty().set("ODD_5");
    audit.asking().toggle(picker.found().getFirst());
    assertTrue(chips(Kind.ACTION).endsWith("*odd_5 1"));

    audit.search("");
    toggle("");
    assertEquals("actor:\"\"", audit.query());
    assertEquals("6 of 19", audit.countTextProperty().get());
  }

  @Test
  void examplesCanBeUnderstood() {
    List<AuditAsking.Example> examples = audit.asking().examples();
    assertEquals(5, examples.size());
    for (AuditAsking.Example example : examples) {
      audit.search(example.query());
      assertTrue(audit.mistakeProperty().get().isEmpty(), example.query());
    }
  }
}
