package keyconsole.usage;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The numbers that the texts of a day have in [Names], by their places in the day. Where another
/// run kept the day, its texts are looked up when they are asked for first: of a year that is
/// opened, most days never are. Any thread.
final class LocalNumbers {

  private final int size;
  private final int textBytes;

  private final Lazy<int[]> numbers;

  /// Places in the order of their numbers; none where they stand in it; null until it is asked for.
  private volatile int @Nullable [] order;

  private LocalNumbers(int size, int textBytes, Supplier<int[]> find) {
    this.size = size;
    this.textBytes = textBytes;
    this.numbers = new Lazy<>(find);
  }

  /// Those of this run.
  static LocalNumbers of(int[] numbers) {
    return new LocalNumbers(numbers.length, 0, () -> numbers);
  }

  /// Reads what was written.
  static LocalNumbers read(ByteInput in, Names names) {
    int size = in.count();
    byte[] texts = in.text();
    return new LocalNumbers(size, texts.length, () -> names.numbers(texts, size));
  }

  /// Writes the texts, so that they can be read by whoever numbers them otherwise.
  void write(ByteOutput out, Names names) {
    ByteOutput texts = new ByteOutput(40 * size);
    for (int number : all()) {
      texts.text(names.bytes(number));
    }
    out.number(size);
    out.text(texts.bytes());
  }

  int size() {
    return size;
  }

  /// How many bytes the texts take that were read.
  long textBytes() {
    return textBytes;
  }

  /// By their places.
  int[] all() {
    return numbers.get();
  }

  /// The place of a number; negative where it has none.
  int place(int number) {
    int[] all = all();
    int[] known = order;
    int[] places = known == null ? order(all) : known;
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all[places.length == 0 ? middle : places[middle]] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int place = low < size && places.length > 0 ? places[low] : low;
    return low < size && all[place] == number ? place : -1;
  }

  private int[] order(int[] of) {
    boolean ascending = true;
    long[] all = new long[size];
    for (int place = 0; place < size; place++) {
      all[place] = ((long) of[place] << 32) | place;
      ascending &= place == 0 || of[place] > of[place - 1];
    }
    int[] places = new int[ascending ? 0 : size];
    if (!ascending) {
      Arrays.sort(all);
      Arrays.setAll(places, i -> (int) all[i]);
    }
    order = places;
    return places;
  }
}
