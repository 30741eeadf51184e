package keyconsole.domain;

import java.util.Arrays;
import java.util.List;

/// Which lines answer a question, as far as is known at one moment: one behind the other, oldest
/// file first. Immutable.
///
/// A position counts from the first line of all and changes as lines are found in front of it. A
/// [Place] stays, as long as its file is not written anew.
public final class UsageLinesExtent {

  /// Nothing known yet.
  public static final UsageLinesExtent NONE = new UsageLinesExtent(List.of(), 0, List.of());

  private final List<Part> parts;
  private final long[] ends;
  private final double share;
  private final List<Message> problems;

  /// The lines of one file.
  ///
  /// @param file the same object as long as the file only grows
  public record Part(Object file, long rows) {}

  /// Where a line stands.
  ///
  /// @param file that of a [Part]
  /// @param row among the answers in that file, from 0
  public record Place(Object file, long row) {}

  /// @param parts in the order of their lines
  /// @param share how much of the files was read, 0 to 1
  /// @param problems files that could not be read
  public UsageLinesExtent(List<Part> parts, double share, List<Message> problems) {
    this.parts = parts.stream().filter(part -> part.rows > 0).toList();
    this.share = share;
    this.problems = List.copyOf(problems);
    this.ends = new long[this.parts.size()];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += this.parts.get(i).rows;
      ends[i] = end;
    }
  }

  /// How many lines.
  public long size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /// How much of the files was read, 0 to 1.
  public double share() {
    return share;
  }

  /// Files that could not be read.
  public List<Message> problems() {
    return problems;
  }

  /// The files that hold answers, in the order of their lines.
  public List<Part> parts() {
    return parts;
  }

  /// Where the line at a position stands.
  ///
  /// @throws IndexOutOfBoundsException if there is none
  public Place place(long position) {
    if (position < 0 || position >= size()) {
      throw new IndexOutOfBoundsException("No line " + position + " of " + size());
    }
    int found = Arrays.binarySearch(ends, position + 1);
    int part = found < 0 ? -found - 1 : found;
    return new Place(parts.get(part).file, position - start(part));
  }

  /// The position of a place, or -1 where it is no longer, or not yet, among these.
  public long position(Place place) {
    for (int i = 0; i < ends.length; i++) {
      if (parts.get(i).file.equals(place.file)) {
        return place.row < parts.get(i).rows ? start(i) + place.row : -1;
      }
    }
    return -1;
  }

  /// How many answers a file holds.
  public long rows(Object file) {
    return parts.stream().filter(part -> part.file.equals(file)).mapToLong(Part::rows).sum();
  }

  private long start(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }
}
