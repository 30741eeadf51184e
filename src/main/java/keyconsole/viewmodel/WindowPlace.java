package keyconsole.viewmodel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where the window stands, in pixels.
///
/// @param x of the left edge; may be negative, on a screen that stands left of the first
/// @param y of the upper edge
/// @param maximized whether it fills its screen; the rest is what it goes back to then
public record WindowPlace(int x, int y, int width, int height, boolean maximized) {

  private static final String NAME = "window";

  /// How much of it must be on a screen, so that a person can take hold of it.
  private static final int SEEN_WIDE = 200;

  private static final int SEEN_HIGH = 48;

  /// A screen, without what the system keeps for itself of it.
  public record Area(int x, int y, int width, int height) {

    private boolean shows(WindowPlace place) {
      int wide = Math.min(x + width, place.x + place.width) - Math.max(x, place.x);
      boolean head = place.y >= y && place.y + SEEN_HIGH <= y + height;
      return head && wide >= Math.min(SEEN_WIDE, place.width);
    }
  }

  /// Where it stood last, where that is still on a screen, and no larger than that screen; empty
  /// where nothing was kept or the screen is gone.
  public static Optional<WindowPlace> recall(Memory memory, List<Area> screens) {
    return memory
        .get(NAME)
        .flatMap(WindowPlace::parse)
        .flatMap(
            place ->
                screens.stream()
                    .filter(screen -> screen.shows(place))
                    .findFirst()
                    .map(place::within));
  }

  /// Whether so much of it is on a screen that a person can take hold of it.
  public boolean isWithinReach(List<Area> screens) {
    return screens.stream().anyMatch(screen -> screen.shows(this));
  }

  private WindowPlace within(Area screen) {
    return new WindowPlace(
        x, y, Math.min(width, screen.width), Math.min(height, screen.height), maximized);
  }

  private static Optional<WindowPlace> parse(String text) {
    String[] words = text.split(" ", -1);
    boolean whole = words.length == 5 && Arrays.stream(words).limit(4).allMatch(WindowPlace::fits);
    if (!whole) {
      return Optional.empty();
    }
    int[] numbers = Arrays.stream(words).limit(4).mapToInt(Integer::parseInt).toArray();
    return Optional.of(
            new WindowPlace(
                numbers[0], numbers[1], numbers[2], numbers[3], words[4].equals("maximized")))
        .filter(place -> place.width > 0 && place.height > 0);
  }

  private static boolean fits(String number) {
    return number.matches("-?\\d{1,5}");
  }

  /// Keeps it for next time.
  public void keep(Memory memory) {
    memory.put(
        NAME, x + " " + y + " " + width + " " + height + (maximized ? " maximized" : " normal"));
  }
}
