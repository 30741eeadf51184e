package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

  private static final int MANY = 3_000;

  @TempDir Path folder;

  /// Once more where the machine was too busy to gather them.
  @Test
  void ofManyChangesBetweenTwoLooksEachNameIsTold() throws Exception {
    try (FolderWatch watch = new FolderWatch(folder)) {
      watch.start();
      Set<String> changed = change("first");
      Optional<Set<String>> told = all(watch, changed);
      for (int i = 0; i < 4 && told.isEmpty(); i++) {
        changed = change("again" + i);
        told = all(watch, changed);
      }
      assertEquals(Optional.of(MANY), told.map(Set::size));
    }
  }

  /// Looks once they all were made, and as long as some may be on their way.
  private static Optional<Set<String>> all(FolderWatch watch, Set<String> changed)
      throws InterruptedException {
    Set<String> all = new HashSet<>();
    long end = System.nanoTime() + 10_000_000_000L;
    while (!all.containsAll(changed) && System.nanoTime() < end) {
      Optional<Set<String>> told = watch.poll();
      if (told.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(told.get());
      Thread.sleep(10);
    }
    return Optional.of(all);
  }

  private Set<String> change(String start) throws Exception {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      String name = start + i + ".json";
      Files.writeString(folder.resolve(name), "{}");
      names.add(name);
      if (i % 50 == 0) {
        Thread.sleep(2);
      }
    }
    return names;
  }
}
