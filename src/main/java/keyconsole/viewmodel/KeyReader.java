package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import keyconsole.domain.Thresholds;
import keyconsole.service.KeyListing;
import keyconsole.service.KeyService;

/// Reads the keys again and again, one reading at a time, and tells of each that is another one
/// than the last. The first one of a large folder hands out what it has while it goes on. UI thread
/// only.
final class KeyReader {

  /// What comes of reading; UI thread.
  interface Listener {
    /// A part of the first reading.
    void partArrived(KeyReading part);

    void arrived(KeyReading reading);

    void failed(Exception cause);
  }

  /// What changes shows within a second, and a look at what did not costs next to nothing.
  private static final Duration LOOK = Duration.ofMillis(400);

  private static final Duration FIRST_PART = Duration.ofMillis(150);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Workspace workspace;
  private final Listener listener;
  private KeyReading reading = KeyReading.NOTHING;
  private Optional<Looks> looks = Optional.empty();
  private boolean waiting;
  private boolean closed;
  private int shownPart;
  private volatile boolean complete;
  private volatile double progress = -1;
  private volatile Instant lookedAt = Instant.MIN;

  KeyReader(Workspace workspace, Listener listener) {
    this.workspace = workspace;
    this.listener = listener;
  }

  /// Whether the first reading is on its way.
  boolean isFirst() {
    return waiting && !complete;
  }

  /// Whether the folder was read to the end once. Any thread.
  boolean isComplete() {
    return complete;
  }

  /// How far the first reading is, 0 to 1; negative where nobody knows.
  double progress() {
    return progress;
  }

  /// When the folder was last looked at to the end, by [Workspace#steady]. Any thread.
  Instant lookedAt() {
    return lookedAt;
  }

  /// Looks without waiting for its turn, unless readings take so long that it is too soon.
  void look() {
    looks.ifPresent(going -> going.turns.now());
  }

  /// Reads now, or once more after the reading that runs, and tells of it whatever it gives. Reads
  /// again and again from then on.
  void read() {
    read(false);
  }

  /// The same, every file compared with the folder: the file system tells of a change a moment
  /// later, or not at all, and somebody who asks is to see it.
  void readWhole() {
    read(true);
  }

  private void read(boolean whole) {
    if (closed) {
      return;
    }
    waiting = true;
    if (looks.isEmpty()) {
      shownPart = 0;
      progress = -1;
      looks = Optional.of(new Looks());
    }
    looks.get().ask(whole);
    look();
  }

  /// Reads no more until it is told to; nothing is told of what runs.
  void stop() {
    looks.ifPresent(going -> going.turns.end());
    looks = Optional.empty();
    waiting = false;
  }

  /// Reads no more.
  void close() {
    closed = true;
    stop();
  }

  private void arrived(KeyReading whole) {
    waiting = false;
    complete = true;
    reading = whole;
    listener.arrived(whole);
  }

  private void failed(Exception cause) {
    waiting = false;
    listener.failed(cause);
  }

  /// Parts may overtake each other on their way here: an older one than is shown is dropped.
  private void partArrived(Looks from, int number, KeyReading part) {
    if (looks.filter(from::equals).isPresent() && !from.read && !complete && number > shownPart) {
      shownPart = number;
      listener.partArrived(part);
    }
  }

  /// Readings from a start until they are stopped, in the background, one thread at a time.
  private final class Looks {
    private final KeyService service = workspace.service();
    private final String tenant = workspace.session().get().tenant().text();
    private final Pace pace = new Pace(workspace.steady(), LONGEST_PAUSE);

    /// Whether the next reading is told, though it may be the same as the last one.
    private final AtomicBoolean tell = new AtomicBoolean();

    /// Whether the next reading compares every file.
    private final AtomicBoolean compare = new AtomicBoolean();

    private final TaskRunner.Looking turns;
    private KeyReading last = reading;
    private int parts;
    private long nextPart;

    /// Whether the folder was read to the end once.
    private volatile boolean read = complete;

    Looks() {
      turns =
          workspace
              .tasks()
              .look(LOOK, this::inTurn, KeyReader.this::arrived, KeyReader.this::failed);
    }

    void ask(boolean whole) {
      if (whole) {
        compare.set(true);
      }
      tell.set(true);
    }

    private Optional<KeyReading> inTurn() {
      boolean asked = tell.getAndSet(false);
      if (!asked && !pace.isTime()) {
        return Optional.empty();
      }
      long begin = System.nanoTime();
      boolean isFirst = !read;
      KeyReading before = last;
      KeyReading whole;
      try {
        whole = whole(begin);
      } catch (RuntimeException e) {
        // That it can be read again is told.
        tell.set(true);
        throw e;
      }
      read = true;
      lookedAt = workspace.steady().instant();
      if (!isFirst) {
        // To read everything says nothing of what a look takes.
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        pace.looked(service.hasComparedAll() ? took : Duration.ZERO);
      }
      return asked || !whole.is(before) ? Optional.of(whole) : Optional.empty();
    }

    private KeyReading whole(long begin) {
      nextPart = begin + FIRST_PART.toNanos();
      boolean asked = compare.getAndSet(false);
      KeyListing listing = read && !asked ? service.glance() : service.listing(this::looked);
      last = next(listing);
      return last;
    }

    private KeyReading next(KeyListing listing) {
      Thresholds before = last.thresholds();
      Thresholds now = service.healthBook().thresholds(before);
      // The same object is compared with that of each row at no cost.
      KeyRow.Setting setting =
          new KeyRow.Setting(
              tenant, new KeyWords(workspace.texts()), now.equals(before) ? before : now);
      LocalDate today = LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC);
      return last.next(service, listing, setting, today);
    }

    private void looked(int done, int total) {
      progress = total == 0 ? -1 : (double) done / total;
      if (!read && done < total && System.nanoTime() >= nextPart) {
        handOutPart();
      }
    }

    /// Rarer the more it costs: sorting what is there must not hold up reading what is not.
    private void handOutPart() {
      long from = System.nanoTime();
      KeyReading part = next(service.listingSoFar());
      last = part;
      int number = ++parts;
      workspace
          .tasks()
          .run(() -> part, arrived -> partArrived(this, number, arrived), Looks::dropped);
      long now = System.nanoTime();
      nextPart = now + Math.max(FIRST_PART.toNanos(), 4 * (now - from));
    }

    private static void dropped(Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
