package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.FileReason;
import keyconsole.domain.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyNamesTest {

  @TempDir Path folder;
  @TempDir Path cache;

  private static String line(String time, String id, String name) {
    return "{\"timestamp\": \"2026-11-%s\", \"action\": \"a\", \"user_id\": \"u\", \"details\": {\"key_id\": \"%s\", \"name\": \"%s\"}}\n"
        .formatted(time, id, name);
  }

  private void add(int day, String... lines) throws IOException {
    Files.writeString(
        folder.resolve("audit_2026-11-%02d.jsonl".formatted(day)),
        String.join("", lines),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String many() {
    return IntStream.range(0, 1_200)
        .mapToObj(i -> line("01T10:%02d:%02d".formatted(i / 60, i % 60), "k" + i, "Key " + i))
        .collect(Collectors.joining());
  }

  private KeyNames names() {
    return KeyNames.open(folder, Optional.of(cache));
  }

  private AuditView view() {
    return AuditIndex.open(folder, Optional.empty()).refresh();
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void latestRecordThatTellsANameNamesTheKey() throws IOException {
    add(1, line("01T10:00:00", "k", "Old"), "garbage\n", line("03T10:00:00", "k", "Newest"));
    add(2, line("02T10:00:00", "k", "Newer"), line("02T11:00:00", "k", " "));
    KeyNames names = names();
    assertTrue(names.learn(view(), () -> false));
    assertEquals(Optional.of("Newest"), names.of("k"));
    assertEquals(Optional.empty(), names.of("other"));

    int version = names.version();
    add(3, line("03T11:00:00", "k", "Newest"));
    assertFalse(names.learn(view(), () -> false), "the same name again");
    add(3, line("03T12:00:00", "k", "Renamed"));
    assertTrue(names.learn(view(), () -> false));
    assertEquals(Optional.of("Renamed"), names.of("k"));
    assertTrue(names.version() > version);
  }

  @Test
  void whatWasLearnedIsKeptAndOnlyWhatCameSinceIsRead() throws IOException {
    add(1, many());
    names().learn(view(), () -> false);
    add(1, line("01T12:00:00", "new", "New"));
    AuditView grown = view();
    // The lines that were read before are not there to be read again.
    byte[] whole = Files.readAllBytes(folder.resolve("audit_2026-11-01.jsonl"));
    for (int i = 0; i < whole.length / 2; i++) {
      whole[i] = whole[i] == '\n' ? (byte) '\n' : (byte) 'x';
    }
    Files.write(folder.resolve("audit_2026-11-01.jsonl"), whole);

    KeyNames again = names();
    again.learn(grown, () -> false);
    assertEquals(Optional.of("Key 3"), again.of("k3"));
    assertEquals(Optional.of("New"), again.of("new"));
  }

  @Test
  void damagedKeptNamesAreReadFromTheLogAgain() throws IOException {
    add(1, many());
    names().learn(view(), () -> false);
    byte[] whole = Files.readAllBytes(kept());
    for (int i = 0; i < whole.length; i += 997) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      Files.write(kept(), damaged);
      KeyNames names = names();
      names.learn(view(), () -> false);
      assertEquals(Optional.of("Key 1199"), names.of("k1199"));
      assertEquals(Optional.of("Key 7"), names.of("k7"));
    }
  }

  @Test
  void ofTooManyKeysThoseToldOfLastKeepTheirNames() throws IOException {
    add(1, many());
    KeyNames names = KeyNames.open(folder, Optional.empty(), 1_000);
    names.learn(view(), () -> false);
    int[] known = {0};
    names.forEach((id, name) -> known[0]++);
    assertTrue(known[0] <= 1_000 && known[0] >= 500, known[0] + " are known");
    assertEquals(Optional.of("Key 1199"), names.of("k1199"));
    assertEquals(Optional.empty(), names.of("k0"));
  }

  @Test
  void detailsThatAreAListNameEachOfTheirKeys() throws IOException {
    String one = line("01T10:00:00", "a", "Edge");
    String details = one.substring(one.indexOf("{\"key_id"), one.indexOf('}') + 1);
    String other = details.replace("\"a\"", "\"b\"").replace("Edge", "Batch");
    add(1, one.replace(details, "[7, " + details + ", [" + other + "]]"));
    KeyNames names = names();
    assertTrue(names.learn(view(), () -> false));
    assertEquals(Optional.of("Edge"), names.of("a"));
    assertEquals(Optional.of("Batch"), names.of("b"));
  }

  @Test
  void ofAFileThatCannotBeReadNamesAreLearnedOnceItCanBe() throws IOException {
    add(1, line("01T10:00:00", "a", "Edge"));
    add(2, line("02T10:00:00", "b", "Batch"));
    add(3, line("03T10:00:00", "c", "Core"));
    AuditIndex index = AuditIndex.open(folder, Optional.empty());
    AuditView view = index.refresh();
    Path day = folder.resolve("audit_2026-11-02.jsonl");
    Path aside = folder.resolve("aside");
    Files.move(day, aside);
    Files.createDirectory(day);

    KeyNames names = names();
    assertTrue(names.learn(view, () -> false));
    assertEquals(Optional.of("Edge"), names.of("a"));
    assertEquals(Optional.empty(), names.of("b"));
    assertEquals(Optional.of("Core"), names.of("c"));
    assertEquals(
        List.of(
            new AuditTrouble(
                AuditTrouble.Kind.UNREADABLE,
                day.toString(),
                Message.of(FileReason.SYSTEM, "Is a directory"))),
        view.problems());

    Files.delete(day);
    Files.move(aside, day);
    AuditView again = index.refresh();
    assertNotSame(view, again, "so that it is looked at again");
    assertTrue(names.learn(again, () -> false));
    assertEquals(Optional.of("Batch"), names.of("b"));
    assertEquals(List.of(), again.problems());
  }

  @Test
  void stoppedReadingGoesOnAtTheNextCall() throws IOException {
    add(1, line("01T10:00:00", "k", "Edge"));
    KeyNames names = names();
    assertFalse(names.learn(view(), () -> true));
    assertEquals(Optional.empty(), names.of("k"));
    assertTrue(names.learn(view(), () -> false));
    assertEquals(Optional.of("Edge"), names.of("k"));
  }
}
