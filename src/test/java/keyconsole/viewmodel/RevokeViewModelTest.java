package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyStatus;
import keyconsole.viewmodel.RevokeViewModel.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevokeViewModelTest {

  @TempDir Path folder;
  private TestWorkspace test;
  private int changes;

  @BeforeEach
  void open() {
    test = new TestWorkspace(folder, "acme.example");
  }

  @AfterEach
  void close() {
    test.close();
  }

  private RevokeViewModel revoke(String... names) {
    List<ApiKey> keys = Stream.of(names).map(test::key).toList();
    RevokeViewModel model = new RevokeViewModel(test.workspace, keys, () -> changes++);
    test.open(new Dialog.Revoke(model));
    return model;
  }

  private static boolean isReady(RevokeViewModel model, String typed) {
    model.typedProperty().set(typed);
    return model.ready().get();
  }

  @Test
  void onlyTheNameItselfWillDo() {
    RevokeViewModel model = revoke("Billing export");
    assertEquals("Revoke Billing export", model.title());
    assertFalse(isReady(model, ""));
    assertFalse(isReady(model, "billing export"));
    assertFalse(isReady(model, "Billing"));
    model.revoke();
    assertEquals(KeyStatus.ACTIVE, test.key("Billing export").status());
    assertTrue(isReady(model, " Billing  export "));
  }

  @Test
  void accentsMayBeTypedEitherWay() {
    RevokeViewModel model = revoke("Café Zürich 東京 🔑");
    assertTrue(isReady(model, "Cafe\u0301 Zu\u0308rich 東京 🔑"));
  }

  @Test
  void keyWithoutANameAsksForTheBeginningOfItsId() {
    RevokeViewModel model = revoke("");
    assertEquals("d7c4965a", model.expected());
    assertFalse(isReady(model, ""));
    assertTrue(isReady(model, "d7c4965a"));
  }

  @Test
  void nameThatNobodyCanTypeAsksForTheBeginningOfItsId() {
    ApiKey key = test.key("Billing export");
    test.service.update(key.id(), KeyEdit.NOTHING.withName("Billing\u202etropxe"));
    RevokeViewModel model = revoke("Billing\u202etropxe");
    assertEquals("Revoke Billing\u2039U+202E\u203atropxe", model.title());
    assertEquals(key.id().text().substring(0, 8), model.expected());
    assertFalse(isReady(model, "Billing\u202etropxe"));
    assertTrue(isReady(model, model.expected()));
  }

  @Test
  void severalAskForTheirNumberAndNameTheFirst() {
    RevokeViewModel model =
        revoke("Billing export", "CI pipeline", "Data import", "Ops break-glass", "To be rotated");
    assertEquals("Revoke 5 keys", model.title());
    assertEquals("Billing export, CI pipeline, Data import and 2 more", model.subtitle());
    assertFalse(isReady(model, "Billing export"));
    assertTrue(isReady(model, "5"));
  }

  @Test
  void lastUseAndTheWeekAreTold() {
    Traffic traffic = revoke("Café Zürich 東京 🔑").trafficProperty().get().orElseThrow();
    assertEquals("3 h ago · 23 Nov 2026, 08:00 UTC", traffic.lastUse());
    assertEquals("2001:db8::1", traffic.from());
    assertEquals("45 requests", traffic.requests());
    assertArrayEquals(new long[] {0, 0, 0, 0, 0, 0, 45}, traffic.days().days());
    assertTrue(traffic.recent());
    assertTrue(traffic.eachDay().endsWith("2026-11-23  45"));
  }

  @Test
  void neverIsTold() {
    Traffic traffic = revoke("Data import").trafficProperty().get().orElseThrow();
    assertEquals("never", traffic.lastUse());
    assertEquals("no requests", traffic.requests());
    assertFalse(traffic.recent());
  }

  @Test
  void severalAddUpAndNameTheOneUsedLast() {
    Traffic traffic = revoke("Data import", "CI pipeline").trafficProperty().get().orElseThrow();
    assertEquals("3 h ago · 23 Nov 2026, 08:00 UTC · CI pipeline", traffic.lastUse());
    assertEquals("11 requests", traffic.requests());
  }

  @Test
  void trafficThatCannotBeReadIsToldHereAndKeepsNobodyFromRevoking() throws IOException {
    Path usage = folder.resolve("acme.example/api_keys/usage");
    Files.delete(usage.resolve("usage_2026-11-23.jsonl"));
    Files.delete(usage);
    Files.writeString(usage, "no folder");
    RevokeViewModel model = revoke("Billing export");
    assertTrue(model.reportProperty().get().text().startsWith("The traffic could not be read."));
    assertTrue(model.reportProperty().get().isFailure());
    assertTrue(isReady(model, "Billing export"));
  }

  @Test
  void revokedKeyIsSaidAndTheListReadAgain() {
    RevokeViewModel model = revoke("Billing export");
    model.typedProperty().set("Billing export");
    model.revoke();
    assertEquals(KeyStatus.REVOKED, test.key("Billing export").status());
    assertTrue(test.dialogs.isEmpty());
    assertEquals(List.of("“Billing export” is revoked"), test.said);
    assertEquals(1, changes);
  }

  @Test
  void escapeStopsTheWorkBeforeItCloses() {
    RevokeViewModel model = revoke("Billing export", "CI pipeline", "Data import");
    model.typedProperty().set("3");
    test.tasks.hold();
    model.revoke();
    assertFalse(model.ready().get());
    model.cancel();
    assertEquals(1, test.dialogs.size());
    test.tasks.release();
    assertEquals("Stopped. 1 of 3 keys are revoked.", model.reportProperty().get().text());
    assertEquals(KeyStatus.ACTIVE, test.key("CI pipeline").status());
    model.cancel();
    assertTrue(test.dialogs.isEmpty());
  }
}
