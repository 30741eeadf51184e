package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.AccessReturn.What;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.CountersSetBack;
import keyconsole.domain.CountersSetBack.Counter;
import keyconsole.domain.Expiry;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.store.KeyFile;
import keyconsole.store.KeyState;
import keyconsole.store.StoreException;
import keyconsole.store.Timestamps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was taken away stays taken away, whatever the backend writes over it; and nobody's deed is
/// undone but the backend's.
class ReturnWatchTest {

  private static final String DANA = "dana@acme.example";

  @TempDir Path temporary;

  private TestTenant tenant;
  private KeyService service;
  private ReturnWatch watch;

  @BeforeEach
  void open() throws IOException {
    tenant = TestTenant.empty(Files.createDirectories(temporary.resolve("data")));
    openConsole();
  }

  private Path userFolder() {
    return temporary.resolve("user");
  }

  private void openConsole() {
    service = tenant.openAsAdministrator();
    watch = service.returnWatch(Optional.of(userFolder()));
  }

  @AfterEach
  void closeConsole() {
    watch.close();
    service.close();
  }

  private void restart() {
    closeConsole();
    openConsole();
  }

  /// The console of somebody else, who has another key for signatures.
  private void turnToAnotherUser() {
    closeConsole();
    service = tenant.openAsAdministrator();
    watch = service.returnWatch(Optional.of(temporary.resolve("another")));
  }

  private void pass(Duration time) {
    tenant.clock.set(tenant.clock.instant().plus(time));
  }

  private ApiKey make() {
    IssuedKey issued = service.create(KeyRequest.of("Export", DANA, List.of("rag:search", "x:y")));
    issued.rawKey().close();
    pass(Duration.ofSeconds(5));
    return issued.key();
  }

  private ApiKey watched() {
    ApiKey key = make();
    watch.look();
    return key;
  }

  /// A key that was just revoked, as it was before.
  private ApiKey revoked() {
    ApiKey key = watched();
    service.revoke(key.id());
    return key;
  }

  private Path fileOf(KeyId key) {
    return tenant.directory().keys().resolve(key.fileName());
  }

  private ApiKey read(KeyId key) {
    return service.list().stream().filter(each -> each.id().equals(key)).findFirst().orElseThrow();
  }

  /// Writes a key as the backend does that read it before and counts a request.
  private void backendWrites(ApiKey stale) throws IOException {
    KeyCounters used = stale.usage();
    long requests = used.requests() + 1;
    writeOver(
        stale
            .with()
            .usage(new KeyCounters(requests, Optional.of(tenant.clock.instant()), 0, 0, 0))
            .key());
  }

  private void writeOver(ApiKey key) throws IOException {
    Files.write(fileOf(key.id()), KeyFile.textOf(key));
    // The file system may tell of it a moment later; this looks at each file.
    service.list();
  }

  private static KeyCounters counters(long requests, long rateLimitHits) {
    return new KeyCounters(requests, Optional.empty(), 0, 0, rateLimitHits);
  }

  private List<What> kinds() {
    return watch.look().returns().stream().map(AccessReturn::what).toList();
  }

  private void assertTold(What... told) {
    assertEquals(List.of(told), kinds());
  }

  private void assertIs(KeyStatus status, ApiKey key) {
    assertEquals(status, read(key.id()).status());
  }

  /// Whether a key is as it was meant to be, whatever the backend has counted meanwhile.
  private void assertStands(ApiKey meant) {
    assertEquals(meant, read(meant.id()).with().usage(meant.usage()).key());
  }

  private Path day() {
    return tenant.directory().audit().resolve("audit_2026-11-23.jsonl");
  }

  private List<String> lines(String action) throws IOException {
    try (Stream<Path> days = Files.list(tenant.directory().audit())) {
      return days.flatMap(ReturnWatchTest::linesOf)
          .filter(line -> line.contains("\"" + action + "\""))
          .toList();
    }
  }

  private static Stream<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path journal() {
    return tenant.directory().console().resolve("tightenings.jsonl");
  }

  /// What takes access away from a key of the name, and what shows that it did.
  private record Deed(String name, BiConsumer<KeyService, KeyId> deed) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Deed> deeds() {
    return List.of(
        new Deed("revoke", KeyService::revoke),
        new Deed("suspend", KeyService::suspend),
        new Deed("rotate", (s, id) -> s.rotate(id).rawKey().close()),
        new Deed(
            "rotate with overlap",
            (s, id) -> s.rotateWithOverlap(id, Duration.ofHours(1)).rawKey().close()),
        edit("expiry", KeyEdit.NOTHING.withExpiry(new Expiry.After(Duration.ofDays(1)))),
        edit("capabilities", KeyEdit.NOTHING.withCapabilities(List.of("rag:search"))),
        edit("limits", KeyEdit.NOTHING.withLimits(new Limits(1, 1, 1, 1, 1, 1))),
        edit(
            "restrictions",
            KeyEdit.NOTHING.withRestrictions(
                new Restrictions(List.of("/v1"), List.of(), List.of(), List.of(), true))),
        edit(
            "a narrower edit with another name",
            KeyEdit.NOTHING.withName("Other").withCapabilities(List.of())));
  }

  private static Deed edit(String name, KeyEdit edit) {
    return new Deed(name, (s, id) -> s.update(id, edit));
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void aChangeThatTheBackendOverwroteIsMadeAgainAtOnceWithAnAuditLine(Deed what)
      throws IOException {
    ApiKey old = watched();
    what.deed().accept(service, old.id());
    ApiKey meant = read(old.id());
    assertTold();
    backendWrites(old);
    AccessReturns told = watch.look();
    assertEquals(List.of(What.BLOCKED), told.returns().stream().map(AccessReturn::what).toList());
    assertStands(meant);
    assertEquals(1, read(old.id()).usage().requests());
    String line = lines("api_key_reinstated_blocked").getFirst();
    assertTrue(line.contains("\"key_id\": \"" + old.id() + "\", \"name\": \""), line);
    assertTrue(
        line.contains("\"taken_away_at\": \"" + Timestamps.format(meant.updatedAt()) + "\""), line);
    for (KeyField field : told.returns().getFirst().fields()) {
      assertTrue(line.contains("\"" + field.text() + "\""), line);
    }
    assertTold(What.BLOCKED);
    assertEquals(1, lines("api_key_reinstated_blocked").size());
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void itIsMadeAgainAfterARestartToo(Deed what) throws IOException {
    ApiKey old = make();
    what.deed().accept(service, old.id());
    ApiKey meant = read(old.id());
    closeConsole();
    backendWrites(old);
    openConsole();
    assertTold(What.BLOCKED);
    assertStands(meant);
  }

  @Test
  void eachOfSeveralChangesIsMadeAgainWhicheverStateComesBack() throws IOException {
    ApiKey first = make();
    watch.look();
    ApiKey second = service.suspend(first.id());
    pass(Duration.ofSeconds(1));
    service.rotate(first.id()).rawKey().close();
    ApiKey third = read(first.id());
    pass(Duration.ofSeconds(1));
    ApiKey last = service.revoke(first.id());
    for (ApiKey stale : List.of(first, second, third)) {
      backendWrites(stale);
      watch.look();
      assertStands(last);
    }
    assertEquals(3, lines("api_key_reinstated_blocked").size());
  }

  @Test
  void anOldStateThatTheBackendFoundExpiredIsTheOldStateStill() throws IOException {
    ApiKey old = revoked();
    backendWrites(old.with().status(KeyStatus.EXPIRED).key());
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
  }

  @Test
  void aKeyThatAnAdministratorResumedMayComeBack() throws IOException {
    ApiKey old = revoked();
    pass(Duration.ofSeconds(1));
    ApiKey resumed = service.resume(old.id());
    assertTold();
    backendWrites(old);
    assertTold();
    backendWrites(resumed);
    assertTold();
    restart();
    assertTold();
    assertIs(KeyStatus.ACTIVE, old);
  }

  /// The one who resumes has not seen the revocation, whose watch goes on.
  @Test
  void aResumptionOfWhatSomebodyElseRevokedMeanwhileIsRefused() throws IOException {
    ApiKey key = watched();
    ApiKey seen = service.suspend(key.id());
    pass(Duration.ofSeconds(3));
    try (KeyService other = tenant.openAsAdministrator()) {
      other.revoke(key.id());
    }
    InvalidRequestException refusal =
        assertThrows(InvalidRequestException.class, () -> service.resume(key.id(), seen));
    assertEquals(
        "Somebody else changed this key at the same moment: it is revoked now. Look at it again.",
        refusal.getMessage());
    assertIs(KeyStatus.REVOKED, key);
    backendWrites(seen);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, key);
    pass(Duration.ofSeconds(3));
    assertEquals(KeyStatus.ACTIVE, service.resume(key.id(), read(key.id())).status());
  }

  @Test
  void anEditThatWidensAgainEndsTheWatchOverWhatItWidens() throws IOException {
    ApiKey old = watched();
    service.update(old.id(), KeyEdit.NOTHING.withLimits(new Limits(1, 1, 1, 1, 1, 1)));
    pass(Duration.ofSeconds(1));
    service.update(
        old.id(), KeyEdit.NOTHING.withLimits(new Limits(9000, 90_000, 900_000, 9000, 9000, 90)));
    backendWrites(old);
    assertTold();
    assertEquals(old.limits(), read(old.id()).limits());
  }

  @Test
  void anyOtherStateIsShownAndNeverUndone() throws IOException {
    ApiKey old = revoked();
    ApiKey other = old.with().updatedAt(tenant.clock.instant().plusSeconds(3)).key();
    writeOver(other);
    assertTold(What.CONFLICT);
    pass(Duration.ofSeconds(30));
    assertTold(What.CONFLICT);
    assertEquals(other, read(old.id()));
    assertEquals(List.of(), lines("api_key_reinstated_blocked"));
  }

  @Test
  void whatGivesNoMoreAccessIsNoConflict() throws IOException {
    ApiKey old = watched();
    ApiKey revoked = service.revoke(old.id());
    writeOver(revoked.with().name("Renamed").updatedAt(tenant.clock.instant()).key());
    assertTold();
  }

  @Test
  void aDeedOfAnotherProgramWithItsAuditLineIsNoConflict() throws IOException {
    ApiKey old = watched();
    service.suspend(old.id());
    pass(Duration.ofSeconds(20));
    ApiKey resumed = old.with().updatedAt(tenant.clock.instant()).key();
    writeOver(resumed);
    say("api_key_resumed", old.id(), tenant.clock.instant());
    assertTold();
    assertEquals(resumed, read(old.id()));
  }

  @Test
  void aConflictEndsWhereItsAuditLineComesLate() throws IOException {
    ApiKey old = watched();
    service.suspend(old.id());
    pass(Duration.ofSeconds(20));
    writeOver(old.with().updatedAt(tenant.clock.instant()).key());
    assertTold(What.CONFLICT);
    say("api_key_resumed", old.id(), tenant.clock.instant());
    assertTold();
  }

  private void say(String action, KeyId key, Instant at) throws IOException {
    append(
        day(),
        "{\"timestamp\": \"%s\", \"action\": \"%s\", \"user_id\": \"x\", \"tenant\": \"t\", \"details\": {\"key_id\": \"%s\", \"name\": \"Export\"}}\n"
            .formatted(Timestamps.format(at), action, key.text()));
  }

  private static void append(Path file, String text) throws IOException {
    Files.write(
        file,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void aLateReturnIsAskedAbout() throws IOException {
    ApiKey old = revoked();
    pass(Duration.ofMinutes(10).plusSeconds(1));
    backendWrites(old);
    assertTold(What.LATE);
    assertIs(KeyStatus.ACTIVE, old);
    restart();
    assertTold(What.LATE);
  }

  /// On the screen there is room for a few.
  @Test
  void whatIsAskedStandsBeforeWhatWasDoneSince() throws IOException {
    ApiKey first = revoked();
    pass(Duration.ofMinutes(11));
    backendWrites(first);
    assertTold(What.LATE);
    pass(Duration.ofSeconds(1));
    ApiKey next = revoked();
    backendWrites(next);
    assertTold(What.LATE, What.BLOCKED);
  }

  /// The entry's moment is still to come for hours.
  @Test
  void whatIsOverwrittenAfterTheClockWasSetBackIsMadeAgain() throws IOException {
    ApiKey old = revoked();
    pass(Duration.ofHours(-3));
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
    restart();
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
  }

  @Test
  void whatAnotherUserRevokedAtAMomentToComeIsAskedAbout() throws IOException {
    ApiKey old = revoked();
    turnToAnotherUser();
    pass(Duration.ofHours(-3));
    backendWrites(old);
    assertTold(What.LATE);
    assertIs(KeyStatus.ACTIVE, old);
  }

  /// Somebody cuts the resumption off the journal; the audit log tells of it, at an earlier moment.
  @Test
  void aCutJournalDisablesNoKeyThatWasResumedAfterTheClockWasSetBack() throws IOException {
    ApiKey old = revoked();
    pass(Duration.ofHours(-3));
    service.resume(old.id());
    List<String> genuine = Files.readAllLines(journal());
    closeConsole();
    Files.write(journal(), genuine.subList(0, 2));
    pass(Duration.ofMinutes(30));
    openConsole();
    backendWrites(old);
    assertTold(What.CONFLICT);
    assertIs(KeyStatus.ACTIVE, old);
  }

  @Test
  void withoutASessionItOnlyTellsAndActsAtTheNextToken() throws IOException {
    ApiKey old = revoked();
    service.actFor(Session.readOnly(tenant.domain));
    backendWrites(old);
    Map<String, String> before = TreeState.of(tenant.directory().apiKeys());
    assertTold(What.WAITING);
    assertEquals(before, TreeState.of(tenant.directory().apiKeys()));
    pass(Duration.ofMinutes(11));
    assertTold(What.WAITING);
    service.actFor(tenant.administrator());
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
  }

  @Test
  void whileThePersonIsAwayItActsInTheirNameUntilTheirSessionEnds() throws IOException {
    ApiKey old = revoked();
    service.rest();
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
    assertThrows(NotAuthorizedException.class, () -> service.suspend(old.id()));
    String id = watch.look().returns().getFirst().id();
    assertThrows(NotAuthorizedException.class, () -> watch.keep(id));
  }

  @Test
  void aSessionThatHasEndedLetsItActNoMoreThoughTheClockIsSetBack() throws IOException {
    Session session = tenant.administrator();
    service.actFor(session);
    ApiKey old = revoked();
    service.rest();
    assertFalse(session.isLive(tenant.clock.instant().plus(Duration.ofHours(8))), "seen to end");
    backendWrites(old);
    assertTold(What.WAITING);
    assertIs(KeyStatus.ACTIVE, old);
  }

  @Test
  void whatAnotherUserRevokedIsTakenAwayAgainByTheWordOfTheAuditLog() throws IOException {
    ApiKey old = make();
    ApiKey meant = service.revoke(old.id());
    turnToAnotherUser();
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertStands(meant);
  }

  /// The backend reads a key from whichever file has it, and writes it to that of the id inside.
  private ApiKey disabledCopy() throws IOException {
    String name = "f3c64af7-75a8-4294-b2cd-789a380208a9.json";
    Files.copy(
        Path.of("src/test/resources/fixtures/odd.example/api_keys/keys", name),
        tenant.directory().keys().resolve(name));
    service.list();
    watch.look();
    KeyProblem problem = service.problems().getFirst();
    service.disable(problem);
    return problem.live().orElseThrow();
  }

  @Test
  void whatTheBackendWritesToTheFileOfTheIdInsideIsTakenAwayAgainToo() throws IOException {
    ApiKey old = disabledCopy();
    assertFalse(Files.exists(fileOf(old.id())));
    assertTold();
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
    assertEquals(1, lines("api_key_reinstated_blocked").size());
    backendWrites(old);
    turnToAnotherUser();
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
  }

  /// A second file with the id of a key inside.
  ///
  /// @return the credential in it
  private ApiKey copyOf(ApiKey key, String what, String instead) throws IOException {
    String text = Files.readString(fileOf(key.id())).replaceFirst(what, instead);
    Files.writeString(tenant.directory().keys().resolve("copy.json"), text);
    service.list();
    return service.problems().getFirst().live().orElseThrow();
  }

  private ApiKey otherCredentialOf(ApiKey key) throws IOException {
    return copyOf(key, "\"key_hash\": \"....", "\"key_hash\": \"0000");
  }

  @Test
  void aKeyWhoseIdADisabledFileHasInsideIsLeftAsItIs() throws IOException {
    ApiKey other = make();
    otherCredentialOf(other);
    service.disable(service.problems().getFirst());
    assertTold();
    assertIs(KeyStatus.ACTIVE, other);
  }

  @Test
  void aDisabledFileThatTheBackendWritesOverTheKeyOfItsIdIsTakenAwayAndThatKeyIsBack()
      throws IOException {
    ApiKey key = watched();
    ApiKey copy = otherCredentialOf(key);
    service.disable(service.problems().getFirst());
    assertTold();
    backendWrites(copy);
    assertTold(What.BLOCKED);
    assertStands(key);
    assertEquals(1, lines("api_key_reinstated_blocked").size());
    restart();
    assertTold();
    backendWrites(copy);
    assertTold(What.BLOCKED);
    assertStands(key);
  }

  @Test
  void aKeyThatWasChangedSinceIsBackAsItWasChanged() throws IOException {
    ApiKey key = watched();
    ApiKey copy = otherCredentialOf(key);
    service.disable(service.problems().getFirst());
    pass(Duration.ofSeconds(5));
    ApiKey changed = service.update(key.id(), KeyEdit.NOTHING.withName("Other"));
    backendWrites(copy);
    assertTold(What.BLOCKED);
    assertStands(changed);
  }

  @Test
  void aFileWithTheSameRawKeyInAnotherStateDoesNotBringARevokedKeyBack() throws IOException {
    ApiKey key = watched();
    ApiKey copy = copyOf(key, "\"description\": \"\"", "\"description\": \"Of old\"");
    ApiKey revoked = service.revoke(key.id());
    assertTold();
    backendWrites(copy);
    assertTold(What.BLOCKED);
    assertStands(revoked);
  }

  @Test
  void nobodyElsesWordIsTakenForWhereTheBackendWritesADisabledFile() throws IOException {
    ApiKey key = watched();
    ApiKey copy = otherCredentialOf(key);
    service.disable(service.problems().getFirst());
    pass(Duration.ofSeconds(11));
    turnToAnotherUser();
    assertTold();
    backendWrites(copy);
    assertTold(What.NOT_BORNE_OUT);
    assertEquals(copy.hash(), read(key.id()).hash());
  }

  /// The audit line tells of each field what it was and is.
  @Test
  void whatAnotherUserNarrowedIsNarrowedAgainWhereTheAuditLogTellsTheSameValues()
      throws IOException {
    ApiKey old = make();
    ApiKey meant =
        service.update(
            old.id(),
            KeyEdit.NOTHING
                .withName("Other")
                .withCapabilities(List.of("rag:search"))
                .withLimits(new Limits(500, 500, 500, 500, 500, 5)));
    turnToAnotherUser();
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertStands(meant);
  }

  /// Of a very long value the audit line has only the beginning.
  @Test
  void whatTheAuditLogTellsInPartIsAskedAbout() throws IOException {
    ApiKey old = make();
    service.update(
        old.id(),
        KeyEdit.NOTHING.withDescription("long ".repeat(2_000)).withCapabilities(List.of()));
    turnToAnotherUser();
    backendWrites(old);
    assertTold(What.CONFLICT);
    assertEquals(old.capabilities(), read(old.id()).capabilities());
  }

  @Test
  void whatAnotherUserRotatedIsAskedAboutSinceTheAuditLogTellsNoHash() throws IOException {
    ApiKey old = make();
    service.rotate(old.id()).rawKey().close();
    ApiKey meant = read(old.id());
    turnToAnotherUser();
    backendWrites(old);
    AccessReturns told = watch.look();
    assertEquals(What.CONFLICT, told.returns().getFirst().what());
    assertEquals(old.hash(), read(old.id()).hash());
    pass(Duration.ofSeconds(1));
    watch.takeAwayAgain(told.returns().getFirst().id());
    assertEquals(meant.hash(), read(old.id()).hash());
    assertTold();
  }

  @Test
  void anAdministratorWhoKeepsAReturnEndsTheWatch() throws IOException {
    ApiKey old = revoked();
    pass(Duration.ofMinutes(20));
    backendWrites(old);
    String id = watch.look().returns().getFirst().id();
    service.actFor(tenant.person(DANA));
    assertThrows(NotAuthorizedException.class, () -> watch.keep(id));
    assertThrows(NotAuthorizedException.class, () -> watch.takeAwayAgain(id));
    service.actFor(tenant.administrator());
    assertEquals(List.of(), watch.keep(id).returns());
    assertEquals(1, lines("api_key_return_kept").size());
    backendWrites(read(old.id()));
    assertTold();
    restart();
    assertTold();
    turnToAnotherUser();
    assertTold();
  }

  @Test
  void anAdministratorTakesItAwayAgain() throws IOException {
    ApiKey old = revoked();
    pass(Duration.ofMinutes(20));
    backendWrites(old);
    String id = watch.look().returns().getFirst().id();
    ApiKey changed = read(old.id()).with().name("Another").key();
    writeOver(changed);
    assertThrows(InvalidRequestException.class, () -> watch.takeAwayAgain(id));
    backendWrites(old);
    assertEquals(List.of(), watch.takeAwayAgain(watch.look().returns().getFirst().id()).returns());
    ApiKey now = read(old.id());
    assertEquals(KeyStatus.REVOKED, now.status());
    assertEquals(tenant.clock.instant(), now.updatedAt());
    assertEquals(1, lines("api_key_return_undone").size());
    backendWrites(now);
    assertTold();
    backendWrites(old);
    assertTold(What.BLOCKED);
  }

  /// Whoever asks may be faster than the watch.
  @Test
  void whatTheBackendWroteBackIsNotHandedOnToASuccessor() throws IOException {
    ApiKey old = revoked();
    backendWrites(old);
    assertThrows(
        InvalidRequestException.class,
        () -> service.rotateWithOverlap(old.id(), Duration.ofHours(1)));
    assertEquals(List.of(old.id()), service.list().stream().map(ApiKey::id).toList());
    assertIs(KeyStatus.REVOKED, old);

    ApiKey wide = watched();
    Restrictions narrow = new Restrictions(List.of("/v1"), List.of(), List.of(), List.of(), true);
    service.update(wide.id(), KeyEdit.NOTHING.withRestrictions(narrow));
    backendWrites(wide);
    IssuedKey successor = service.rotateWithOverlap(wide.id(), Duration.ofHours(1));
    successor.rawKey().close();
    assertEquals(narrow, successor.key().restrictions());
  }

  @Test
  void whatTheBackendWroteBackGivesNoToken() throws IOException {
    ApiKey old = revoked();
    backendWrites(old);
    assertThrows(InvalidRequestException.class, () -> service.capabilityToken(old.id(), Map.of()));
    assertIs(KeyStatus.REVOKED, old);
  }

  @Test
  void whoOwnsAKeyByAnOldStateAloneDoesNotRotateIt() throws IOException {
    ApiKey old = watched();
    ApiKey theirs = service.update(old.id(), KeyEdit.NOTHING.withOwnerId("lee@acme.example"));
    backendWrites(old);
    service.actFor(tenant.person(DANA));
    assertThrows(NotAuthorizedException.class, () -> service.rotate(old.id()));
    assertStands(theirs);
  }

  /// The audit line alone tells a console of somebody else that the deed was done, and a console
  /// that dies leaves it to be written.
  @Test
  void whatAConsoleRevokedThatDiedBeforeItsAuditLineIsTakenAwayAgainByAnother() throws IOException {
    ApiKey old = make();
    turnToAnotherUser();
    service.list();
    assertTold();
    byte[] log = Files.readAllBytes(day());
    try (KeyService dying = tenant.openAsAdministrator()) {
      DeedTest.fill(day());
      assertThrows(keyconsole.store.StoreException.class, () -> dying.revoke(old.id()));
    }
    Files.write(day(), log);
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
    assertEquals(1, lines("api_key_revoked").size());
  }

  @Test
  void countersThatARaceSetBackAreToldAndNotMended() throws IOException {
    ApiKey key = make();
    writeOver(key.with().usage(counters(40, 7)).key());
    watch.look();
    Instant now = tenant.clock.instant();
    writeOver(key.with().usage(counters(38, 7)).key());
    CountersSetBack requests =
        new CountersSetBack(key.id(), "Export", Counter.REQUESTS, 40, 38, now);
    assertEquals(List.of(requests), watch.look().counters());
    writeOver(key.with().usage(counters(39, 5)).key());
    CountersSetBack denials = new CountersSetBack(key.id(), "Export", Counter.DENIALS, 7, 5, now);
    assertEquals(List.of(denials, requests), watch.look().counters());
    assertEquals(counters(39, 5), read(key.id()).usage());
  }

  @Test
  void theJournalIsPrivateAndHoldsNothingOfOrdinaryUse() throws IOException {
    ApiKey old = make();
    service.update(old.id(), KeyEdit.NOTHING.withName("Renamed"));
    service.validate(AccessRequest.of(old.id(), "/v1", ""));
    assertFalse(Files.exists(journal()));
    service.revoke(old.id());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(journal()));
  }

  @Test
  void aDeedThatWasRefusedAtTheLastMomentIsNotMadeUpFor() throws IOException {
    ApiKey old = watched();
    byte[] log = Files.readAllBytes(day());
    Files.delete(day());
    Files.createDirectory(day());
    assertThrows(StoreException.class, () -> service.revoke(old.id()));
    Files.delete(day());
    Files.write(day(), log);
    pass(Duration.ofMinutes(1));
    assertTold();
    assertIs(KeyStatus.ACTIVE, old);
  }

  /// What a crash between entry and key file leaves: an entry alone.
  @Test
  void anEntryWhoseDeedWasNeverDoneIsShownAndNotObeyed() throws IOException {
    ApiKey old = revoked();
    String entry = Files.readAllLines(journal()).getFirst();
    closeConsole();
    Files.writeString(journal(), entry + "\n");
    Files.write(
        day(),
        Files.readAllLines(day()).stream().filter(line -> !line.contains("revoked")).toList());
    writeOver(old);
    openConsole();
    assertTold();
    pass(Duration.ofSeconds(11));
    assertTold(What.NOT_BORNE_OUT);
    assertIs(KeyStatus.ACTIVE, old);
    String id = watch.soFar().returns().getFirst().id();
    assertThrows(InvalidRequestException.class, () -> watch.takeAwayAgain(id));
    assertEquals(List.of(), watch.keep(id).returns());
    assertTold();
  }

  @Test
  void aJournalOfGarbageDoesNoHarm() throws IOException {
    ApiKey old = watched();
    Files.writeString(
        journal(),
        "{\"entry\": {\"at\": 3}}\n\u0000\u0001\n[]\n{\"stood\": 7}\n"
            + "[".repeat(5000)
            + "\nnull\n");
    service.revoke(old.id());
    append(journal(), "{\"entry\": {\"at\"");
    backendWrites(old);
    assertTold(What.BLOCKED);
    pass(Duration.ofSeconds(1));
    service.resume(old.id());
    assertTold(What.BLOCKED);
    restart();
    assertTold();
    assertIs(KeyStatus.ACTIVE, old);
  }

  @Test
  void aHugeJournalIsReadFromItsEnd() throws IOException {
    ApiKey old = watched();
    Files.createDirectories(journal().getParent());
    try (var file = new RandomAccessFile(journal().toFile(), "rw")) {
      file.setLength(3L << 30);
      file.seek(file.length() - 1);
      file.write('\n');
    }
    service.revoke(old.id());
    assertTrue(Files.size(journal()) < 8 << 20, "the oldest lines were taken away");
    restart();
    backendWrites(old);
    assertTold(What.BLOCKED);
  }

  /// As when all keys of a large tenant are revoked at once.
  @Test
  void ofManyDeedsAtOnceTheFirstIsWatchedOverAsTheLast() throws IOException {
    ApiKey old = revoked();
    String entry = Files.readAllLines(journal()).getFirst();
    StringBuilder many = new StringBuilder();
    while (many.length() < 20 << 20) {
      many.append(entry.replace(old.id().text(), KeyId.random().text())).append('\n');
    }
    append(journal(), many.toString());
    ApiKey last = make();
    service.revoke(last.id());
    backendWrites(old);
    assertTold(What.BLOCKED);
    restart();
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);

    pass(Duration.ofHours(2));
    service.revoke(make().id());
    assertTrue(Files.size(journal()) < 16 << 20, "what is old is taken away");
  }

  @Test
  void whoeverTakesTheJournalAwayDoesNotBlindTheConsoleThatWroteIt() throws IOException {
    ApiKey old = watched();
    service.suspend(old.id());
    pass(Duration.ofSeconds(1));
    service.revoke(old.id());
    assertTold();
    Files.delete(journal());
    assertTold();
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
    pass(Duration.ofSeconds(1));
    ApiKey back = service.resume(old.id());
    assertTold(What.BLOCKED);
    assertEquals(back.updatedAt(), read(old.id()).updatedAt());
  }

  @Test
  void somethingElseInTheJournalsPlaceIsToldAndKeepsNobodyFromReading() throws IOException {
    make();
    Files.createDirectories(journal().getParent());
    Files.createDirectory(journal());
    assertTold();
    Files.delete(journal());
    Files.createSymbolicLink(journal(), temporary.resolve("elsewhere"));
    assertTold();
  }

  /// Changes an entry of a genuine journal, or makes one up; nothing else bears it out.
  static List<UnaryOperator<String>> forgeries() {
    return List.of(
        entry -> entry,
        entry -> entry.replace("\"revoked\"", "\"suspended\""),
        entry -> entry.replace("2026-11-23T12:00:0", "2026-11-23T12:00:1"),
        entry -> entry.replace("2026-11-23T12:00:0", "2027-11-23T12:00:0"),
        entry -> entry.replace("{\"entry\": ", "{\"stood\": \"x\", \"hmac\": \"y\", \"entry\": "),
        entry -> entry.replace("\"before\": ", "\"from\": \"copy.json\", \"before\": "),
        entry ->
            entry
                .replace("\"is\": {", "\"is\": {\"rate_limit_per_hour\": 0, ")
                .replace("\"was\": {", "\"was\": {\"rate_limit_per_hour\": 1000, "));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgedEntryDisablesNothing(UnaryOperator<String> forgery) throws IOException {
    ApiKey old = make();
    String entry;
    try (KeyService forger =
        TestTenant.at(Files.createDirectories(temporary.resolve("forged")), tenant.domain)
            .openAsAdministrator()) {
      Path keys = temporary.resolve("forged").resolve(tenant.domain).resolve("api_keys/keys");
      Files.createDirectories(keys);
      Files.copy(fileOf(old.id()), keys.resolve(old.id().fileName()));
      forger.revoke(old.id());
      entry = Files.readAllLines(keys.resolveSibling(".console/tightenings.jsonl")).getFirst();
    }
    append(journal(), forgery.apply(entry) + "\n");
    for (int i = 0; i < 3; i++) {
      Set<What> harmless = Set.of(What.NOT_BORNE_OUT);
      assertTrue(harmless.containsAll(kinds()), kinds()::toString);
      pass(Duration.ofSeconds(11));
    }
    restart();
    kinds();
    assertEquals(old, read(old.id()));
    assertEquals(List.of(), lines("api_key_reinstated_blocked"));
  }

  /// What a genuine audit line can be made to bear out by somebody who writes the journal alone.
  @Test
  void aForgedValueUnderAGenuineAuditLineIsNotObeyed() throws IOException {
    ApiKey old = make();
    ApiKey meant =
        service.update(
            old.id(), KeyEdit.NOTHING.withLimits(new Limits(500, 500, 500, 500, 500, 5)));
    List<String> genuine = Files.readAllLines(journal());
    turnToAnotherUser();
    Files.write(journal(), genuine.stream().map(line -> line.replace(": 500", ": 0")).toList());
    assertTold();
    assertEquals(meant, read(old.id()));
    backendWrites(old);
    pass(Duration.ofSeconds(11));
    assertTold(What.NOT_BORNE_OUT);
    assertEquals(old.limits(), read(old.id()).limits());
  }

  @Test
  void aReplayedEntryDisablesNoKeyThatWasResumed() throws IOException {
    ApiKey old = revoked();
    pass(Duration.ofSeconds(1));
    ApiKey resumed = service.resume(old.id());
    List<String> genuine = Files.readAllLines(journal());
    List<List<String>> replays =
        List.of(
            genuine.subList(0, 2),
            Stream.concat(genuine.stream(), genuine.subList(0, 2).stream()).toList(),
            Stream.of(2, 3, 0, 1).map(genuine::get).toList());
    for (List<String> replay : replays) {
      closeConsole();
      Files.write(journal(), replay);
      openConsole();
      kinds();
      pass(Duration.ofSeconds(11));
      kinds();
      assertEquals(resumed, read(old.id()));
      turnToAnotherUser();
      kinds();
      assertEquals(resumed, read(old.id()));
      backendWrites(old);
      kinds();
      assertIs(KeyStatus.ACTIVE, old);
      writeOver(resumed);
    }
  }

  @Test
  void aForgedEndBlindsNobody() throws IOException {
    ApiKey old = revoked();
    String kept =
        "{\"kept\": {\"at\": \"%s\", \"file\": \"%s\", \"key_id\": \"%s\", \"state\": \"%s\"}}\n"
            .formatted(
                Timestamps.format(tenant.clock.instant()),
                old.id().fileName(),
                old.id().text(),
                KeyState.of(old).digest());
    append(journal(), kept);
    restart();
    backendWrites(old);
    assertTold(What.BLOCKED);
    assertIs(KeyStatus.REVOKED, old);
  }
}
