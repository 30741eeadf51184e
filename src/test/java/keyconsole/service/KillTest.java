package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import keyconsole.ChildJvm;
import keyconsole.TestTenant;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyStatus;
import keyconsole.service.KilledConsole.Act;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A console that is killed while it writes leaves each key file as it was or as it was to be, and
/// nothing that the next one does not put in order.
class KillTest {

  private static final int AT_ONCE = 3;

  /// How many deeds a console ends before the one at which it may be killed.
  private static final int MOST_DEEDS = 8;

  /// How many deeds the training run does.
  private static final int TRAINING = 200;

  private static final double LONGEST_DEED_NANOS = 25e6;

  /// What a console may take at most to start and to come to the deed at which it is killed.
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temporary;

  /// What a deed makes of a key file where nobody kills it is what a killed one is held to.
  @Test
  void eachDeedMakesOfAKeyFileWhatItIsHeldTo() throws Exception {
    TestTenant tenant = TestTenant.empty(Files.createDirectory(temporary.resolve("data")));
    try (KeyService service = tenant.openAsAdministrator()) {
      for (KeyStatus status : List.of(KeyStatus.ACTIVE, KeyStatus.SUSPENDED, KeyStatus.REVOKED)) {
        for (Act act : KilledConsole.actsOn(status)) {
          ApiKey key = keyOf(service, status);
          Path file = tenant.directory().keys().resolve(key.id().fileName());
          Story story = new Story(Map.of(key.id().fileName(), Files.readAllBytes(file)));
          story.take(new String[] {"begin", act.name(), key.id().fileName()});
          tenant.clock.set(tenant.clock.instant().plusSeconds(1));
          KilledConsole.done(service, act, key);
          Victims.requireNew(
              story,
              key.id().fileName(),
              story.known.get(key.id().fileName()),
              Files.readAllBytes(file),
              "a key that is " + status);
        }
      }
    }
  }

  private static ApiKey keyOf(KeyService service, KeyStatus status) {
    IssuedKey issued = service.create(KeyRequest.of("A key", "dana@acme.example", List.of()));
    issued.rawKey().close();
    return switch (status) {
      case SUSPENDED -> service.suspend(issued.key().id());
      case REVOKED -> service.revoke(issued.key().id());
      case ACTIVE, EXPIRED -> issued.key();
    };
  }

  @Test
  void fifteenKillsLeaveTheOldStateOrTheNewOne() throws Exception {
    kill(15, ChildJvm.of(KilledConsole.class));
  }

  @Test
  @Tag("soak")
  @Tag("side-by-side")
  void aThousandKillsLeaveTheOldStateOrTheNewOne() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("training"));
    List<String> training = KilledConsole.arguments(TestTenant.empty(folder), 1, TRAINING);
    kill(
        Integer.getInteger("soak.kills", 1_000),
        ChildJvm.trained(KilledConsole.class, folder, training));
  }

  /// Several consoles at once, each on a tenant of its own: what is killed is there to be looked at
  /// while the next one starts.
  private void kill(int kills, ChildJvm consoles) throws Exception {
    long seed = new Random().nextLong();
    long start = System.nanoTime();
    List<Callable<Victims>> work = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Path folder = Files.createDirectory(temporary.resolve("data" + i));
      int share = kills / AT_ONCE + (i < kills % AT_ONCE ? 1 : 0);
      long own = seed + i;
      work.add(() -> new Victims(TestTenant.empty(folder), consoles, own).kill(share));
    }
    Victims all = null;
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Victims> done : threads.invokeAll(work)) {
        all = all == null ? done.get() : all.with(done.get());
      }
    }
    long took = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    System.out.println(kills + " kills in " + took + " s, seed " + seed + ": " + all);
  }

  /// The consoles that are killed at one tenant, one after the other.
  private static final class Victims {
    private final TestTenant tenant;
    private final ChildJvm consoles;
    private final Path keys;
    private final long seed;
    private final Random random;
    private final Map<Act, Integer> interrupted = new EnumMap<>(Act.class);
    private int deeds;
    private int foundNew;
    private int strays;
    private int pending;
    private int unlogged;
    private final Map<String, Integer> audited = new HashMap<>();

    Victims(TestTenant tenant, ChildJvm consoles, long seed) {
      this.tenant = tenant;
      this.consoles = consoles;
      this.keys = tenant.directory().keys();
      this.seed = seed;
      this.random = new Random(seed);
    }

    Victims with(Victims other) {
      other.interrupted.forEach((act, count) -> interrupted.merge(act, count, Integer::sum));
      deeds += other.deeds;
      foundNew += other.foundNew;
      strays += other.strays;
      pending += other.pending;
      unlogged += other.unlogged;
      return this;
    }

    @Override
    public String toString() {
      return deeds
          + " deeds ended, interrupted "
          + interrupted
          + ", of which "
          + foundNew
          + " stood already; "
          + strays
          + " stray files, "
          + pending
          + " requests half counted, "
          + unlogged
          + " deeds without their line";
    }

    Victims kill(int kills) throws Exception {
      Map<String, byte[]> known = new TreeMap<>();
      for (int i = 0; i < kills; i++) {
        String how = "seed " + seed + ", kill " + i;
        Story story = new Story(known);
        Process console =
            ChildJvm.endingWithin(
                LONGEST_LIFE,
                consoles.process(KilledConsole.arguments(tenant, random.nextLong(), 0)).start());
        try (InputStream said = console.getInputStream()) {
          assertEquals("ready", line(said), how);
          console.getOutputStream().write('!');
          console.getOutputStream().flush();
          story.listen(said, random.nextInt(MOST_DEEDS));
          kill(console, Duration.ofNanos((long) (random.nextDouble() * LONGEST_DEED_NANOS)));
          said.transferTo(story.told);
        } finally {
          assertTrue(console.destroyForcibly().waitFor(10, TimeUnit.SECONDS), how + ": not dead");
        }
        story.read();
        look(story, how);
        nextStart(story, how);
        makeRoom();
        known = contents();
      }
      return this;
    }

    /// Now and then a key file is taken away, so that the next console makes one.
    private void makeRoom() throws IOException {
      List<String> names = List.copyOf(contents().keySet());
      if (names.size() > 2 && random.nextInt(3) == 0) {
        Files.delete(keys.resolve(names.get(random.nextInt(names.size()))));
      }
    }

    private static void kill(Process console, Duration after) throws InterruptedException {
      long end = System.nanoTime() + after.toNanos();
      console.waitFor(after.toNanos(), TimeUnit.NANOSECONDS);
      assertTrue(console.isAlive() && System.nanoTime() >= end, "the console ended by itself");
      // Through its handle, which leaves what it told to be read.
      console.toHandle().destroyForcibly();
      assertTrue(console.waitFor(10, TimeUnit.SECONDS), "not dead");
    }

    private static String line(InputStream said) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = said.read(); c >= 0 && c != '\n'; c = said.read()) {
        line.append((char) c);
      }
      return line.toString();
    }

    private Map<String, byte[]> contents() throws IOException {
      Map<String, byte[]> contents = new TreeMap<>();
      try (Stream<Path> files = Files.list(keys)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
          contents.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
      return contents;
    }

    /// Each file is what it was told to be; the one whose deed was interrupted may have become what
    /// that deed makes of it.
    private void look(Story story, String how) throws IOException {
      deeds += story.ended;
      story.act.ifPresent(act -> interrupted.merge(act, 1, Integer::sum));
      Map<String, byte[]> now = contents();
      Set<String> changed = new HashSet<>();
      for (Map.Entry<String, byte[]> file : now.entrySet()) {
        byte[] before = story.known.get(file.getKey());
        if (!Arrays.equals(before, file.getValue())) {
          changed.add(file.getKey());
          requireNew(story, file.getKey(), before, file.getValue(), how);
        }
      }
      assertTrue(now.keySet().containsAll(story.known.keySet()), how + ": a key file is gone");
      assertTrue(changed.size() <= 1, how + ": " + changed + " changed");
      foundNew += changed.size();
      story.audited.forEach((deed, count) -> audited.merge(deed, count, Integer::sum));
      for (String name : changed) {
        story.deed(name).ifPresent(deed -> audited.merge(deed, 1, Integer::sum));
      }
      unlogged += audited.equals(auditLines()) ? 0 : 1;
      requireFewStrays(how);
    }

    private static void requireNew(
        Story story, String name, byte[] before, byte[] after, String how) throws IOException {
      String what = how + ": " + name + " in " + story.act + " of " + story.file + ": ";
      Act act = story.act.orElseThrow(() -> new AssertionError(what + "nothing was done"));
      JsonNode is = JSON.readTree(after);
      if (act == Act.CREATE) {
        assertEquals(null, before, what);
        assertEquals(name, is.get("id").asText() + ".json", what);
        assertTrue(act.made(JSON.createObjectNode(), is), what + "it is " + is);
        return;
      }
      assertEquals(story.file, name, what);
      JsonNode was = JSON.readTree(before);
      Set<String> changed = new HashSet<>();
      was.properties()
          .forEach(
              field -> {
                if (!field.getValue().equals(is.get(field.getKey()))) {
                  changed.add(field.getKey());
                }
              });
      assertEquals(was.size(), is.size(), what);
      assertEquals(act.changes(was), changed, what + "of " + was + " it made " + is);
      assertTrue(act.made(was, is), what + "of " + was + " it made " + is);
    }

    /// How often each deed has a line.
    private Map<String, Integer> auditLines() throws IOException {
      Map<String, Integer> lines = new HashMap<>();
      Path file = tenant.directory().audit().resolve("audit_2026-11-23.jsonl");
      for (String line : wholeLines(file)) {
        JsonNode read = JSON.readTree(line);
        lines.merge(
            read.get("action").asText() + " " + read.at("/details/key_id").asText(),
            1,
            Integer::sum);
      }
      return lines;
    }

    private static List<String> wholeLines(Path log) throws IOException {
      String text;
      try {
        text = Files.readString(log);
      } catch (NoSuchFileException e) {
        return List.of();
      }
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .filter(l -> !l.isBlank())
          .toList();
    }

    private List<Path> strays() throws IOException {
      try (Stream<Path> files = Files.walk(tenant.directory().apiKeys())) {
        return files.filter(f -> f.getFileName().toString().endsWith(".tmp")).toList();
      }
    }

    /// One in a folder at most: a deed that writes a key file may be making the journal, which is
    /// another folder's.
    private void requireFewStrays(String how) throws IOException {
      List<Path> found = strays();
      assertEquals(
          found.size(), found.stream().map(Path::getParent).distinct().count(), how + found);
      strays += found.size();
      for (Path stray : found) {
        assertTrue(
            stray.getFileName().toString().matches("\\..+\\.kc-[0-9a-f]{16}\\.tmp"), how + stray);
        if (!stray.getParent().equals(keys)) {
          // Where others may be making a file just now, a stray one is removed after a minute.
          Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minusSeconds(120)));
        }
      }
    }

    /// Each deed that stands has its line by then, once, and none has one that was not done.
    private void nextStart(Story story, String how) throws IOException {
      Path journal = tenant.directory().console().resolve("pending-request");
      boolean halfCounted = Files.exists(journal) && Files.readAllBytes(journal)[0] != '\n';
      pending += halfCounted ? 1 : 0;
      try (KeyService service = tenant.openAsAdministrator()) {
        List<ApiKey> read = service.list();
        assertEquals(contents().size(), read.size(), how);
        assertEquals(List.of(), service.problems(), how);
        requireCounted(read, how);
        assertEquals(audited, auditLines(), how + ", in " + story.act);
        if (!read.isEmpty()) {
          long start = System.nanoTime();
          service.update(read.getFirst().id(), KeyEdit.NOTHING.withName("Seen " + start));
          audited.merge("api_key_updated " + read.getFirst().id(), 1, Integer::sum);
          long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
          assertTrue(took < 10_000, how + ": the lock was free after " + took + " ms");
          assertEquals(List.of(), strays(), how);
        }
        assertEquals(List.of(), service.warnings(), how);
      }
      assertTrue(!Files.exists(journal) || Files.readAllBytes(journal)[0] == '\n', how);
    }

    /// Every request that a key file counts has its line, and every line is counted.
    private void requireCounted(List<ApiKey> read, String how) throws IOException {
      Map<String, Long> lines = new HashMap<>();
      for (String line : wholeLines(tenant.directory().usage().resolve("usage_2026-11-23.jsonl"))) {
        lines.merge(JSON.readTree(line).get("key_id").asText(), 1L, Long::sum);
      }
      for (ApiKey key : read) {
        String id = key.id().text();
        assertEquals(key.usage().requests(), lines.getOrDefault(id, 0L), how + ": " + id);
      }
    }
  }

  /// What a console told of its deeds until it was killed.
  private static final class Story {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Map<String, byte[]> known;
    private final Map<String, Integer> audited = new HashMap<>();
    private Optional<Act> act = Optional.empty();
    private String file = "";
    private int ended;

    Story(Map<String, byte[]> before) {
      this.known = new TreeMap<>(before);
    }

    /// Listens until some deeds have ended, or the console has.
    void listen(InputStream said, int deeds) throws IOException {
      int left = 2 * deeds;
      while (left > 0) {
        int c = said.read();
        if (c < 0) {
          return;
        }
        told.write(c);
        left -= c == '\n' ? 1 : 0;
      }
    }

    void read() throws IOException {
      String text = told.toString(StandardCharsets.US_ASCII);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      try (BufferedReader lines = new BufferedReader(new StringReader(whole))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          take(line.split(" "));
        }
      }
    }

    private void take(String[] words) {
      if (words[0].equals("begin")) {
        act = Optional.of(Act.valueOf(words[1]));
        file = words[2];
        return;
      }
      known.put(words[1], Base64.getDecoder().decode(words[2]));
      deed(words[1]).ifPresent(deed -> audited.merge(deed, 1, Integer::sum));
      act = Optional.empty();
      ended++;
    }

    /// What is being done to a key file, as its audit line tells it.
    Optional<String> deed(String fileName) {
      return act.map(Story::actionOf)
          .filter(action -> !action.isEmpty())
          .map(action -> action + " " + fileName.replace(".json", ""));
    }

    private static String actionOf(Act act) {
      return switch (act) {
        case CREATE -> "api_key_created";
        case ROTATE -> "api_key_rotated";
        case REVOKE -> "api_key_revoked";
        case SUSPEND -> "api_key_suspended";
        case RESUME -> "api_key_resumed";
        case EDIT -> "api_key_updated";
        case REQUEST -> "";
      };
    }
  }
}
