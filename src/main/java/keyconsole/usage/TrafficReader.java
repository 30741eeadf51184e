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
import java.util.function.LongFunction;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.Traffic;
import keyconsole.store.AllCores;
import keyconsole.store.StoreException;
import org.jspecify.annotations.Nullable;

/// Reads the lines of one key out of the day files that hold some: one reading.
final class TrafficReader {

  private static final long ENOUGH_FOR_ALL_CORES = 4L << 20;
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Path folder;
  private final Names names;
  private final Ips ips;
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

  TrafficReader(Path folder, Names names, Ips ips, Plan plan) {
    this.folder = folder;
    this.names = names;
    this.ips = ips;
    this.plan = plan;
  }

  /// @param progress told on one thread how far it is, 0 to 1
  /// @throws StoreException if a file cannot be read
  /// @throws CancellationException if the thread is interrupted
  Traffic read(DoubleConsumer progress) {
    List<Taken> pieces = new ArrayList<>();
    long bytes = 0;
    for (Holding file : plan.files) {
      Taken piece = new Taken(file, attributes(file.name));
      pieces.add(piece);
      bytes += piece.now.size();
    }
    long all = Math.max(1, bytes);
    Queue<Taken> queue = new ConcurrentLinkedQueue<>(pieces);
    Runnable told = () -> progress.accept((double) bytesRead.get() / all);
    if (bytes >= ENOUGH_FOR_ALL_CORES && pieces.size() > 1) {
      AllCores.run(thread -> () -> readAll(queue, stop::get, thread == 0 ? told : () -> {}), stop);
    } else {
      readAll(queue, () -> AllCores.stopIfInterrupted(stop), told);
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
        Message.of(FileTrouble.USAGE_NOT_READ, file, FileReason.of(e)), file, e);
  }

  private void readAll(Queue<Taken> queue, BooleanSupplier stopped, Runnable told) {
    LineScanner scanner = new LineScanner(names, ips);
    for (Taken next = queue.poll(); next != null && !stopped.getAsBoolean(); next = queue.poll()) {
      Path file = folder.resolve(next.name);
      try {
        FileReading.readWhole(file, next.now.size(), scanner, stopped, next);
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
  private final class Taken implements LineSink {
    private final String name;
    private final BasicFileAttributes now;
    private final int key = plan.key;
    private final long begin = plan.from.toEpochDay() * MICROS_PER_DAY;
    private final long end = (plan.to.toEpochDay() + 1) * MICROS_PER_DAY;
    private long[] micros;
    private int[] endpoints;
    private int[] addresses;
    private int size;
    private int untold;
    private final OwnTable texts = new OwnTable();

    Taken(Holding file, BasicFileAttributes now) {
      this.name = file.name;
      this.now = now;
      micros = new long[file.requests];
      endpoints = new int[file.requests];
      addresses = new int[file.requests];
    }

    @Override
    public void take(LineBatch batch) {
      for (int i = 0; i < batch.size(); i++) {
        if (batch.keys[i] == key && batch.micros[i] >= begin && batch.micros[i] < end) {
          long ip = ips.number(batch.ipFirsts[i], batch.ipSeconds[i]);
          if (ip == Ips.REST) {
            // What was asked from nobody knows where cannot be judged.
            untold++;
          } else {
            add(batch.micros[i], batch.endpoints[i], ip);
          }
        }
      }
    }

    private void add(long moment, int endpoint, long ip) {
      if (size == micros.length) {
        grow();
      }
      micros[size] = moment;
      endpoints[size] = endpoint;
      addresses[size] = texts.of(ip);
      size++;
    }

    private void grow() {
      int room = size + Math.max(16, size >> 1);
      micros = Arrays.copyOf(micros, room);
      endpoints = Arrays.copyOf(endpoints, room);
      addresses = Arrays.copyOf(addresses, room);
    }
  }

  private Traffic joined(List<Taken> pieces) {
    int size = pieces.stream().mapToInt(piece -> piece.size).sum();
    int untold = pieces.stream().mapToInt(piece -> piece.untold).sum();
    long[] micros = new long[size];
    int[] endpoints = new int[size];
    int[] addresses = new int[size];
    OwnTable addressTable = new OwnTable();
    int at = 0;
    for (Taken piece : pieces) {
      System.arraycopy(piece.micros, 0, micros, at, piece.size);
      System.arraycopy(piece.endpoints, 0, endpoints, at, piece.size);
      for (int i = 0; i < piece.size; i++) {
        addresses[at + i] = addressTable.of(piece.texts.numbers[piece.addresses[i]]);
      }
      at += piece.size;
    }
    pieces.clear();
    if (!TimeOrder.holds(micros)) {
      int[] order = TimeOrder.of(micros);
      micros = TimeOrder.sorted(micros, order);
      endpoints = TimeOrder.sorted(endpoints, order);
      addresses = TimeOrder.sorted(addresses, order);
    }
    OwnTable endpointTable = new OwnTable();
    for (int i = 0; i < size; i++) {
      endpoints[i] = endpointTable.of(endpoints[i]);
    }
    return new Traffic(
        plan.from,
        plan.to,
        plan.earlierInMonth,
        plan.unreadable + untold,
        micros,
        endpoints,
        addresses,
        endpointTable.texts(number -> names.text((int) number)),
        addressTable.texts(ips::text));
  }

  /// Numbers of the whole index, numbered from 0 on for this reading.
  private static final class OwnTable {
    private final LongCounts places = new LongCounts();
    private long[] numbers = new long[16];
    private int size;

    int of(long number) {
      int place = (int) places.get(number) - 1;
      return place >= 0 ? place : add(number);
    }

    private int add(long number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
      }
      numbers[size++] = number;
      places.add(number, size);
      return size - 1;
    }

    List<String> texts(LongFunction<String> text) {
      return Arrays.stream(numbers, 0, size).mapToObj(text).toList();
    }
  }
}
