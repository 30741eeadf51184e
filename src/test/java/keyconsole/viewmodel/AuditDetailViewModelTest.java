package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.service.AuditTrail;
import keyconsole.viewmodel.AuditDetail.Change;
import keyconsole.viewmodel.AuditDetail.Link;
import keyconsole.viewmodel.AuditDetail.Side;
import keyconsole.viewmodel.AuditDetail.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditDetailViewModelTest {

  private static final String REVOKED = "5d899f3f-4919-44c6-bed1-48230621672a";
  private static final String BILLING = "8c5ad429-df12-4037-905a-49cce4f9c35c";
  private static final String GONE = "0d5e7c31-94ab-4f0c-8a57-2f6be1c09d44";
  private static final Side UNKNOWN = new Side("not known", false);

  @TempDir Path folder;
  private final List<String> searched = new ArrayList<>();
  private AuditNames names;
  private TestWorkspace test;
  private KeyListViewModel keys;
  private AuditDetailViewModel detail;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
    keys = new KeyListViewModel(test.workspace);
    names = new AuditNames(Optional.of(test.service.auditTrail()));
    detail = new AuditDetailViewModel(test.workspace, keys, names, searched::add);
  }

  @AfterEach
  void close() {
    detail.close();
    keys.close();
    test.close();
  }

  private void append(String action, String time, String details) {
    append(
        "{\"timestamp\": \"%s\", \"action\": \"%s\", \"user_id\": \"olu@acme.example\", \"tenant\": \"acme.example\", \"details\": %s}"
            .formatted(time, action, details));
  }

  private void append(String line) {
    try {
      Files.writeString(
          test.workspace.folder().resolve("audit/audit_2026-11-23.jsonl"),
          line + "\n",
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private AuditWords words(ZoneId zone) {
    KeyWords texts = new KeyWords(test.workspace.texts());
    return new AuditWords(texts, zone, "acme.example", names, TestWorkspace.NOW);
  }

  private AuditRecord find(String query) {
    AuditTrail trail = test.service.auditTrail();
    trail.refresh();
    return trail.search(query, ZoneOffset.UTC, () -> false, _ -> {}).records(0, 1_000).getLast();
  }

  private AuditDetail show(String query) {
    detail.show(find(query), words(ZoneOffset.UTC));
    return detail.detailProperty().get().orElseThrow();
  }

  private Link link(Target target) {
    return detail.linksProperty().get().stream()
        .filter(link -> link.target() == target)
        .findFirst()
        .orElseThrow();
  }

  private List<Change> changes() {
    return detail.changesProperty().get().orElseThrow().changes();
  }

  private static Side known(String text) {
    return new Side(text, true);
  }

  @Test
  void recordIsToldInFull() {
    AuditDetail shown = show("action:revoked");
    assertEquals("revoked", shown.badge().text());
    assertEquals("To be revoked", shown.title());
    assertEquals("Mon 23 Nov 2026, 08:00:43.537123 UTC", shown.time());
    assertEquals("audit_2026-11-23.jsonl, line 10", shown.place());
    assertTrue(shown.json().text().contains("\n    \"name\": \"To be revoked\"\n"));
    assertEquals(List.of(), shown.notes());
  }

  @Test
  void revocationSaysWhatTheKeyWasByTheEntryBefore() {
    show("action:revoked");
    assertEquals(List.of(new Change("Status", known("active"), known("revoked"))), changes());
    assertTrue(
        detail
            .changesProperty()
            .get()
            .orElseThrow()
            .notes()
            .getFirst()
            .contains("08:00:43.375984"));
  }

  @Test
  void editWithoutValuesTellsAfterAsTheKeyIsNowAndBeforeAsUnknown() {
    append(
        "api_key_updated",
        "2026-11-23T09:00:00",
        "{\"key_id\": \""
            + BILLING
            + "\", \"name\": \"Billing export\", \"changed\": [\"description\", \"capabilities\"]}");
    show("action:updated");
    assertEquals(
        List.of("Description", "Capabilities"), changes().stream().map(Change::label).toList());
    assertEquals(UNKNOWN, changes().getFirst().before());
    assertTrue(changes().getFirst().after().known());
    assertEquals(known("rag:search\nexternal:slack"), changes().getLast().before());
    assertEquals(known("rag:search\nexternal:slack"), changes().getLast().after());
  }

  @Test
  void laterEditHidesWhatAnEarlierOneLed() {
    String about = "{\"key_id\": \"" + BILLING + "\", \"changed\": [\"limits\"]}";
    append("api_key_updated", "2026-11-23T09:00:00", about);
    show("action:updated");
    assertEquals(6, changes().size());
    assertTrue(changes().stream().allMatch(each -> each.after().known()));
    AuditRecord first = find("action:updated");
    append("api_key_updated", "2026-11-23T10:00:00", about);
    find("action:updated");
    detail.showNothing();
    detail.show(first, words(ZoneOffset.UTC));
    assertTrue(changes().stream().noneMatch(each -> each.after().known()));
  }

  @Test
  void whatTheRecordTellsItselfIsTaken() {
    append(
        "api_key_updated",
        "2026-11-23T09:00:00",
        "{\"key_id\": \""
            + BILLING
            + "\", \"rate_limit_per_hour\": {\"from\": 5000, \"to\": 8000}, \"ticket\": \"OPS-7\"}");
    show("action:updated");
    assertEquals(
        List.of(new Change("Requests an hour", known("5,000"), known("8,000"))), changes());
    assertTrue(
        detail.changesProperty().get().orElseThrow().facts().stream()
            .anyMatch(fact -> fact.label().equals("ticket") && fact.value().equals("OPS-7")));
  }

  @Test
  void whatTheConsoleWritesOfAnEditIsToldAsBeforeAndAfter() {
    KeyId id = new KeyId(BILLING);
    test.service.update(
        id,
        KeyEdit.NOTHING
            .withName("Billing")
            .withExpiry(new Expiry.At(Instant.parse("2027-03-28T01:30:00Z"))));
    show("action:updated");
    assertEquals(List.of("Name", "Expiry"), changes().stream().map(Change::label).toList());
    assertEquals(known("Billing export"), changes().getFirst().before());
    assertEquals(known("Billing"), changes().getFirst().after());
    assertEquals(known("28 Mar 2027 01:30 UTC"), changes().getLast().after());
    test.service.suspend(id);
    show("action:suspended");
    assertEquals(List.of(new Change("Status", known("active"), known("suspended"))), changes());
    test.service.rotate(id).rawKey().close();
    show("action:rotated key:" + BILLING);
    assertEquals(
        List.of("Last rotated", "Raw key"), changes().stream().map(Change::label).toList());
  }

  @Test
  void countsAndStateStandBesideTheLinks() {
    show("action:revoked");
    assertEquals("Revoked", link(Target.KEY).told());
    assertEquals("2", link(Target.ENTRIES_OF_KEY).told());
    assertEquals("3", link(Target.ENTRIES_BY_ACTOR).told());
    assertEquals("Entries by lee@acme.example", link(Target.ENTRIES_BY_ACTOR).text());
  }

  @Test
  void linksLeadOn() {
    show("action:revoked");
    detail.follow(link(Target.ENTRIES_OF_KEY));
    detail.follow(link(Target.ENTRIES_BY_ACTOR));
    assertEquals(List.of("key:\"" + REVOKED + "\"", "actor:\"lee@acme.example\""), searched);
    detail.follow(link(Target.USAGE));
    assertEquals(
        new UsageLinesQuestion(
            Instant.parse("2026-11-22T20:00:00Z"),
            Instant.parse("2026-11-23T21:00:00Z"),
            ZoneOffset.UTC,
            Set.of(REVOKED),
            Set.of(),
            Set.of(),
            Set.of()),
        test.linesAsked.getFirst());
    detail.follow(link(Target.KEY));
    assertEquals(1, test.keysShown);
    assertEquals("To be revoked", keys.selectedKeys().getFirst().name());
  }

  @Test
  void usageIsCountedInWholeHoursOfTheZone() throws IOException {
    new SomeLines(test.workspace.folder())
        .add(7, Instant.parse("2026-11-23T07:10:00Z"), REVOKED, "/v1/chat", "203.0.113.24");
    detail.show(find("action:revoked"), words(ZoneId.of("Asia/Kolkata")));
    assertEquals("23 Nov 01:00 – 24 Nov 02:00 Asia/Kolkata", link(Target.USAGE).hint());
    assertTrue(Integer.parseInt(link(Target.USAGE).told()) >= 7);
    detail.follow(link(Target.USAGE));
    assertEquals(Instant.parse("2026-11-22T19:30:00Z"), test.linesAsked.getFirst().from());
  }

  @Test
  void deletedKeyKeepsItsNameAndLeadsNowhere() {
    append(
        "api_key_created",
        "2026-11-23T09:00:00",
        "{\"key_id\": \"" + GONE + "\", \"name\": \"Edge worker\", \"scope\": \"user\"}");
    append("api_key_revoked", "2026-11-23T10:00:00", "{\"key_id\": \"" + GONE + "\"}");
    assertEquals(GONE, show("action:revoked actor:olu").title());
    test.service.auditTrail().learnNames(() -> false);
    detail.namesChanged();
    assertEquals("Edge worker", detail.detailProperty().get().orElseThrow().title());
    assertEquals(
        new Link(Target.KEY, GONE, "Key Edge worker", "Deleted", GONE, false), link(Target.KEY));
    detail.follow(link(Target.KEY));
    assertEquals(0, test.keysShown);
  }

  @Test
  void recordAboutSeveralKeysLeadsToEachAndToWhatConcernsAnyOfThem() throws IOException {
    append(
        "api_key_revoked",
        "2026-11-23T09:00:00",
        "[{\"key_id\": \"%s\", \"name\": \"Billing export\"}, {\"key_id\": \"%s\", \"name\": \"Old\"}]"
            .formatted(BILLING, REVOKED));
    new SomeLines(test.workspace.folder())
        .add(3, Instant.parse("2026-11-23T07:10:00Z"), REVOKED, "/v1/chat", "203.0.113.24");
    AuditDetail shown = show("action:revoked actor:olu");
    assertEquals("2 keys: Billing export, Old", shown.title());
    assertEquals(
        List.of("Key Billing export Active", "Key Old Revoked"),
        detail.linksProperty().get().stream()
            .filter(link -> link.target() == Target.KEY)
            .map(link -> link.text() + " " + link.told())
            .toList());
    assertEquals("Entries of these 2 keys", link(Target.ENTRIES_OF_KEY).text());
    assertEquals("4", link(Target.ENTRIES_OF_KEY).told());
    assertTrue(Integer.parseInt(link(Target.USAGE).told()) >= 3);
    assertEquals(List.of(new Change("Status", UNKNOWN, known("revoked"))), changes());

    detail.follow(link(Target.ENTRIES_OF_KEY));
    assertEquals("key:\"" + BILLING + "\",\"" + REVOKED + "\"", searched.getLast());
    detail.follow(link(Target.USAGE));
    assertEquals(Set.of(BILLING, REVOKED), test.linesAsked.getFirst().keys());
    detail.follow(link(Target.KEY));
    assertEquals("Billing export", keys.selectedKeys().getFirst().name());
  }

  @Test
  void aListWithOneKeyIsAboutThatKey() {
    append(
        "api_key_revoked",
        "2026-11-23T09:00:00",
        "[{\"key_id\": \"%s\", \"name\": \"Billing\"}]".formatted(BILLING));
    assertEquals("Billing", show("action:revoked actor:olu").title());
    assertEquals("Active", link(Target.KEY).told());
    assertEquals("Entries of this key", link(Target.ENTRIES_OF_KEY).text());
    assertEquals(
        List.of(
            new Change("Status", known("active"), known("revoked")),
            new Change("Name", known("Billing export"), known("Billing"))),
        changes());
  }

  @Test
  void lineThatCannotBeReadIsShownAsItIs() {
    append("garbage \u001b");
    AuditDetail shown = show("garbage");
    assertEquals("Line 12", shown.title());
    assertTrue(shown.badge().outlined());
    assertEquals("garbage \\u001b", shown.json().text());
    assertEquals(1, shown.notes().size());
    assertEquals(List.of(), detail.linksProperty().get());
    detail.copyJson();
    assertEquals("garbage \u001b", test.clipboard);
    detail.copyRaw();
    assertEquals("garbage \u001b", test.clipboard);
  }

  @Test
  void onlyALineThatGoesOnSaysThatItIsCut() {
    String longest = "x".repeat(AuditRecord.MOST_TEXT - 3) + "\u2026";
    append(longest);
    assertEquals("", show("xxx").cut());
    append(longest + "y");
    assertEquals(
        "The line is longer than 131,072 bytes. Only its beginning is shown.", show("xxx").cut());
  }

  @Test
  void hashIsThatOfTheBytesOfTheLine() throws Exception {
    append("caf\u00e9 garbage");
    show("garbage");
    byte[] line = "caf\u00e9 garbage".getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
    assertEquals(hex, detail.hashProperty().get());
    detail.copyHash();
    assertEquals(hex, test.clipboard);
    assertEquals(
        "8f3a 91c0 … 5be7", AuditDetailViewModel.shortHash("8f3a91c0" + "0".repeat(52) + "5be7"));
  }

  @Test
  void lineThatWasChangedMeanwhileHasNoHash() throws IOException {
    AuditRecord record = find("action:revoked");
    Path file = test.workspace.folder().resolve("audit/audit_2026-11-23.jsonl");
    Files.writeString(file, Files.readString(file).replace("To be revoked", "To be Revoked"));
    detail.show(record, words(ZoneOffset.UTC));
    assertEquals("", detail.hashProperty().get());
  }

  @Test
  void lastChosenRecordWins() {
    AuditRecord first = find("action:revoked");
    AuditRecord second = find("action:rotated");
    test.tasks.hold();
    detail.show(first, words(ZoneOffset.UTC));
    assertEquals("…", link(Target.ENTRIES_OF_KEY).told());
    assertTrue(detail.changesProperty().get().isEmpty());
    detail.show(second, words(ZoneOffset.UTC));
    test.tasks.release();
    assertEquals("To be rotated", detail.detailProperty().get().orElseThrow().title());
    assertEquals("Raw key", changes().getFirst().label());
    assertEquals("4", link(Target.ENTRIES_BY_ACTOR).told());
  }

  @Test
  void otherZoneIsToldWithoutLookingUpAgain() {
    AuditRecord record = find("action:revoked");
    detail.show(record, words(ZoneOffset.UTC));
    test.tasks.hold();
    detail.show(record, words(ZoneId.of("Europe/Berlin")));
    assertEquals(0, test.tasks.heldCount());
    assertTrue(detail.detailProperty().get().orElseThrow().time().contains("09:00:43.537123"));
    assertEquals("2", link(Target.ENTRIES_OF_KEY).told());
  }

  @Test
  void usageIsCountedAgainWhereTheZoneHasOtherHours() throws IOException {
    new SomeLines(test.workspace.folder())
        .add(7, Instant.parse("2026-11-22T19:40:00Z"), REVOKED, "/v1/chat", "203.0.113.24");
    AuditRecord record = find("action:revoked");
    detail.show(record, words(ZoneOffset.UTC));
    int before = Integer.parseInt(link(Target.USAGE).told());
    detail.show(record, words(ZoneId.of("Asia/Kolkata")));
    assertEquals(before + 7, Integer.parseInt(link(Target.USAGE).told()));
    assertTrue(link(Target.USAGE).hint().endsWith("Asia/Kolkata"));
  }

  @Test
  void sealIsSilentUntilThereIsOneToAsk() {
    show("action:revoked");
    assertEquals(Optional.empty(), detail.sealProperty().get());
    AuditSeals.Told covered = new AuditSeals.Told("Covered, unchanged", Tone.SUCCESS);
    detail.sealWith(
        new AuditSeals() {
          @Override
          public Optional<Told> ofLine(AuditRecord record) {
            return Optional.of(covered);
          }

          @Override
          public Optional<String> ofLog() {
            return Optional.empty();
          }
        });
    assertEquals(Optional.of(covered), detail.sealProperty().get());
    detail.showNothing();
    assertEquals(Optional.empty(), detail.sealProperty().get());
    assertFalse(detail.detailProperty().get().isPresent());
  }

  @Test
  void oddRecordSaysWhatIsOdd() {
    append("policy_changed", "2026-11-23T01:00:00", "{\"deep\": {\"x\": [1]}}");
    AuditDetail shown = show("policy");
    assertEquals("Entry without a key", shown.title());
    assertEquals(1, shown.notes().size());
    assertEquals(List.of(), changes());
    assertEquals(
        List.of("Action", "Actor", "deep"),
        detail.changesProperty().get().orElseThrow().facts().stream()
            .map(AuditDetail.Fact::label)
            .toList());
  }
}
