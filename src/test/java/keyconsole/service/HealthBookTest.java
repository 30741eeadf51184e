package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import keyconsole.TestTenant;
import keyconsole.domain.Finding;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.FindingKind;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.KeyUsage.Newcomer;
import keyconsole.domain.Snooze;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the administrators agree on, and who may.
class HealthBookTest {

  private static final Instant NOW = TestTenant.NOON;
  private static final Instant NEXT_WEEK = NOW.plus(Duration.ofDays(7));

  @TempDir Path temporary;
  private TestTenant tenant;
  private KeyService service;
  private HealthBook book;

  @BeforeEach
  void open() {
    tenant = TestTenant.empty(temporary);
    service = tenant.openAsAdministrator();
    book = service.healthBook();
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static Finding finding(FindingKind kind, String subject) {
    return new Finding(
        kind, kind.severity(), Optional.empty(), subject, new Evidence.Plain(), Optional.empty());
  }

  private static final Finding IDLE = finding(FindingKind.IDLE, "b2f09c1e");

  private Path file() {
    return tenant.directory().console().resolve("health.jsonl");
  }

  /// The list of keys asks for the thresholds at each look.
  @Test
  void aPipeOrALinkInItsPlaceIsToldAndKeepsNobodyWaiting() throws Exception {
    Files.createDirectories(tenant.directory().console());
    Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "{\"thresholds\": {}}\n");
    Files.createSymbolicLink(file(), elsewhere);
    assertThrows(StoreException.class, book::read);
    Files.delete(file());
    int pipe = new ProcessBuilder("mkfifo", file().toString()).start().waitFor();
    Assumptions.assumeTrue(pipe == 0, "no pipes here");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThrows(StoreException.class, book::read);
          assertEquals(Thresholds.STANDARD, book.thresholds(Thresholds.STANDARD));
        });
  }

  @Test
  void whatIsPutOffIsThereForAnotherConsoleUntilItsDay() throws IOException {
    book.putOff(IDLE, NEXT_WEEK, "  Moves in January ");
    try (KeyService other = tenant.open(Session.readOnly(tenant.domain))) {
      HealthNotes notes = other.healthBook().read();
      Snooze snooze = notes.putOff(IDLE, NOW).orElseThrow();
      assertEquals("Moves in January", snooze.reason());
      assertEquals("olu@acme.example", snooze.by());
      assertEquals(Optional.empty(), notes.putOff(IDLE, NEXT_WEEK));
      assertEquals(Optional.empty(), notes.putOff(finding(FindingKind.IDLE, "other"), NOW));
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    book.tellAgain(IDLE.id());
    assertEquals(HealthNotes.NONE, book.read());
  }

  @Test
  void onlyALiveAdministratorWrites() {
    service.actFor(tenant.person("dana@acme.example"));
    assertThrows(NotAuthorizedException.class, () -> book.putOff(IDLE, NEXT_WEEK, "why"));
    service.actFor(Session.readOnly(tenant.domain));
    assertThrows(
        NotAuthorizedException.class, () -> book.draw(Thresholds.STANDARD, Thresholds.STANDARD));
    assertThrows(NotAuthorizedException.class, () -> book.tellAgain(IDLE.id()));
    assertFalse(Files.exists(tenant.directory().console()), "nothing is written");
  }

  @Test
  void whatOpensAccessNowCannotBePutOffNorAnythingForEver() {
    Finding broken = finding(FindingKind.SEAL_BROKEN, "audit");
    assertThrows(InvalidRequestException.class, () -> book.putOff(broken, NEXT_WEEK, "why"));
    assertThrows(
        InvalidRequestException.class,
        () -> book.putOff(IDLE, NOW.plus(Snooze.LONGEST).plusSeconds(1), "why"));
    assertThrows(InvalidRequestException.class, () -> book.putOff(IDLE, NOW, "why"));
    assertThrows(InvalidRequestException.class, () -> book.putOff(IDLE, NEXT_WEEK, " "));
  }

  @Test
  void aForgedLineHidesNothingThatCannotBePutOff() throws IOException {
    book.draw(Thresholds.STANDARD, Thresholds.STANDARD.with(Threshold.IDLE_DAYS, 60));
    Finding live = finding(FindingKind.LIVE_PROBLEM, "x.json");
    Files.writeString(
        file(),
        line(live, "2026-12-01T00:00:00", "2026-11-23T00:00:00", "why")
            + line(IDLE, "2099-01-01T00:00:00", "2026-11-23T00:00:00", "for ever")
            + line(
                finding(FindingKind.IDLE, "ahead"),
                "2026-12-24T00:00:00",
                "2026-12-01T00:00:00",
                "later")
            + line(
                finding(FindingKind.IDLE, "mute"),
                "2026-12-01T00:00:00",
                "2026-11-23T00:00:00",
                " ")
            + "{\"thresholds\": {\"idle_days\": 0, \"rotation_days\": 30, \"limit_percent\": 1e9}}\n"
            + "not json\n[]\n\n{\"put_off\": 7}\n"
            + line(
                finding(FindingKind.IDLE, "real"),
                "2026-12-01T00:00:00",
                "2026-11-23T00:00:00",
                "why"));
    HealthNotes notes = book.read();
    assertEquals(Optional.empty(), notes.putOff(live, NOW));
    assertEquals(Optional.empty(), notes.putOff(IDLE, NOW));
    assertEquals(Optional.empty(), notes.putOff(finding(FindingKind.IDLE, "ahead"), NOW));
    assertEquals(Optional.empty(), notes.putOff(finding(FindingKind.IDLE, "mute"), NOW));
    assertTrue(notes.putOff(finding(FindingKind.IDLE, "real"), NOW).isPresent());
    assertEquals(Thresholds.STANDARD.with(Threshold.ROTATION_DAYS, 30), notes.thresholds());
  }

  private static String line(Finding finding, String until, String at, String reason) {
    return "{\"put_off\": {\"finding\": \"%s\", \"until\": \"%s\", \"reason\": \"%s\", \"by\": \"eve\", \"at\": \"%s\"}}\n"
        .formatted(finding.id(), until, reason, at);
  }

  @Test
  void anyBytesAreReadAndWrittenOver() throws IOException {
    book.putOff(IDLE, NEXT_WEEK, "why");
    byte[] sound = Files.readAllBytes(file());
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      Files.write(file(), damaged);
      book.read();
    }
    book.draw(Thresholds.STANDARD, Thresholds.STANDARD.with(Threshold.IDLE_DAYS, 60));
    assertEquals(60, book.read().thresholds().of(Threshold.IDLE_DAYS));
  }

  @Test
  void aFileLargerThanAnyOfOursIsNotRead() throws IOException {
    book.putOff(IDLE, NEXT_WEEK, "why");
    Files.write(file(), new byte[(4 << 20) + 1]);
    assertThrows(StoreException.class, book::read);
    assertThrows(StoreException.class, () -> book.putOff(IDLE, NEXT_WEEK, "why"));
  }

  @Test
  void requestsFromFurtherAddressesAreToldThoughTheFirstWerePutOff() {
    book.putOff(addresses("192.0.2.7"), NOW.plus(Duration.ofDays(60)), "The move");
    HealthNotes notes = book.read();
    Instant later = NOW.plus(Duration.ofDays(9));
    assertTrue(notes.putOff(addresses("192.0.2.7"), NOW).isPresent());
    Finding leaked =
        addresses(
            new Newcomer("203.0.113.9", LocalDate.ofInstant(later, ZoneOffset.UTC), 3),
            new Newcomer("192.0.2.7", LocalDate.ofInstant(NOW, ZoneOffset.UTC), 90));
    assertEquals(Optional.empty(), notes.putOff(leaked, later));
    tenant.clock.set(later);
    service.actFor(tenant.administrator());
    book.putOff(leaked, NOW.plus(Duration.ofDays(60)), "The second move");
    assertTrue(book.read().putOff(leaked, later).isPresent());
  }

  private static Finding addresses(String ip) {
    return addresses(new Newcomer(ip, LocalDate.ofInstant(NOW, ZoneOffset.UTC), 90));
  }

  private static Finding addresses(Newcomer... newcomers) {
    return new Finding(
        FindingKind.NEW_ADDRESSES,
        FindingKind.NEW_ADDRESSES.severity(),
        Optional.empty(),
        "b2f09c1e",
        new Evidence.Addresses(
            List.of(newcomers), newcomers.length, newcomers[0].first().minusDays(6)),
        Optional.empty());
  }

  @Test
  void aColleagueWhoseClockIsBehindLosesNothingThatIsPutOff() {
    book.putOff(IDLE, NEXT_WEEK, "why");
    Snooze ahead = book.read().putOff(IDLE, NOW).orElseThrow();
    tenant.clock.set(NOW.minusSeconds(30));
    book.putOff(finding(FindingKind.IDLE, "other"), NEXT_WEEK, "why");
    assertEquals(Optional.empty(), book.read().putOff(IDLE, NOW.minusSeconds(30)), "not yet");
    assertEquals(Optional.of(ahead), book.read().putOff(IDLE, NOW));
  }

  @Test
  void linesThatTwoAdministratorsDrawAtOnceAreBothDrawn() {
    Thresholds seenByBoth = book.read().thresholds();
    book.draw(seenByBoth, seenByBoth.with(Threshold.IDLE_DAYS, 60));
    book.draw(seenByBoth, seenByBoth.with(Threshold.ROTATION_DAYS, 30));
    Thresholds both =
        Thresholds.STANDARD.with(Threshold.IDLE_DAYS, 60).with(Threshold.ROTATION_DAYS, 30);
    assertEquals(both, book.read().thresholds());
    book.draw(both, Thresholds.STANDARD);
    assertEquals(Thresholds.STANDARD, book.read().thresholds());
  }

  @Test
  void whatIsPutBackIsAsItWasUnlessSomebodyHasPutItOffAnew() {
    Snooze before = new Snooze(IDLE.id(), NEXT_WEEK, "Moves", "dana@acme.example", NOW);
    book.putBack(before);
    assertEquals(Optional.of(before), book.read().putOff(IDLE, NOW));
    book.putOff(IDLE, NEXT_WEEK, "Stays");
    book.putBack(before);
    assertEquals("Stays", book.read().putOff(IDLE, NOW).orElseThrow().reason());
    service.actFor(tenant.person("dana@acme.example"));
    assertThrows(NotAuthorizedException.class, () -> book.putBack(before));
  }

  @Test
  void whatHasEndedIsLeftOutAtTheNextWrite() throws IOException {
    book.putOff(IDLE, NEXT_WEEK, "why");
    tenant.clock.set(NEXT_WEEK.plusSeconds(1));
    service.actFor(tenant.administrator());
    book.putOff(finding(FindingKind.IDLE, "other"), NEXT_WEEK.plus(Duration.ofDays(1)), "why");
    assertFalse(Files.readString(file()).contains("b2f09c1e"));
  }
}
