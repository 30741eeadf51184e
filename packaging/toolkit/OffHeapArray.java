package com.sun.marlin;

import java.util.Arrays;

/// Where the toolkit's rasterizer keeps the edges of a shape. In JavaFX 26 its class of this name,
/// which this one stands in for, keeps them in a segment of native memory, to which each single
/// number goes through ten methods: until the compiler has put those into one another, and the
/// quick one does that late and only in part, they take a third of what it takes to draw the first
/// page. Here they are in an array.
///
/// Numbers stand at multiples of four, as they must there. One thread at a time.
final class OffHeapArray {

  static final int SIZE_INT = 4;

  private int[] numbers;
  private int used;

  /// @param parent whose end would free native memory
  /// @param length in bytes
  /// @param global whether native memory would be of the whole program
  OffHeapArray(Object parent, long length, boolean global) {
    numbers = new int[index(length + SIZE_INT - 1)];
  }

  /// In bytes.
  long getLength() {
    return (long) numbers.length * SIZE_INT;
  }

  /// In bytes.
  int getUsed() {
    return used;
  }

  void setUsed(int bytes) {
    used = bytes;
  }

  void incrementUsed(int bytes) {
    used += bytes;
  }

  /// What is used stays.
  void resize(long length) {
    int[] resized = new int[index(length + SIZE_INT - 1)];
    System.arraycopy(numbers, 0, resized, 0, Math.min(index(used + SIZE_INT - 1), resized.length));
    numbers = resized;
  }

  void free() {
    numbers = new int[0];
  }

  void fill(byte value) {
    Arrays.fill(numbers, (value & 0xff) * 0x01010101);
  }

  void putByte(long at, byte value) {
    int index = index(at);
    int shift = shift(at);
    numbers[index] = numbers[index] & ~(0xff << shift) | (value & 0xff) << shift;
  }

  void putInt(long at, int value) {
    numbers[(int) (at >>> 2)] = value;
  }

  byte getByte(long at) {
    return (byte) (numbers[index(at)] >>> shift(at));
  }

  int getInt(long at) {
    return numbers[(int) (at >>> 2)];
  }

  private static int index(long at) {
    return (int) (at >>> 2);
  }

  private static int shift(long at) {
    return ((int) at & 3) << 3;
  }
}
