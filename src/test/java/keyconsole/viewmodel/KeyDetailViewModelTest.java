package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.Mark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDetailViewModelTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private KeyListViewModel keys;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
    keys = new KeyListViewModel(test.workspace);
  }

  @AfterEach
  void close() {
    keys.close();
    test.close();
  }

  private KeyDetail select(String name) {
    keys.select(
        keys.rows().stream()
            .filter(row -> row instanceof KeyRow.Entry entry && entry.key().name().equals(name))
            .toList());
    return keys.detail().detailProperty().get().orElseThrow();
  }

  @Test
  void tellsWhatTheKeyIs() {
    KeyDetail detail = select("Ops break-glass");
    assertEquals(
        List.of("Active", "Expires in 6 d"),
        detail.badges().stream().map(KeyDetail.Badge::text).toList());
    assertEquals("3497573c-597d-4d89-948c-9de2357f060e", detail.id());
    assertEquals("30 Nov 2026, 08:00 UTC", detail.facts().get(3).value());
    assertEquals(Tone.WARNING, detail.facts().get(3).tone());
  }

  @Test
  void countsUseAgainstTheLimits() {
    KeyDetail.Gauge today = select("Billing export").gauges().get(1);
    assertEquals("43", today.used());
    assertEquals("10,000", today.limit());
    assertEquals(Tone.PLAIN, today.tone());
  }

  @Test
  void saysWhatTheLimitsAreHeadingForAndWhetherTheCountersAgree() throws IOException {
    KeyDetail detail = select("Billing export");
    assertTrue(detail.gauges().get(1).outlook().contains(" by midnight"), detail.toString());
    assertTrue(detail.gauges().get(1).ahead().isPresent());
    assertEquals(Tone.NEUTRAL, detail.reconciled().orElseThrow().tone());
    Path file = folder.resolve("acme.example/api_keys/keys").resolve(detail.id() + ".json");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\"requests_count\": \\d+", "\"requests_count\": 7000")
            .replaceFirst("\"daily_quota\": \\d+", "\"daily_quota\": 50"));
    readAll();
    test.pass(Duration.ofSeconds(59));
    KeyDetail changed = select("Billing export");
    assertEquals(Tone.WARNING, changed.reconciled().orElseThrow().tone());
    assertTrue(changed.gauges().get(1).isLoud());
  }

  @Test
  void whatWasNotReadIsNotCountedAsNothing() throws IOException {
    Path usage = folder.resolve("acme.example/api_keys/usage");
    assertEquals("", select("Billing export").notRead());

    Files.createDirectory(usage.resolve("usage_2026-11-02.jsonl"));
    KeyDetail earlier = counted();
    assertEquals("43", earlier.gauges().get(1).used());
    assertTrue(earlier.gauges().get(1).outlook().contains(" by midnight"), earlier.toString());
    assertEquals("at least 43", earlier.gauges().get(2).used());
    assertTrue(earlier.notRead().startsWith("2 Nov 2026 (UTC) is not counted in full."));

    Files.writeString(usage.resolve("usage_2026-11-23.jsonl"), "[]\n", StandardOpenOption.APPEND);
    KeyDetail today = counted();
    assertEquals("at least 43", today.gauges().get(1).used());
    assertEquals("≥ 0 %", today.gauges().get(1).percent());
    assertEquals("", today.gauges().get(1).outlook());
    assertTrue(today.gauges().get(1).ahead().isEmpty());
    assertTrue(today.notRead().contains("\n23 Nov 2026 (UTC) is not counted in full."));
  }

  private KeyDetail counted() {
    test.service.refreshUsage();
    test.pass(Duration.ofSeconds(11));
    return keys.detail().detailProperty().get().orElseThrow();
  }

  @Test
  void readsTheFileWhenItsTextIsLookedAt() {
    select("Billing export");
    assertEquals("", keys.detail().jsonProperty().get().text());
    keys.detail().showJson(true);
    KeyDetailViewModel.Text told = keys.detail().jsonProperty().get();
    assertTrue(told.text().contains("\"name\": \"Billing export\""));
    assertEquals(ShownJson.Kind.NAME, told.shown().lines().get(1).pieces().getFirst().kind());
  }

  @Test
  void showsOnlyTheBeginningOfAHugeFile() throws IOException {
    String id = select("Billing export").id();
    Path file = folder.resolve("acme.example/api_keys/keys").resolve(id + ".json");
    String text = Files.readString(file);
    Files.writeString(
        file, text.replace("\"description\": \"", "\"description\": \"" + "x".repeat(300_000)));
    keys.detail().showJson(true);
    assertEquals(100_000, keys.detail().jsonProperty().get().text().length());
    assertTrue(keys.detail().jsonProperty().get().cut().contains("100,000"));
    keys.detail().copyJson();
    assertEquals(keys.detail().jsonProperty().get().text(), test.clipboard);
  }

  @Test
  void tellsWhoMadeTheKey() {
    assertEquals("23 Nov 2026 by dana", select("Billing export").facts().get(2).value());
  }

  @Test
  void linksAKeyAndItsSuccessorToEachOther() {
    String old = select("Billing export").id();
    IssuedKey issued =
        test.service.rotateWithOverlap(KeyId.parse(old).orElseThrow(), Duration.ofHours(1));
    issued.rawKey().close();
    String next = issued.key().id().text();
    keys.refresh();
    keys.select(keys.rows().stream().filter(row -> row.rowId().equals(old)).toList());
    KeyDetail.Link link = keys.detail().detailProperty().get().orElseThrow().links().getFirst();
    assertEquals("Replaced by", link.label());
    assertEquals("Billing export · " + next.substring(0, 8), link.name());
    keys.detail().follow(link);
    KeyDetail successor = keys.detail().detailProperty().get().orElseThrow();
    assertEquals(next, successor.id());
    assertEquals("Replaces", successor.links().getFirst().label());
  }

  @Test
  void closesWithTheSelection() {
    select("Billing export");
    keys.closeDetail();
    assertTrue(keys.detail().detailProperty().get().isEmpty());
    assertTrue(keys.selection().isEmpty());
  }

  @Test
  void copiesTheId() {
    KeyDetail detail = select("Billing export");
    keys.detail().copyId();
    assertEquals(detail.id(), test.clipboard);
  }

  /// As somebody put it into the file by hand.
  private KeyDetail withLists(String ips, String endpoints) throws IOException {
    String id = select("Billing export").id();
    Path file = folder.resolve("acme.example/api_keys/keys").resolve(id + ".json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"allowed_ips\": []", "\"allowed_ips\": " + ips)
            .replace("\"allowed_endpoints\": []", "\"allowed_endpoints\": " + endpoints));
    readAll();
    return select("Billing export");
  }

  /// Reads what was written by hand, however late the file system tells of it.
  private void readAll() {
    test.service.list();
    keys.refresh();
  }

  private static List<Mark> marks(List<KeyDetail.Line> lines) {
    return lines.stream().map(line -> line.marked().mark()).toList();
  }

  @Test
  void rangeAloneLocksEveryoneOutAndStandsFirstWithItsReason() throws IOException {
    KeyDetail detail = withLists("[\"203.0.113.0/24\"]", "[\"/v1/chat\"]");
    assertEquals(
        List.of(Mark.LOCKS_OUT, Mark.ENFORCED, Mark.STORED_ONLY), marks(detail.restrictions()));
    KeyDetail.Line ips = detail.restrictions().getFirst();
    assertEquals("203.0.113.0/24", ips.value());
    assertEquals("Locks everyone out", ips.marked().text());
    assertEquals(
        "The backend compares whole addresses as text. No caller’s address reads like this.",
        ips.marked().reason());
    assertEquals(
        List.of("203.0.113.0/24 would let nobody in. Write it as its 256 addresses."), ips.dead());
    assertTrue(detail.badges().stream().anyMatch(b -> b.text().equals("Locks everyone out")));
  }

  @Test
  void deadValueBesideALiveOneIsNamed() throws IOException {
    KeyDetail.Line ips =
        withLists("[\"10.0.0.5\", \"10.0.0.0/8\"]", "[]").restrictions().getFirst();
    assertEquals(Mark.ENFORCED, ips.marked().mark());
    assertEquals("Can match nothing: 10.0.0.0/8", ips.deadBrief());
    assertTrue(ips.dead().getFirst().startsWith("10.0.0.0/8 would let nobody in, and its 16,777,"));
    assertEquals(Optional.of(WizardStep.RESTRICTIONS), ips.fix());
  }

  @Test
  void longListIsToldInBrief() throws IOException {
    String many =
        IntStream.range(0, 400)
            .mapToObj(i -> "\"10.0." + i / 256 + "." + i % 256 + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    KeyDetail.Line ips = withLists(many, "[]").restrictions().getFirst();
    assertEquals("10.0.0.0, 10.0.0.1, 10.0.0.2 and 397 more", ips.brief());
    assertTrue(ips.value().endsWith("10.0.1.43 and 100 more"), ips.value());
  }

  @Test
  void eachLimitSaysWhatBecomesOfIt() {
    List<KeyDetail.Line> limits = select("Billing export").limits();
    assertEquals(7, limits.size());
    assertEquals("Expires", limits.getLast().label());
    assertEquals(Mark.ENFORCED, limits.getLast().marked().mark());
    assertTrue(limits.stream().limit(6).allMatch(line -> line.marked().mark() == Mark.STORED_ONLY));
    assertEquals(
        "The backend never looks at this, and nothing in the key folder tells it.",
        limits.get(5).marked().reason());
  }

  @Test
  void hourlyLimitOfNoneLocksEveryoneOutAndIsMendedAtItsStep() throws IOException {
    String id = select("Billing export").id();
    Path file = folder.resolve("acme.example/api_keys/keys").resolve(id + ".json");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\"rate_limit_per_hour\": \\d+", "\"rate_limit_per_hour\": 0"));
    readAll();
    KeyDetail detail = select("Billing export");
    assertEquals(Mark.LOCKS_OUT, detail.usage().mark());
    KeyDetail.Line hour = detail.limits().getFirst();
    assertEquals(Mark.LOCKS_OUT, hour.marked().mark());
    keys.detail().fix(hour);
    NewKeyViewModel wizard = ((Page.NewKey) test.pages.getLast()).model();
    assertEquals(WizardStep.LIMITS, wizard.stepProperty().get());
    assertTrue(wizard.limits().limit(NewKeyLimit.Kind.HOUR).markedProperty().get().isBad());
  }

  @Test
  void fixLeadsToTheOfferInTheWizard() throws IOException {
    KeyDetail detail = withLists("[\"203.0.113.0/28\"]", "[]");
    keys.detail().fix(detail.restrictions().getFirst());
    NewKeyViewModel wizard = ((Page.NewKey) test.pages.getLast()).model();
    assertEquals(WizardStep.RESTRICTIONS, wizard.stepProperty().get());
    NewKeyRestriction ips = wizard.restrictions().worst();
    assertEquals(NewKeyRestriction.Kind.IPS, ips.kind());
    assertEquals("Write 203.0.113.0/28 as its 16 addresses", ips.offerProperty().get());
    ips.takeOffer();
    assertEquals(16, ips.values().size());
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    ((Dialog.Question) test.dialogs.getLast()).onYes().run();
    assertEquals(16, test.key("Billing export").restrictions().allowedIps().size());
  }

  @Test
  void restrictionsAreEditedWhereTheyStand() {
    select("Billing export");
    keys.detail().editRestrictions();
    NewKeyViewModel wizard = ((Page.NewKey) test.pages.getLast()).model();
    assertEquals(WizardStep.RESTRICTIONS, wizard.stepProperty().get());
  }
}
