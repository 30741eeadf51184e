package keyconsole.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.LockHolder;
import keyconsole.domain.Message;
import keyconsole.domain.Value;
import keyconsole.store.Json.JsonException;

/// A thread that waits for the lock against other consoles, for who wants to know and to end that.
/// Any thread.
final class LockWait implements AutoCloseable {

  /// Shorter waits are nobody's concern.
  private static final Duration NOTEWORTHY = Duration.ofSeconds(1);

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int LONGEST = 4_096;
  private static final int LONGEST_NAME = 64;
  private static final Set<LockWait> ALL = ConcurrentHashMap.newKeySet();

  private final Path console;
  private final Path file;
  private final long begin = System.nanoTime();
  private long looked = begin + NOTEWORTHY.minus(LOOK).toNanos();
  private volatile Optional<LockHolder> holder = Optional.empty();
  private volatile boolean stopped;

  private LockWait(Path console, Path file) {
    this.console = console;
    this.file = file;
  }

  /// Begins to wait.
  ///
  /// @param console the folder of the lock
  /// @param file where its holder says who it is
  static LockWait begin(Path console, Path file) {
    LockWait wait = new LockWait(console, file);
    ALL.add(wait);
    return wait;
  }

  /// Who holds the lock that somebody waits for longer than one would not notice. Looks at no file.
  static Optional<LockHolder> awaited(Path console) {
    return of(console).flatMap(wait -> wait.holder.stream()).findFirst();
  }

  /// Ends every wait for a lock; whoever waited is told.
  static void stop(Path console) {
    of(console).forEach(wait -> wait.stopped = true);
  }

  private static Stream<LockWait> of(Path console) {
    return ALL.stream().filter(wait -> wait.console.equals(console));
  }

  /// The other console has not let go yet.
  ///
  /// @throws StoreException if a person does not want to wait any longer
  void goesOn() {
    requireWanted();
    long now = System.nanoTime();
    if (now - looked >= LOOK.toNanos()) {
      looked = now;
      holder = Optional.of(holder());
    }
  }

  /// @throws StoreException if a person does not want to wait any longer
  void requireWanted() {
    if (stopped) {
      throw new StoreException(
          Message.of(FileTrouble.LOCK_CANCELLED, holder.orElse(LockHolder.UNKNOWN).told()), file);
    }
  }

  /// Who holds the lock now, as far as that can be read.
  LockHolder holder() {
    try {
      BasicFileAttributes now =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!now.isRegularFile() || now.size() > LONGEST) {
        return LockHolder.UNKNOWN;
      }
      byte[] text = Files.readAllBytes(file);
      return Json.parse(text) instanceof Value.Fields fields ? read(fields) : LockHolder.UNKNOWN;
    } catch (IOException | JsonException e) {
      // It is being written, or nobody's. The lock counts, not what is said of it.
      return LockHolder.UNKNOWN;
    }
  }

  private static LockHolder read(Value.Fields fields) {
    return new LockHolder(
        text(fields, "user"),
        text(fields, "host"),
        fields.get("process").orElse(Value.NOTHING) instanceof Value.Numeral(String number)
                && number.matches("\\d{1,18}")
            ? Long.parseLong(number)
            : 0,
        Timestamps.parse(text(fields, "since")));
  }

  /// Whoever can write the folder can write this, and it is shown.
  private static String text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? text.substring(0, Math.min(text.length(), LONGEST_NAME)).replaceAll("\\p{C}", " ")
        : "";
  }

  @Override
  public void close() {
    ALL.remove(this);
  }
}
