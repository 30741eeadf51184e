package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import keyconsole.FaultyFileSystem;
import keyconsole.FaultyFileSystem.Fault;
import keyconsole.PlainKey;
import keyconsole.TestTenant;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.AccessReturn.What;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Decision;
import keyconsole.domain.Finding;
import keyconsole.domain.Finding.Evidence;
import keyconsole.domain.FindingKind;
import keyconsole.domain.HealthNotes;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.SealReport;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.store.KeyFile;
import keyconsole.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each call of the file system fails once in turn: what was to be done is done or refused, the
/// tenant's directory is sound, and what comes next works.
class FaultTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DANA = "dana@acme.example";
  private static final int MOST_CALLS = 2_000;
  private static final int LINES_OF_GOING_ON = 1;
  private static final String NOTHING = "nothing";
  private static final Instant NEXT_WEEK = TestTenant.NOON.plus(Duration.ofDays(7));
  private static final Thresholds LINES = Thresholds.STANDARD.with(Threshold.IDLE_DAYS, 50);
  private static final Thresholds OTHER_LINES = LINES.with(Threshold.IDLE_DAYS, 40);

  @TempDir Path temporary;

  private final FaultyFileSystem system = new FaultyFileSystem();
  private final List<String> failures = new ArrayList<>();
  private TestTenant real;
  private TestTenant faulty;
  private Path userFolder;
  private KeyId active;
  private KeyId suspended;
  private KeyId limited;
  private KeyId twin;
  private KeyId otherTwin;
  private ApiKey returned;
  private ApiKey problem;
  private Map<String, byte[]> base;

  /// What is done while a call fails.
  enum Deed {
    LIST(0),
    CHECK(0),
    CREATE(1),
    ROTATE(1, "key_hash", "last_rotated", "updated_at"),
    ROTATE_WITH_OVERLAP(2, "expires_at", "updated_at"),
    SUSPEND(1, "status", "updated_at"),
    RESUME(1, "status", "updated_at"),
    REVOKE(1, "status", "updated_at"),
    REVOKE_TWINS(2, "status", "updated_at"),
    EDIT(1, "name", "updated_at"),
    REQUEST(0, "usage"),
    REQUEST_OVER_ITS_LIMIT(0, "usage"),
    SEAL(0),
    MEND(1, "status", "updated_at"),
    KEEP(1),
    TAKE_AWAY_AGAIN(1, "status", "updated_at"),
    DISABLE(1, "status", "updated_at"),
    TEMPLATES(0),
    PUT_OFF(0),
    DRAW_LINES(0);

    private final int lines;
    private final Set<String> fields;

    /// @param lines of the audit log
    /// @param fields of a key file that it may change
    Deed(int lines, String... fields) {
      this.lines = lines;
      this.fields = Set.of(fields);
    }

    private boolean isRequest() {
      return this == REQUEST || this == REQUEST_OVER_ITS_LIMIT;
    }

    /// Whether it is about access that came back.
    private boolean isWatch() {
      return this == MEND || this == KEEP || this == TAKE_AWAY_AGAIN;
    }

    /// How many calls are left out between two that fail, where time is short: most of what such a
    /// deed does at the file system is done by others as well.
    private int step() {
      return compareTo(MEND) < 0 ? 1 : 5;
    }
  }

  /// What the tenant's directory holds before a deed.
  enum Before {
    /// A console has been at work.
    USED,
    /// No console ever was, and nothing was done today.
    NEW,
    /// A console died when it had counted a request, before it logged it.
    HALF_COUNTED,
    /// A console died when it had logged a request that it counted.
    COUNTED
  }

  @BeforeEach
  void makeTenant() throws IOException {
    Path data = Files.createDirectory(temporary.resolve("data"));
    userFolder = temporary.resolve("user");
    real = TestTenant.empty(data);
    faulty = TestTenant.at(system.path(data), real.domain);
    try (KeyService service = real.openAsAdministrator()) {
      active = id(service.create(KeyRequest.of("Active", DANA, List.of())));
      suspended = id(service.create(KeyRequest.of("Suspended", DANA, List.of())));
      service.suspend(suspended);
      limited = id(service.create(TestTenant.limited(1, 1, 1)));
      service.validate(AccessRequest.of(limited, "/v1/chat", ""));
      service.validate(AccessRequest.of(active, "/v1/chat", ""));
      returned = returnable(service);
      service.templates().add(List.of(KeyTemplate.named("Kiosk", "As it was")));
      service.healthBook().draw(Thresholds.STANDARD, LINES);
      service.healthBook().putOff(finding("earlier"), NEXT_WEEK, "It moves");
    }
    problem = PlainKey.of("the raw key of a problem", TestTenant.NOON);
    ApiKey one = PlainKey.of("the raw key of twins", TestTenant.NOON);
    ApiKey other = PlainKey.of("the raw key of twins", TestTenant.NOON);
    twin = one.id();
    otherTwin = other.id();
    for (ApiKey key : List.of(one, other)) {
      Path file = real.directory().keys().resolve(key.id().fileName());
      Files.write(file, KeyFile.textOf(key));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    base = snapshot();
  }

  /// A key that was revoked a minute ago, as it was before.
  private ApiKey returnable(KeyService service) {
    real.clock.set(TestTenant.NOON.minusSeconds(60));
    IssuedKey issued = service.create(KeyRequest.of("Returned", DANA, List.of()));
    issued.rawKey().close();
    real.clock.set(TestTenant.NOON.minusSeconds(30));
    service.revoke(issued.key().id());
    real.clock.set(TestTenant.NOON);
    return issued.key();
  }

  private static Finding finding(String subject) {
    return new Finding(
        FindingKind.IDLE,
        FindingKind.IDLE.severity(),
        Optional.empty(),
        subject,
        new Evidence.Plain(),
        Optional.empty());
  }

  private static KeyId id(IssuedKey issued) {
    issued.rawKey().close();
    return issued.key().id();
  }

  private Map<String, byte[]> snapshot() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(real.directory().apiKeys())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(real.directory().apiKeys().relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private void restore(Map<String, byte[]> files) throws IOException {
    for (Path folder : List.of(real.directory().apiKeys(), userFolder)) {
      if (Files.exists(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
    Set<Path> folders = new TreeSet<>();
    for (String folder : List.of("keys", "usage", "audit")) {
      folders.add(real.directory().apiKeys().resolve(folder));
    }
    files.keySet().forEach(f -> folders.add(real.directory().apiKeys().resolve(f).getParent()));
    for (Path folder : folders) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = real.directory().apiKeys().resolve(file.getKey());
      Files.write(path, file.getValue());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachCallThatFailsOnceLeavesTheDeedDoneOrRefused(Deed deed) throws Exception {
    run(deed, Before.USED, false);
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATE", "SEAL"})
  void soDoesTheFirstDeedOfTheFirstConsole(Deed deed) throws Exception {
    run(deed, Before.NEW, false);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIST", "REQUEST"})
  void neitherLosesNorDoublesTheRequestThatADeadConsoleLeft(Deed deed) throws Exception {
    run(deed, Before.HALF_COUNTED, false);
    run(deed, Before.COUNTED, false);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("soak")
  @Tag("side-by-side")
  void eachCallThatFailsInEachWayLeavesTheDeedDoneOrRefused(Deed deed) throws Exception {
    run(deed, Before.USED, true);
    // Where no console ever was, nothing was taken away that could come back.
    if (!deed.isWatch()) {
      run(deed, Before.NEW, false);
    }
  }

  private void run(Deed deed, Before before, boolean everyWay) throws Exception {
    // Change events are had where there is time for them, and where they decide what is found.
    system.setDeaf(!everyWay && deed != Deed.REVOKE_TWINS && deed != Deed.ROTATE);
    Map<String, byte[]> start = start(before);
    prepare(deed, start);
    int calls = 0;
    for (int call = 1; call < MOST_CALLS; call += everyWay ? 1 : deed.step()) {
      Fault[] ways = Fault.values();
      for (Fault fault :
          everyWay ? List.of(ways) : List.of(ways[(call + deed.ordinal()) % ways.length])) {
        restore(start);
        String how = deed + " " + before + ", call " + call;
        boolean reached = new Attempt(deed, how, start).run(call, fault, everyWay);
        calls += reached ? 1 : 0;
        if (!reached) {
          assertTrue(call > 3, how);
          System.out.println(deed + ", " + before + ": " + calls + " calls failed");
          assertEquals("", String.join("\n", failures));
          return;
        }
      }
    }
    throw new AssertionError(deed + " makes more than " + MOST_CALLS + " calls");
  }

  /// Puts the file in its place that a deed is about.
  private void prepare(Deed deed, Map<String, byte[]> files) {
    String name = "keys/" + returned.id().fileName();
    switch (deed) {
      case MEND -> files.put(name, KeyFile.textOf(returned));
      // In no state that it was in before: somebody's deed.
      case KEEP, TAKE_AWAY_AGAIN ->
          files.put(
              name,
              KeyFile.textOf(returned.with().updatedAt(TestTenant.NOON.minusSeconds(5)).key()));
      case DISABLE -> {
        String text = new String(KeyFile.textOf(problem), StandardCharsets.US_ASCII);
        files.put(
            "keys/" + problem.id().fileName(),
            text.replace("\"daily_quota\": 10000", "\"daily_quota\": \"10000\"")
                .getBytes(StandardCharsets.US_ASCII));
      }
      default -> {
        // About what is there.
      }
    }
  }

  private Map<String, byte[]> start(Before before) throws IOException {
    return switch (before) {
      case USED -> new TreeMap<>(base);
      case NEW -> {
        Map<String, byte[]> files = new TreeMap<>(base);
        files.keySet().removeIf(name -> name.startsWith(".console/") || name.startsWith("audit/"));
        yield files;
      }
      case HALF_COUNTED -> interrupted(true);
      case COUNTED -> interrupted(false);
    };
  }

  /// What a request leaves that fails at the right call.
  private Map<String, byte[]> interrupted(boolean lacksItsLine) throws IOException {
    for (int call = 1; call < MOST_CALLS; call++) {
      restore(base);
      try (KeyService service = faulty.openAsAdministrator()) {
        service.list();
        system.failAt(call, Fault.BROKEN);
        request(service, active);
      } catch (StoreException e) {
        // Told to fail.
      } finally {
        system.heal();
      }
      boolean counted = requests(active) == 2;
      boolean logged = lines(active) == 2;
      if (isPending() && counted && logged != lacksItsLine) {
        return snapshot();
      }
    }
    throw new AssertionError("no call leaves that");
  }

  private boolean isPending() throws IOException {
    Path journal = real.directory().console().resolve("pending-request");
    return Files.exists(journal) && Files.readAllBytes(journal)[0] != '\n';
  }

  private long requests(KeyId id) throws IOException {
    return key(id).at("/usage/requests_count").asLong();
  }

  private JsonNode key(KeyId id) throws IOException {
    return JSON.readTree(Files.readAllBytes(real.directory().keys().resolve(id.fileName())));
  }

  private long lines(KeyId id) throws IOException {
    return log(real.directory().usage()).stream()
        .filter(line -> line.get("key_id").asText().equals(id.text()))
        .count();
  }

  private static List<JsonNode> log(Path folder) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        String text = Files.readString(file);
        if (!text.isEmpty() && !text.endsWith("\n")) {
          throw new IOException(
              "A line of " + file + " is torn: " + text.lines().toList().getLast());
        }
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private static Decision request(KeyService service, KeyId id) {
    return service.validate(AccessRequest.of(id, "/v1/chat", "10.0.0.1"));
  }

  /// What administrators share beside the keys.
  ///
  /// @param templates their descriptions
  /// @param putOff ids of findings
  private record Notes(List<String> templates, int idleDays, Set<String> putOff) {}

  private Notes notes() {
    try (KeyService service = real.open(Session.readOnly(real.domain))) {
      HealthNotes health = service.healthBook().read();
      return new Notes(
          templates().stream().map(KeyTemplate::description).toList(),
          health.thresholds().of(Threshold.IDLE_DAYS),
          health.snoozes().keySet());
    }
  }

  /// As a person sees them who looks now.
  private List<KeyTemplate> templates() {
    try (KeyService service = real.open(Session.readOnly(real.domain))) {
      return service.templates().list().templates();
    }
  }

  /// One deed, with one call that fails.
  private final class Attempt {
    private final Deed deed;
    private final String how;
    private final Map<String, byte[]> before;
    private final Notes notesBefore;
    private String outcome = "";

    Attempt(Deed deed, String how, Map<String, byte[]> before) {
      this.deed = deed;
      this.how = how;
      this.before = before;
      this.notesBefore = notes();
    }

    /// The notes as the deed makes them.
    private Notes after() {
      return switch (deed) {
        case TEMPLATES ->
            new Notes(List.of("As it is", ""), notesBefore.idleDays, notesBefore.putOff);
        case PUT_OFF -> {
          Set<String> putOff = new HashSet<>(notesBefore.putOff);
          putOff.add(finding("new").id());
          yield new Notes(notesBefore.templates, notesBefore.idleDays, putOff);
        }
        case DRAW_LINES -> new Notes(notesBefore.templates, 40, notesBefore.putOff);
        default -> notesBefore;
      };
    }

    /// @param everyWay whether there is time for another console after each attempt, and not only
    ///   after each fourth and where there is something to put in order
    /// @return whether the call was reached
    boolean run(int call, Fault fault, boolean everyWay) throws Exception {
      boolean reached = false;
      try (KeyService service = faulty.openAsAdministrator();
          ReturnWatch watch = service.returnWatch(Optional.of(system.path(userFolder)))) {
        SealWitness witness = service.witness(system.path(userFolder));
        if (!how.contains("NEW")) {
          service.list();
        }
        String asked = asked(watch);
        Optional<RuntimeException> refused = Optional.empty();
        Optional<Object> answer = Optional.empty();
        system.failAt(call, fault);
        try {
          answer = Optional.of(act(service, witness, watch, asked));
        } catch (RuntimeException e) {
          refused = Optional.of(e);
        } catch (Error e) {
          fail("threw " + e);
        } finally {
          reached = system.failed().isPresent();
          outcome =
              system.failed().orElse("")
                  + " -> "
                  + (refused.isPresent() ? refused.get() : answer.orElse(""));
          system.heal();
        }
        judge(service, answer, refused);
        goesOn(service, witness);
        boolean told = saysDone(refused);
        requireNoReturn(watch, asked, answer.isPresent() || told);
        requireEachLineAtLast(answer.isPresent() || told, told);
      } catch (Exception e) {
        fail("and then " + e);
      }
      require(system.stillOpen() == 0, system.stillOpen() + " channels are open still");
      if (everyWay || call % 4 == 0 || !strays().isEmpty()) {
        nextStart();
      }
      return reached;
    }

    private void fail(String what) {
      String told = outcome.length() > 400 ? outcome.substring(0, 400) + "…" : outcome;
      failures.add(how + ": " + what + " [" + told + "]");
    }

    private void require(boolean holds, String what) {
      if (!holds) {
        fail(what);
      }
    }

    /// What a person is asked about access that came back.
    private String asked(ReturnWatch watch) {
      if (deed != Deed.KEEP && deed != Deed.TAKE_AWAY_AGAIN) {
        return "";
      }
      return watch.look().returns().stream()
          .filter(it -> it.what() == What.CONFLICT)
          .map(AccessReturn::id)
          .findFirst()
          .orElse(NOTHING);
    }

    private Object act(KeyService service, SealWitness witness, ReturnWatch watch, String asked) {
      return switch (deed) {
        case LIST -> service.listing((done, total) -> {});
        case CHECK -> service.check(AccessRequest.of(limited, "/v1/chat", ""));
        case CREATE -> service.create(KeyRequest.of("New", DANA, List.of()));
        case ROTATE -> service.rotate(active);
        case ROTATE_WITH_OVERLAP -> service.rotateWithOverlap(active, Duration.ofHours(1));
        case SUSPEND -> service.suspend(active);
        case RESUME -> service.resume(suspended);
        case REVOKE -> service.revoke(active);
        case REVOKE_TWINS -> service.revoke(twin);
        case EDIT -> service.update(active, KeyEdit.NOTHING.withName("Edited"));
        case REQUEST -> request(service, active);
        case REQUEST_OVER_ITS_LIMIT -> request(service, limited);
        case SEAL -> witness.follow();
        case MEND -> watch.look();
        case KEEP -> watch.keep(asked);
        case TAKE_AWAY_AGAIN -> watch.takeAwayAgain(asked);
        case DISABLE -> {
          List<KeyProblem> known = service.listingSoFar().problems();
          KeyProblem told = (known.isEmpty() ? service.problems() : known).getFirst();
          service.disable(told);
          yield told;
        }
        case TEMPLATES -> {
          KeyTemplate next = KeyTemplate.named("Kiosk", "As it is");
          service.templates().replace(List.of(next, KeyTemplate.named("New", "")), templates());
          yield next;
        }
        case PUT_OFF -> service.healthBook().putOff(finding("new"), NEXT_WEEK, "Later");
        case DRAW_LINES -> service.healthBook().draw(LINES, OTHER_LINES);
      };
    }

    private void judge(
        KeyService service, Optional<Object> answer, Optional<RuntimeException> refused)
        throws IOException {
      requireSound();
      boolean told = false;
      if (refused.isPresent()) {
        told = requireOurs(refused.get());
        if (!told && !deed.isRequest()) {
          requireNothingDone();
        }
      } else if (answer.isPresent()) {
        requireAnswered(service, answer.get());
      }
      if (answer.isPresent() || told) {
        requireDone(told);
      }
    }

    /// @return whether it says that the deed was done all the same
    private boolean requireOurs(RuntimeException e) {
      boolean ours =
          e instanceof StoreException
              || e instanceof NotAuthorizedException
              || e instanceof KeyNotFoundException
              || e instanceof InvalidRequestException;
      String message = String.valueOf(e.getMessage());
      require(ours && message.length() > 10, "told as " + e);
      return saysDone(Optional.of(e));
    }

    private static boolean saysDone(Optional<RuntimeException> refused) {
      return refused
          .map(e -> String.valueOf(e.getMessage()).startsWith("The change was made"))
          .orElse(false);
    }

    private void requireNothingDone() throws IOException {
      Map<String, byte[]> now = snapshot();
      now.keySet().removeIf(name -> !name.startsWith("keys/") || name.endsWith(".tmp"));
      Map<String, byte[]> then = new TreeMap<>(before);
      then.keySet().removeIf(name -> !name.startsWith("keys/"));
      require(now.keySet().equals(then.keySet()), "refused, and another key file stands there");
      now.forEach(
          (name, bytes) ->
              require(
                  Arrays.equals(bytes, then.get(name)), "refused, and " + name + " has changed"));
      require(newLines() == 0, "refused, and an audit line says otherwise");
      require(notes().equals(notesBefore), "refused, and there is " + notes());
    }

    private int newLines() throws IOException {
      long lines =
          before.entrySet().stream()
              .filter(file -> file.getKey().startsWith("audit/"))
              .mapToLong(file -> new String(file.getValue()).lines().count())
              .sum();
      return log(real.directory().audit()).size() - (int) lines;
    }

    private void requireAnswered(KeyService service, Object answer) throws IOException {
      switch (answer) {
        case KeyListing listing ->
            require(
                listing.keys().size() + listing.problems().size() == keyFiles().size(),
                "lists " + listing.keys().size() + " keys");
        case Decision decision -> requireCounted(decision);
        case IssuedKey issued -> {
          Optional<ApiKey> opened = service.identify(issued.rawKey().value());
          require(opened.map(ApiKey::id).equals(Optional.of(issued.key().id())), "opens " + opened);
          requireLines(issued.warnings().isEmpty());
          issued.rawKey().close();
        }
        case ApiKey _ -> requireLines(true);
        case KeyProblem _ -> requireLines(true);
        case AccessReturns told -> requireTold(told);
        default -> requireLines(false);
      }
    }

    private void requireLines(boolean all) throws IOException {
      int lines = newLines();
      boolean asTold = all ? lines == deed.lines : lines <= deed.lines;
      require(asTold, lines + " audit lines");
    }

    /// What was overwritten is made again with its line, or left to the next look.
    private void requireTold(AccessReturns told) throws IOException {
      if (deed != Deed.MEND) {
        requireLines(true);
        return;
      }
      boolean blocked = told.returns().stream().anyMatch(it -> it.what() == What.BLOCKED);
      require(blocked == has(returned.id(), KeyStatus.REVOKED), "it is told as " + told);
      require(blocked || newLines() == 0, "an audit line tells of what was not done");
      requireLines(blocked && told.warnings().isEmpty());
    }

    private void requireCounted(Decision decision) throws IOException {
      boolean allowed = decision instanceof Decision.Allowed;
      if (deed == Deed.REQUEST_OVER_ITS_LIMIT || deed == Deed.CHECK) {
        require(!allowed, "let through");
      } else if (allowed) {
        long then =
            JSON.readTree(before.get("keys/" + active.fileName()))
                .at("/usage/requests_count")
                .asLong();
        require(requests(active) == then + 1, "let through and not counted");
      }
    }

    /// Every key file is as it was, or as the deed makes it; every line is whole.
    private void requireSound() throws IOException {
      for (Path file : keyFiles()) {
        String name = "keys/" + file.getFileName();
        JsonNode now = JSON.readTree(Files.readAllBytes(file));
        require(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------"),
            name + " can be read by others");
        if (!before.containsKey(name)) {
          boolean makes = deed == Deed.CREATE || deed == Deed.ROTATE_WITH_OVERLAP;
          require(makes && now.has("key_hash"), name + " is new");
          continue;
        }
        JsonNode then = JSON.readTree(before.get(name));
        Set<String> changed = new HashSet<>();
        now.properties()
            .forEach(
                field -> {
                  if (!field.getValue().equals(then.get(field.getKey()))) {
                    changed.add(field.getKey());
                  }
                });
        require(deed.fields.containsAll(changed), changed + " of " + name + " changed");
      }
      log(real.directory().audit());
      log(real.directory().usage());
      Notes notes = notes();
      require(notes.equals(notesBefore) || notes.equals(after()), "there is " + notes);
    }

    private List<Path> keyFiles() throws IOException {
      try (Stream<Path> files = Files.list(real.directory().keys())) {
        return files.filter(f -> f.toString().endsWith(".json")).toList();
      }
    }

    /// @param inPart whether something that belongs to it was told to be lacking
    private void requireDone(boolean inPart) throws IOException {
      boolean done =
          switch (deed) {
            case ROTATE -> !key(active).get("last_rotated").isNull();
            case CREATE, ROTATE_WITH_OVERLAP ->
                keyFiles().size()
                    == before.keySet().stream().filter(f -> f.startsWith("keys/")).count() + 1;
            case SUSPEND -> has(active, KeyStatus.SUSPENDED);
            case RESUME -> has(suspended, KeyStatus.ACTIVE);
            case REVOKE -> has(active, KeyStatus.REVOKED);
            case REVOKE_TWINS ->
                has(twin, KeyStatus.REVOKED) && (inPart || has(otherTwin, KeyStatus.REVOKED));
            case EDIT -> key(active).get("name").asText().equals("Edited");
            case TAKE_AWAY_AGAIN -> has(returned.id(), KeyStatus.REVOKED);
            case DISABLE -> has(problem.id(), KeyStatus.REVOKED);
            case TEMPLATES, PUT_OFF, DRAW_LINES -> notes().equals(after());
            case LIST, CHECK, REQUEST, REQUEST_OVER_ITS_LIMIT, SEAL, MEND, KEEP -> true;
          };
      require(done, "told to be done, and is not");
    }

    private boolean has(KeyId id, KeyStatus status) throws IOException {
      return key(id).get("status").asText().equals(status.text());
    }

    /// The console that met the fault works on, once it is gone.
    private void goesOn(KeyService service, SealWitness witness) throws IOException {
      service.update(limited, KeyEdit.NOTHING.withName("Goes on"));
      KeyListing listing = service.listing((done, total) -> {});
      requireProblems(listing.problems());
      int shown = listing.keys().size() + listing.problems().size();
      require(shown == keyFiles().size(), "keys stay away");
      require(request(service, active) != null, "no answer");
      requireNothingLost();
      requireSealed(witness);
    }

    /// A line that could not be written at first was written by what came next, and none twice.
    ///
    /// @param inPart whether something that belongs to the deed was told to be lacking
    private void requireEachLineAtLast(boolean done, boolean inPart) throws IOException {
      int lines = newLines() - LINES_OF_GOING_ON;
      int all = done || deed == Deed.MEND ? deed.lines : 0;
      int least =
          switch (deed) {
            // The other file may not have been changed.
            case REVOKE_TWINS, ROTATE_WITH_OVERLAP -> Math.min(all, 1);
            // No key file tells later that it was done.
            case KEEP -> inPart ? 0 : all;
            default -> all;
          };
      require(least <= lines && lines <= all, "in the end there are " + lines + " lines");
    }

    private void requireProblems(List<KeyProblem> problems) {
      boolean one = deed == Deed.DISABLE;
      require(problems.size() == (one ? 1 : 0), "problems stay: " + problems);
    }

    /// What came back is made again now at the latest; a question is asked until it is decided.
    private void requireNoReturn(ReturnWatch watch, String asked, boolean decided)
        throws IOException {
      if (!deed.isWatch()) {
        return;
      }
      List<AccessReturn> told = watch.look().returns();
      boolean isAsked = told.stream().anyMatch(it -> it.id().equals(asked));
      boolean isBack = has(returned.id(), KeyStatus.ACTIVE);
      switch (deed) {
        case MEND -> require(!isBack, "it is not made again: " + told);
        case TAKE_AWAY_AGAIN -> require(isBack == !decided && isAsked == isBack, "now " + told);
        default -> require(isBack && isAsked == !decided, "now " + told);
      }
    }

    private void requireSealed(SealWitness witness) throws IOException {
      if (deed == Deed.SEAL) {
        witness.follow();
        SealReport report = witness.verify(_ -> {}, () -> false);
        require(report.findings().isEmpty(), "findings: " + report.findings());
        long sealed = report.files().stream().mapToLong(SealReport.SealedFile::lines).sum();
        require(sealed == log(real.directory().audit()).size(), sealed + " lines are sealed");
      }
    }

    private void requireNothingLost() throws IOException {
      for (KeyId id : List.of(active, limited)) {
        require(
            requests(id) == lines(id),
            requests(id) + " requests are counted and " + lines(id) + " are logged");
      }
    }

    /// The next console finds nothing amiss, and can do the same.
    private void nextStart() throws IOException {
      for (Path stray : strays()) {
        if (!stray.getParent().equals(real.directory().keys())) {
          Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minusSeconds(120)));
        }
      }
      require(strays().size() <= 1, "strays " + strays());
      try (KeyService service = faulty.openAsAdministrator();
          ReturnWatch watch = service.returnWatch(Optional.of(system.path(userFolder)))) {
        SealWitness witness = service.witness(system.path(userFolder));
        requireProblems(service.problems());
        String asked = asked(watch);
        if (!asked.equals(NOTHING)) {
          act(service, witness, watch, asked);
        }
        service.update(limited, KeyEdit.NOTHING.withName("Next start"));
        require(service.warnings().isEmpty(), "warns: " + service.warnings());
        require(strays().isEmpty(), "strays stay: " + strays());
        requireNothingLost();
        requireSealed(witness);
      } catch (Exception e) {
        fail("at the next start " + e);
      }
    }

    private List<Path> strays() throws IOException {
      try (Stream<Path> files = Files.walk(real.directory().apiKeys())) {
        return files.filter(f -> f.getFileName().toString().endsWith(".tmp")).toList();
      }
    }
  }
}
