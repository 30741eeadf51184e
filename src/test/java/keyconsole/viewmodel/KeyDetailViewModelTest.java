package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ResourceBundle;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.Restrictions;
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
  void readsTheFileWhenItsTextIsLookedAt() {
    select("Billing export");
    assertEquals("", keys.detail().jsonProperty().get().text());
    keys.detail().showJson(true);
    assertTrue(keys.detail().jsonProperty().get().text().contains("\"name\": \"Billing export\""));
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

  @Test
  void rangeAloneLocksEveryoneOutAndStandsFirst() {
    RestrictionMarks marks =
        new RestrictionMarks(new KeyWords(ResourceBundle.getBundle("i18n.console")));
    List<KeyDetail.Line> lines =
        marks.of(
            new Restrictions(
                List.of("/v1/chat"),
                List.of(),
                List.of("203.0.113.0/24"),
                List.of("example.org"),
                true));
    assertEquals(
        List.of(
            KeyDetail.Mark.LOCKS_OUT,
            KeyDetail.Mark.ENFORCED,
            KeyDetail.Mark.STORED_ONLY,
            KeyDetail.Mark.STORED_ONLY),
        lines.stream().map(KeyDetail.Line::mark).toList());
    assertEquals("203.0.113.0/24", lines.getFirst().value());
  }

  @Test
  void deadValueBesideALiveOneIsNamed() {
    RestrictionMarks marks =
        new RestrictionMarks(new KeyWords(ResourceBundle.getBundle("i18n.console")));
    KeyDetail.Line ips =
        marks
            .of(
                new Restrictions(
                    List.of(), List.of(), List.of("10.0.0.5", "10.0.0.0/8"), List.of(), true))
            .getFirst();
    assertEquals(KeyDetail.Mark.ENFORCED, ips.mark());
    assertEquals("Can match nothing: 10.0.0.0/8", ips.dead());
  }
}
