package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.auth0.jwt.algorithms.Algorithm;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import keyconsole.Mutations;
import keyconsole.TestTenant;
import keyconsole.app.RealPersonalFiles;
import keyconsole.audit.AuditLog;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.AccessReturn;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditResult;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.TemplateListing;
import keyconsole.domain.Threshold;
import keyconsole.domain.Thresholds;
import keyconsole.domain.UsageLinesExtent;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageLog;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.Value;
import keyconsole.store.AuditJournal;
import keyconsole.store.KeyFiles;
import keyconsole.store.StoreException;
import keyconsole.viewmodel.LockAfter;
import keyconsole.viewmodel.Preferences;
import keyconsole.viewmodel.RecentTenants;
import keyconsole.viewmodel.SavedSearch;
import keyconsole.viewmodel.SealSeen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// Whatever stands in the files, and whatever is pasted: the console answers or says what is wrong,
/// soon and with little memory.
class GarbageTest {

  /// The time that one input may take on a machine that is busy with other things.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final long MOST_BYTES = 512L << 20;
  private static final long MOST_HEAP_GROWTH = 96L << 20;
  private static final int BOOK_HEAD = 16;
  private static final int AT_ONCE = 4;

  private static final Finding FINDING =
      new Finding(
          FindingKind.IDLE,
          FindingKind.IDLE.severity(),
          Optional.empty(),
          "b2f09c1e",
          new Finding.Evidence.Plain(),
          Optional.empty());

  @TempDir Path temporary;

  @Test
  @ResourceLock(Resources.GLOBAL)
  void garbageIsToldAndNotThrown() throws Exception {
    feed(20261123, Duration.ofSeconds(3));
    feed(new Random().nextLong(), Duration.ofSeconds(4));
  }

  @Test
  @Tag("soak")
  @Tag("side-by-side")
  void garbageIsToldAndNotThrownForMinutes() throws Exception {
    feed(new Random().nextLong(), Duration.ofMinutes(Integer.getInteger("soak.minutes", 10)));
  }

  /// Several at once, each with a tenant of its own: files that look torn are waited for.
  private void feed(long seed, Duration time) throws Exception {
    List<Callable<Integer>> eaters = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Eater eater = new Eater(seed + i);
      eater.makeTenant(Files.createTempDirectory(temporary, "garbage"));
      eaters.add(() -> eater.eat(time));
    }
    System.gc();
    long heap = heap();
    int inputs = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Integer> eaten : threads.invokeAll(eaters)) {
        inputs += eaten.get();
      }
    }
    System.gc();
    long grown = heap() - heap;
    System.out.println(
        inputs + " inputs of garbage, seed " + seed + ", heap grown by " + grown / 1024 + " KiB");
    assertTrue(grown < MOST_HEAP_GROWTH, "seed " + seed + ": heap grown by " + grown);
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private interface Use {
    Object of() throws Exception;
  }

  /// A console that is given one heap of garbage after the other.
  private static final class Eater {
    private final long seed;
    private final Random random;
    private final Mutations mutations;
    private TestTenant tenant;
    private Path userFolder;
    private Path cacheFolder;
    private Map<Path, byte[]> sound;
    private String token;
    private String given = "";

    Eater(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.mutations = new Mutations(random);
    }

    int eat(Duration time) throws Exception {
      long end = System.nanoTime() + time.toNanos();
      int inputs = 0;
      try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
        while (System.nanoTime() < end) {
          int input = inputs++;
          require(thread.submit(() -> take(input)), "seed " + seed + ", input " + input);
        }
      }
      return inputs;
    }

    private void require(Future<Long> use, String how) throws Exception {
      try {
        long bytes = use.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        assertTrue(bytes < MOST_BYTES, how + ", " + given + ": " + bytes + " bytes were allocated");
      } catch (ExecutionException e) {
        throw new AssertionError(how + ", " + given + ": " + e.getCause(), e.getCause());
      } catch (TimeoutException e) {
        StringBuilder where = new StringBuilder();
        Thread.getAllStackTraces()
            .forEach((thread, stack) -> where.append(thread).append(Arrays.toString(stack)));
        throw new AssertionError(how + ", " + given + ": no end; " + where);
      }
    }

    void makeTenant(Path folder) throws IOException {
      tenant = TestTenant.acme(Files.createDirectory(folder.resolve("data")));
      userFolder = folder.resolve("user");
      cacheFolder = folder.resolve("cache");
      token =
          tenant.token(
              Map.of(
                  "sub",
                  "olu@acme.example",
                  "user_type",
                  "tenant_admin",
                  "current_tenant",
                  Map.of("domain", tenant.domain, "capabilities", List.of("admin:*"))));
      try (KeyService service = open(tenant.administrator());
          DeedWatch watch = service.deedWatch(Optional.of(userFolder))) {
        ApiKey key =
            service.list().stream()
                .filter(k -> k.isUsable(TestTenant.NOON))
                .findFirst()
                .orElseThrow();
        service.validate(AccessRequest.of(key.id(), "/v1/chat", "10.0.0.1"));
        service.suspend(key.id());
        service.resume(key.id());
        service.refreshUsage();
        service.auditTrail().refresh();
        SealWitness witness = service.witness(userFolder);
        witness.follow();
        watch.auditFindings();
        watch.markKnown("none", "A mark");
        tenant.clock.set(TestTenant.NOON.plusSeconds(60));
        watch.auditFindings();
        keepNotes(service);
        bringBack(service);
        leaveALine(service.list().getFirst());
      }
      tenant.clock.set(TestTenant.NOON);
      sound = contents(folder);
      assertTrue(sound.keySet().stream().anyMatch(f -> f.endsWith("book")), "no book was kept");
      for (String kept :
          List.of(
              ".rows",
              ".counts",
              "known.jsonl",
              ".marks",
              "pending-request",
              "tightenings.jsonl",
              "pending-audit.jsonl",
              "templates.jsonl",
              "health.jsonl",
              "console.properties",
              "recent.json")) {
        assertTrue(
            sound.keySet().stream().anyMatch(f -> f.toString().endsWith(kept)),
            kept + " is missing");
      }
    }

    /// What is kept beside keys and logs: by all administrators, and by this person.
    private void keepNotes(KeyService service) throws IOException {
      service.templates().add(List.of(Templates.of(service.list().getFirst())));
      HealthBook health = service.healthBook();
      health.draw(Thresholds.STANDARD, Thresholds.STANDARD.with(Threshold.IDLE_DAYS, 50));
      health.putOff(FINDING, tenant.clock.instant().plus(Duration.ofDays(7)), "It moves");
      Preferences preferences = RealPersonalFiles.preferences(preferences());
      preferences.keepSearches(List.of(new SavedSearch("Mine", "actor:olu")));
      preferences.keep(Map.of("columns", "name,owner"));
      preferences.keepLockAfter(LockAfter.ofMinutes(15));
      RealPersonalFiles.recents(recents())
          .remember(
              new RecentTenants.Recent(
                  tenant.dataRoot, tenant.domain, 9, TestTenant.NOON, SealSeen.SEALED));
    }

    private Path preferences() {
      return userFolder.resolve("config/console.properties");
    }

    private Path recents() {
      return userFolder.resolve("config/recent.json");
    }

    /// An audit line that is on its way.
    private void leaveALine(ApiKey key) {
      try (KeyFiles files = KeyFiles.open(tenant.directory(), tenant.clock)) {
        AuditJournal journal = new AuditJournal(tenant.directory(), files);
        Value.Fields line =
            new AuditLog(tenant.directory())
                .line(TestTenant.NOON, "api_key_updated", "olu", Value.Fields.EMPTY);
        files.exclusively(() -> journal.enter(key.id().fileName(), key, TestTenant.NOON, line));
      }
    }

    /// A key that was revoked, as the backend writes it back.
    private void bringBack(KeyService service) throws IOException {
      try (ReturnWatch returns = service.returnWatch(Optional.of(userFolder))) {
        returns.look();
        ApiKey key =
            service.list().stream()
                .filter(k -> k.isUsable(tenant.clock.instant()))
                .findFirst()
                .orElseThrow();
        Path file = tenant.directory().keys().resolve(key.id().fileName());
        byte[] before = Files.readAllBytes(file);
        service.revoke(key.id());
        Files.write(file, before);
      }
    }

    private KeyService open(Session session) {
      return KeyService.open(
          tenant.dataRoot,
          tenant.domain,
          session,
          Optional.of(TestTenant.SIGNING_KEY),
          tenant.clock,
          Optional.of(cacheFolder));
    }

    private static Map<Path, byte[]> contents(Path folder) throws IOException {
      Map<Path, byte[]> files = new TreeMap<>();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(file, Files.readAllBytes(file));
        }
      }
      return files;
    }

    /// @return bytes that were allocated
    private long take(int input) throws Exception {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      restore();
      given = "";
      for (int files = 1 + random.nextInt(3); files > 0; files--) {
        spoil();
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      use(input);
      return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void restore() throws IOException {
      for (Path folder : List.of(tenant.dataRoot, userFolder, cacheFolder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || !holdsSound(path)) {
              Files.delete(path);
            }
          }
        }
      }
      for (Map.Entry<Path, byte[]> file : sound.entrySet()) {
        Files.createDirectories(file.getKey().getParent());
        Files.write(file.getKey(), file.getValue());
      }
    }

    private boolean holdsSound(Path folder) {
      return sound.keySet().stream()
          .anyMatch(file -> file.startsWith(folder) && !file.equals(folder));
    }

    private void spoil() throws IOException {
      List<Path> files = List.copyOf(sound.keySet());
      Path file = files.get(random.nextInt(files.size()));
      if (given.contains(file.toString())) {
        return;
      }
      given += " " + file;
      Files.deleteIfExists(file);
      switch (random.nextInt(24)) {
        case 0 -> Files.createDirectories(file);
        case 1 -> Files.createSymbolicLink(file, file);
        case 2 -> Files.createSymbolicLink(file, files.get(random.nextInt(files.size())));
        case 3 -> Files.write(file, sound.get(files.get(random.nextInt(files.size()))));
        case 4 -> given += " (gone)";
        default -> Files.write(file, garbage(file, sound.get(file)));
      }
    }

    /// The book is read behind its checksum too: what is kept there must last.
    private byte[] garbage(Path file, byte[] content) {
      return file.endsWith("book") && random.nextInt(4) > 0
          ? deflated(content, mutations.of(inflated(content)))
          : mutations.of(content);
    }

    private static byte[] inflated(byte[] book) {
      byte[] bytes = new byte[ByteBuffer.wrap(book).getInt(BOOK_HEAD - Integer.BYTES)];
      try (Inflater inflater = new Inflater()) {
        inflater.setInput(book, BOOK_HEAD, book.length - BOOK_HEAD);
        inflater.inflate(bytes);
        return bytes;
      } catch (DataFormatException e) {
        throw new IllegalStateException(e);
      }
    }

    private static byte[] deflated(byte[] head, byte[] bytes) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(head, 0, BOOK_HEAD);
      byte[] part = new byte[8192];
      try (Deflater deflater = new Deflater()) {
        deflater.setInput(bytes);
        deflater.finish();
        while (!deflater.finished()) {
          out.write(part, 0, deflater.deflate(part));
        }
      }
      byte[] book = out.toByteArray();
      ByteBuffer.wrap(book).putInt(BOOK_HEAD - Integer.BYTES, bytes.length);
      return Mutations.withChecksum(book);
    }

    /// What is refused in words of our own is an answer, if there are words.
    private Optional<Object> told(Use use) throws Exception {
      try {
        Object answer = use.of();
        assertTrue(!String.valueOf(answer).isEmpty());
        return Optional.of(answer);
      } catch (StoreException
          | NotAuthorizedException
          | KeyNotFoundException
          | InvalidRequestException
          | IOException e) {
        assertTrue(String.valueOf(e.getMessage()).length() > 10, String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    private void use(int input) throws Exception {
      useTokens();
      try (KeyService service = open(tenant.administrator());
          DeedWatch watch = service.deedWatch(Optional.of(userFolder))) {
        told(service::list);
        List<KeyId> ids = ids(service);
        if (isAbout("/keys/", input)) {
          told(service::problems);
          told(service::glance);
          useKeys(service, ids);
        }
        if (isAbout("/usage", input)) {
          useUsage(service);
        }
        if (isAbout("/audit", input)) {
          useAudit(service.auditTrail());
        }
        if (isAbout("/user/", input) || isAbout("/audit", input)) {
          useWitnesses(service, watch);
        }
        if (isAbout("/.console/", input) || isAbout("/keys/", input)) {
          useReturns(service);
        }
        if (isAbout("/.console/", input)) {
          useNotes(service);
        }
        if (isAbout("/config/", input)) {
          usePersonalFiles();
        }
        if (isAbout("/.console/", input) || input % 3 == 0) {
          change(service, ids);
        }
        told(service::warnings);
      }
    }

    /// Everything is used at each fourth input, else what the garbage is about.
    private boolean isAbout(String part, int input) {
      return input % 4 == 0 || given.contains(part);
    }

    private void useWitnesses(KeyService service, DeedWatch watch) throws Exception {
      told(watch::auditFindings);
      SealWitness witness = service.witness(userFolder);
      told(witness::follow);
      told(() -> witness.verify(_ -> {}, () -> false).toString());
      told(() -> watch.markKnown(mutations.of("id"), mutations.of("why")));
      told(watch::auditFindings);
    }

    private void useReturns(KeyService service) throws Exception {
      try (ReturnWatch returns = service.returnWatch(Optional.of(userFolder))) {
        told(returns::look);
        for (AccessReturn told : returns.soFar().returns()) {
          boolean keeps = random.nextBoolean();
          told(() -> keeps ? returns.keep(told.id()) : returns.takeAwayAgain(told.id()));
          told(() -> returns.dismiss(told.id()));
        }
        told(returns::look);
      }
    }

    private void useNotes(KeyService service) throws Exception {
      Templates templates = service.templates();
      told(templates::list);
      told(
          () ->
              templates.read(mutations.of("[{\"name\": \"a\", \"scope\": \"user\"}]").getBytes()));
      List<KeyTemplate> shown = templatesIn(templates).templates();
      done(() -> templates.replace(List.of(KeyTemplate.named(mutations.of("name"), "")), shown));
      for (TemplateListing.Problem problem : templatesIn(templates).problems()) {
        done(() -> templates.deleteProblem(problem));
      }
      HealthBook health = service.healthBook();
      told(health::read);
      told(() -> health.thresholds(Thresholds.STANDARD));
      told(() -> health.putOff(FINDING, TestTenant.NOON.plusSeconds(9_999), mutations.of("why")));
      told(() -> health.draw(Thresholds.STANDARD, Thresholds.STANDARD));
      told(() -> service.findings().look(Findings.Told.NOTHING, Thresholds.STANDARD, _ -> {}));
    }

    private TemplateListing templatesIn(Templates templates) throws Exception {
      return told(templates::list)
          .filter(TemplateListing.class::isInstance)
          .map(TemplateListing.class::cast)
          .orElse(TemplateListing.EMPTY);
    }

    private void usePersonalFiles() throws Exception {
      Preferences preferences = RealPersonalFiles.preferences(preferences());
      told(preferences::look);
      told(preferences::language);
      told(preferences::lockAfter);
      told(preferences::searches);
      told(preferences::kept);
      done(() -> preferences.keep(Map.of("a", mutations.of("b"))));
      RecentTenants recents = RealPersonalFiles.recents(recents());
      told(recents::all);
      done(() -> recents.forget(tenant.dataRoot, "other.example"));
      told(recents::all);
    }

    private interface Step {
      void done() throws Exception;
    }

    private void done(Step step) throws Exception {
      told(
          () -> {
            step.done();
            return "done";
          });
    }

    private List<KeyId> ids(KeyService service) {
      List<KeyId> ids =
          new ArrayList<>(service.listingSoFar().keys().stream().map(ApiKey::id).toList());
      sound.keySet().stream()
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .forEach(name -> KeyId.parse(name).ifPresent(ids::add));
      return ids;
    }

    private void useTokens() throws Exception {
      String garbage = random.nextBoolean() ? mutations.of(token) : tokenOfGarbage();
      told(() -> Session.verify(garbage, TestTenant.JWT_SECRET, tenant.domain, tenant.clock));
      told(() -> Session.claimsAdministrator(garbage));
      try (KeyService service = open(Session.readOnly(tenant.domain))) {
        told(() -> service.readToken(garbage));
      }
    }

    private String tokenOfGarbage() {
      Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
      String claims =
          "{\"sub\":\"a\",\"exp\":4102444800,\"nbf\":1,\"tenant_id\":\"acme.example\",\"capabilities\":"
              + "[{\"resource\":\"admin:x\",\"actions\":[\"*\"]}],\"current_tenant\":{\"domain\":1}}";
      String unsigned =
          base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes())
              + "."
              + base64.encodeToString(mutations.of(claims).getBytes());
      int dot = unsigned.indexOf('.');
      byte[] signature =
          Algorithm.HMAC256(TestTenant.JWT_SECRET)
              .sign(unsigned.substring(0, dot).getBytes(), unsigned.substring(dot + 1).getBytes());
      return unsigned + "." + base64.encodeToString(signature);
    }

    private void useKeys(KeyService service, List<KeyId> ids) throws Exception {
      told(() -> service.identify(mutations.of("gt2_acme.example_key")));
      for (int i = 0; i < 3; i++) {
        KeyId id = ids.get(random.nextInt(ids.size()));
        AccessRequest request =
            AccessRequest.of(id, mutations.of("/v1/chat"), mutations.of("10.0.0.1"));
        told(() -> service.check(request));
        told(() -> service.keyUsage(id));
        told(() -> service.provenance(id));
        told(() -> service.lastRequest(id));
        told(() -> service.fileText(id.fileName()));
        told(() -> service.capabilityToken(id, Map.of("a", mutations.of("b"))));
      }
    }

    private void useUsage(KeyService service) throws Exception {
      LocalDate day = LocalDate.of(2026, 11, 23);
      told(() -> service.usage(UsageQuery.between(day.minusDays(random.nextInt(40)), day)));
      told(() -> lines(service.usageLines(UsageLinesQuestion.everything(ZoneOffset.UTC))));
    }

    private void useAudit(AuditTrail trail) throws Exception {
      told(trail::refresh);
      told(trail::problems);
      String search =
          random.nextBoolean()
              ? ""
              : mutations.of("actor:olu -key:\"CI tests\" from:2026-11-01 action:revoked \"a b\"");
      told(() -> AuditTrail.mistake(search, ZoneOffset.UTC));
      told(() -> records(trail.search(search, ZoneOffset.UTC, () -> false, _ -> {}), trail));
    }

    private static Object lines(UsageLog log) {
      UsageLinesExtent extent = log.refresh(_ -> {});
      log.find(extent, Instant.EPOCH);
      return extent.size() == 0 ? List.of() : log.read(extent.place(0), 1_000);
    }

    private static Object records(AuditResult found, AuditTrail trail) {
      var records = found.records(0, 1_000);
      records.forEach(trail::hashOfLine);
      return List.of(records, found.actions(), found.actors());
    }

    private void change(KeyService service, List<KeyId> ids) throws Exception {
      KeyId id = ids.get(random.nextInt(ids.size()));
      told(() -> service.validate(AccessRequest.of(id, "/v1/chat", "10.0.0.1")));
      told(() -> service.update(id, KeyEdit.NOTHING.withName(mutations.of("name"))));
      told(() -> service.suspend(id));
      told(() -> service.resume(id));
      told(() -> service.revoke(id));
      for (KeyProblem problem : service.problems()) {
        done(() -> service.disable(problem));
      }
      told(service::list);
    }
  }
}
