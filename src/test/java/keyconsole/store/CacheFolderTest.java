package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.FaultyFileSystem;
import keyconsole.domain.FileTrouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

  private static final Path ABOUT = Path.of("/data/acme.example/api_keys/audit");

  @TempDir Path user;

  private CacheFolder cache() {
    return cache(ABOUT, "VERSION1");
  }

  private CacheFolder cache(Path about, String version) {
    return cache(user.resolve("cache"), about, version);
  }

  private static CacheFolder cache(Path of, Path about, String version) {
    return new CacheFolder(
        of, about, new CacheFolder.Kind("kind", version, ".kept", FileTrouble.COUNTS_NOT_KEPT));
  }

  private static void write(CacheFolder to, String name, String text) {
    to.write(name, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> read(CacheFolder from, String name) {
    // Room may be larger than is asked for.
    return from.read(name, size -> new byte[size + 9])
        .map(StandardCharsets.UTF_8::decode)
        .map(Object::toString);
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> all = Files.walk(user)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void whatIsKeptIsThereInTheNextRun() throws IOException {
    write(cache(), "one", "first");
    write(cache(), "one", "second");
    assertEquals(Optional.of("second"), read(cache(), "one"));
    assertEquals(Optional.empty(), read(cache(), "other"));
    assertEquals(1, kept().size());
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(kept().getFirst().getParent())));
  }

  @Test
  void anotherVersionOrAnotherNameOrAnotherFolderIsNotUsed() throws IOException {
    write(cache(), "one", "text");
    assertEquals(Optional.empty(), read(cache(ABOUT, "VERSION2"), "one"));

    Path kept = kept().getFirst();
    Files.copy(kept, kept.resolveSibling("two.kept"));
    assertEquals(Optional.empty(), read(cache(), "two"));

    CacheFolder foreign = cache(ABOUT.resolveSibling("other"), "VERSION1");
    write(foreign, "one", "foreign");
    for (Path file : kept()) {
      if (!file.startsWith(kept.getParent())) {
        Files.copy(kept, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    assertEquals(Optional.empty(), read(foreign, "one"));
  }

  @Test
  void noByteMayBeAnother() throws IOException {
    write(cache(), "one", "text");
    Path kept = kept().getFirst();
    byte[] whole = Files.readAllBytes(kept);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(kept, damaged);
      assertEquals(Optional.empty(), read(cache(), "one"));
    }
    Files.write(kept, new byte[3]);
    assertEquals(Optional.empty(), read(cache(), "one"));
  }

  @Test
  void whatIsAboutFilesThatAreGoneIsThrownAway() throws IOException {
    write(cache(), "one", "1");
    write(cache(), "two", "2");
    cache().forgetAllBut(Set.of("two", "three"));
    assertEquals(1, kept().size());
    assertEquals(Optional.of("2"), read(cache(), "two"));
  }

  /// A console that was killed while it wrote leaves such a file; another may be writing one.
  @Test
  void whatWasNeverWrittenToItsEndIsThrownAwayAfterAWhile() throws IOException {
    write(cache(), "one", "1");
    Path folder = kept().getFirst().getParent();
    Path left = Files.writeString(folder.resolve("one123.tmp"), "half");
    Path begun = Files.writeString(folder.resolve("one456.tmp"), "half");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    cache().forgetAllBut(Set.of("one"));
    assertEquals(List.of(begun, folder.resolve("one.kept")).stream().sorted().toList(), kept());
  }

  @Test
  void aFolderWhoseListingBreaksOffIsTold() {
    FaultyFileSystem disk = new FaultyFileSystem();
    CacheFolder cache = cache(disk.path(user.resolve("cache")), ABOUT, "VERSION1");
    write(cache, "one", "1");
    disk.failEach(Set.of("list on"), FaultyFileSystem.Fault.BROKEN);
    cache.forgetAllBut(Set.of("one"));
    assertTrue(cache.trouble().isPresent());
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Files.writeString(user.resolve("cache"), "a file where the folder should be");
    CacheFolder cache = cache();
    write(cache, "one", "text");
    String told = English.of(cache.trouble().orElseThrow());
    assertTrue(told.startsWith("The counts of usage lines cannot be kept in " + user), told);
  }
}
