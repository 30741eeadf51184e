package keyconsole.viewmodel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import keyconsole.service.KeyListing;
import keyconsole.service.KeyService;

/// Reads the keys again and again, one reading at a time. The first one of a large folder hands out
/// what it has while it goes on. UI thread only.
final class KeyReader {

  /// What comes of reading; UI thread.
  interface Listener {
    /// A part of the first reading.
    void partArrived(KeyReading part);

    void arrived(KeyReading reading);

    void failed(Exception cause);
  }

  private static final Duration FIRST_PART = Duration.ofMillis(150);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Workspace workspace;
  private final Listener listener;
  private final Pace pace;
  private KeyReading reading = KeyReading.NOTHING;
  private boolean running;
  private boolean again;
  private boolean complete;
  private int shownPart;
  private TaskRunner.Subscription job = () -> {};
  private volatile double progress = -1;

  KeyReader(Workspace workspace, Listener listener) {
    this.workspace = workspace;
    this.listener = listener;
    this.pace = new Pace(workspace.steady(), LONGEST_PAUSE);
  }

  /// Whether the first reading is on its way.
  boolean isFirst() {
    return running && !complete;
  }

  /// Whether the folder was read to the end once.
  boolean isComplete() {
    return complete;
  }

  /// How far the first reading is, 0 to 1; negative where nobody knows.
  double progress() {
    return progress;
  }

  /// Reads, unless readings take so long that it is too soon, or one runs.
  void readInTurn() {
    if (!running && pace.isTime()) {
      read();
    }
  }

  /// Reads now, or once more after the reading that runs.
  void read() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    shownPart = 0;
    progress = -1;
    Job reads = new Job(reading, complete);
    job = workspace.tasks().run(reads::whole, this::arrived, this::failed);
  }

  /// Ends what runs; nothing is told of it.
  void stop() {
    job.end();
    running = false;
    again = false;
  }

  private record Done(KeyReading reading, Duration took) {}

  private void arrived(Done done) {
    running = false;
    complete = true;
    reading = done.reading();
    pace.looked(done.took());
    listener.arrived(reading);
    if (again) {
      again = false;
      read();
    }
  }

  private void failed(Exception cause) {
    running = false;
    again = false;
    listener.failed(cause);
  }

  /// Parts may overtake each other on their way here: an older one than is shown is dropped.
  private void partArrived(Job from, int number, KeyReading part) {
    if (running && !complete && !from.ended && number > shownPart) {
      shownPart = number;
      listener.partArrived(part);
    }
  }

  /// One reading, in the background.
  private final class Job {
    private final KeyService service = workspace.service();
    private final String tenant = workspace.session().get().tenant().text();
    private Optional<KeyRow.Setting> set = Optional.empty();
    private final LocalDate today =
        LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC);
    private final boolean inOnePiece;
    private final long begin = System.nanoTime();
    private KeyReading last;
    private int parts;
    private long nextPart = begin + FIRST_PART.toNanos();
    private volatile boolean ended;

    Job(KeyReading before, boolean inOnePiece) {
      this.last = before;
      this.inOnePiece = inOnePiece;
    }

    private KeyRow.Setting setting() {
      if (set.isEmpty()) {
        set =
            Optional.of(
                new KeyRow.Setting(
                    tenant,
                    new KeyWords(workspace.texts()),
                    service.healthBook().thresholds(last.thresholds())));
      }
      return set.get();
    }

    Done whole() {
      KeyListing listing = inOnePiece ? service.glance() : service.listing(this::looked);
      KeyReading whole = last.next(service, listing, setting(), today);
      ended = true;
      return new Done(whole, Duration.ofNanos(System.nanoTime() - begin));
    }

    private void looked(int done, int total) {
      progress = total == 0 ? -1 : (double) done / total;
      if (done < total && System.nanoTime() >= nextPart) {
        handOutPart();
      }
    }

    /// Rarer the more it costs: sorting what is there must not hold up reading what is not.
    private void handOutPart() {
      long from = System.nanoTime();
      KeyReading part = last.next(service, service.listingSoFar(), setting(), today);
      last = part;
      int number = ++parts;
      workspace
          .tasks()
          .run(() -> part, arrived -> partArrived(this, number, arrived), Job::dropped);
      long now = System.nanoTime();
      nextPart = now + Math.max(FIRST_PART.toNanos(), 4 * (now - from));
    }

    private static void dropped(Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
