package keyconsole.usage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import keyconsole.domain.Traffic;
import keyconsole.store.StoreException;
import org.jspecify.annotations.Nullable;

/// Reads the lines of one key out of the day files that hold some: one reading.
final class TrafficReader {

  private static final long ENOUGH_FOR_TWO = 4L << 20;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Path folder;
  private final Names names;
  private final Plan plan;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong bytesRead = new AtomicLong();
  private volatile @Nullable StoreException failure;

  /// What is to be read.
  ///
  /// @param key the number of the key
  /// @param from first day, inclusive
  /// @param to last day, inclusive
  /// @param files those that hold lines of the key on these days, in the order of their names
  record Plan(
      int key,
      LocalDate from,
      LocalDate to,
      long earlierInMonth,
      int unreadable,
      List<Holding> files) {}

  /// A file that holds lines of the key.
  ///
  /// @param requests how many were counted in it
  record Holding(String name, int requests) {}

  TrafficReader(Path folder, Names names, Plan plan) {
    this.folder = folder;
    this.names = names;
    this.plan = plan;
  }

  /// @param progress told on this thread how far it is, 0 to 1
  /// @throws StoreException if a file cannot be read
  /// @throws CancellationException if the thread is interrupted
  Traffic read(DoubleConsumer progress) {
    List<Piece> pieces = new ArrayList<>();
    long bytes = 0;
    for (Holding file : plan.files) {
      Piece piece = new Piece(file, attributes(file.name));
      pieces.add(piece);
      bytes += piece.now.size();
    }
    long all = Math.max(1, bytes);
    Queue<Piece> queue = new ConcurrentLinkedQueue<>(pieces);
    Runnable told = () -> progress.accept((double) bytesRead.get() / all);
    Runnable here = () -> readAll(queue, () -> TwoThreads.stopIfInterrupted(stop), told);
    if (bytes >= ENOUGH_FOR_TWO && pieces.size() > 1) {
      TwoThreads.run(here, () -> readAll(queue, stop::get, () -> {}), stop);
    } else {
      here.run();
    }
    StoreException failed = failure;
    if (failed != null) {
      throw failed;
    }
    if (stop.get()) {
      throw new CancellationException("The reading of usage lines was stopped");
    }
    return joined(pieces);
  }

  private BasicFileAttributes attributes(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static StoreException unreadable(Path file, IOException e) {
    return new StoreException(
        "The usage file " + file + " cannot be read: " + StoreException.reason(e), file, e);
  }

  private void readAll(Queue<Piece> queue, BooleanSupplier stopped, Runnable told) {
    LineScanner scanner = new LineScanner(names);
    for (Piece next = queue.poll(); next != null && !stopped.getAsBoolean(); next = queue.poll()) {
      Path file = folder.resolve(next.name);
      try {
        UsageFile.readWhole(file, next.now, scanner, stopped, next);
      } catch (ClosedByInterruptException e) {
        stop.set(true);
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        failure = unreadable(file, e);
        stop.set(true);
      }
      bytesRead.addAndGet(next.now.size());
      told.run();
    }
  }

  /// What one file holds of the key.
  private final class Piece implements LineSink {
    private final String name;
    private final BasicFileAttributes now;
    private final int key = plan.key;
    private final long begin = plan.from.toEpochDay() * MICROS_PER_DAY;
    private final long end = (plan.to.toEpochDay() + 1) * MICROS_PER_DAY;
    private long[] micros;
    private int[] endpoints;
    private int[] addresses;
    private int size;

    Piece(Holding file, BasicFileAttributes now) {
      this.name = file.name;
      this.now = now;
      micros = new long[file.requests];
      endpoints = new int[file.requests];
      addresses = new int[file.requests];
    }

    @Override
    public void count(long moment, int of, int endpoint, int ip) {
      if (of == key && moment >= begin && moment < end) {
        if (size == micros.length) {
          grow();
        }
        micros[size] = moment;
        endpoints[size] = endpoint;
        addresses[size] = ip;
        size++;
      }
    }

    private void grow() {
      int room = size + Math.max(16, size >> 1);
      micros = Arrays.copyOf(micros, room);
      endpoints = Arrays.copyOf(endpoints, room);
      addresses = Arrays.copyOf(addresses, room);
    }
  }

  private Traffic joined(List<Piece> pieces) {
    int size = pieces.stream().mapToInt(piece -> piece.size).sum();
    long[] micros = new long[size];
    int[] endpoints = new int[size];
    int[] addresses = new int[size];
    int at = 0;
    for (Piece piece : pieces) {
      System.arraycopy(piece.micros, 0, micros, at, piece.size);
      System.arraycopy(piece.endpoints, 0, endpoints, at, piece.size);
      System.arraycopy(piece.addresses, 0, addresses, at, piece.size);
      at += piece.size;
    }
    pieces.clear();
    if (!TimeOrder.holds(micros)) {
      int[] order = TimeOrder.of(micros);
      micros = TimeOrder.sorted(micros, order);
      endpoints = TimeOrder.sorted(endpoints, order);
      addresses = TimeOrder.sorted(addresses, order);
    }
    List<String> endpointTexts = ownTable(endpoints);
    List<String> addressTexts = ownTable(addresses);
    return new Traffic(
        plan.from,
        plan.to,
        plan.earlierInMonth,
        plan.unreadable,
        micros,
        endpoints,
        addresses,
        endpointTexts,
        addressTexts);
  }

  /// Turns the numbers of the whole index into places in a table of their own.
  private List<String> ownTable(int[] numbers) {
    int[] places = new int[Arrays.stream(numbers).max().orElse(0) + 1];
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      int number = numbers[i];
      if (places[number] == 0) {
        texts.add(names.text(number));
        places[number] = texts.size();
      }
      numbers[i] = places[number] - 1;
    }
    return texts;
  }
}
