package keyconsole.audit;

import java.util.Arrays;

/// Numbers, one added behind the other.
final class SealLongs {

  private long[] numbers = new long[1 << 10];
  private int count;

  void add(long number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, count + (count >> 1));
    }
    numbers[count++] = number;
  }

  long[] array() {
    return Arrays.copyOf(numbers, count);
  }
}
