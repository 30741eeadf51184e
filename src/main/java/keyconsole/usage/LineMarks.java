package keyconsole.usage;

import java.util.Arrays;

/// Where some of a file's answers stand, so that the others are found from there: a mark at least
/// every 512 answers and wherever an answer stands 64 KiB behind the last mark. So 100 GB take some
/// 50 MB, whatever is asked for. Marks are only ever added, by one thread; [Taken] is what others
/// read.
final class LineMarks {

  private static final int MOST_ROWS = 512;
  private static final long MOST_BYTES = 64 << 10;

  private long[] offsets = new long[16];
  private long[] rows = new long[16];
  private long[] numbers = new long[16];
  private long[] micros = new long[16];
  private int count;

  /// Whether an answer needs a mark.
  boolean isDue(long row, long offset) {
    return count == 0
        || row - rows[count - 1] >= MOST_ROWS
        || offset - offsets[count - 1] >= MOST_BYTES;
  }

  /// @param number of the line in the file
  /// @param moment of the line, or one before it
  void add(long row, long offset, long number, long moment) {
    if (count == rows.length) {
      int room = count * 2;
      offsets = Arrays.copyOf(offsets, room);
      rows = Arrays.copyOf(rows, room);
      numbers = Arrays.copyOf(numbers, room);
      micros = Arrays.copyOf(micros, room);
    }
    offsets[count] = offset;
    rows[count] = row;
    numbers[count] = number;
    micros[count] = moment;
    count++;
  }

  /// Forgets the marks from an answer on, which a reading that failed has left behind. None of them
  /// may have been [#taken].
  void forgetFrom(long row) {
    while (count > 0 && rows[count - 1] >= row) {
      count--;
    }
  }

  /// The moment of the last mark, or another where there is none.
  long lastMicros(long otherwise) {
    return count == 0 ? otherwise : micros[count - 1];
  }

  /// The marks up to now. What is added later stands behind them, so nothing is copied.
  Taken taken() {
    return new Taken(this);
  }

  /// Some marks.
  static final class Taken {

    static final Taken NONE = new LineMarks().taken();

    private final long[] offsets;
    private final long[] rows;
    private final long[] numbers;
    private final long[] micros;
    private final int count;

    private Taken(LineMarks of) {
      offsets = of.offsets;
      rows = of.rows;
      numbers = of.numbers;
      micros = of.micros;
      count = of.count;
    }

    int count() {
      return count;
    }

    /// Where the line of a mark begins in the file.
    long offset(int mark) {
      return offsets[mark];
    }

    /// Which answer the line of a mark is, from 0.
    long row(int mark) {
      return rows[mark];
    }

    /// Which line of the file it is, from 1.
    long number(int mark) {
      return numbers[mark];
    }

    /// Its moment, or one before it, in microseconds.
    long moment(int mark) {
      return micros[mark];
    }

    /// The last mark that does not stand behind a row.
    int before(long row) {
      return last(rows, row);
    }

    /// The last mark that is not later than a moment; the first where all are.
    int beforeMoment(long moment) {
      return last(micros, moment);
    }

    private int last(long[] values, long value) {
      int low = 0;
      int high = count - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (values[middle] <= value) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low;
    }
  }
}
