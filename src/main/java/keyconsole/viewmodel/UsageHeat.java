package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import keyconsole.domain.UsageFilter.WeekHour;

/// Requests by weekday and hour. In words, ready to be drawn; immutable.
///
/// @param title what the card is called
/// @param range what is shown, for those who do not see the rest of the screen
/// @param zone whose hours these are
/// @param days names of the weekdays at the left, Monday first
/// @param hours what stands under each of the 24 hours; empty for most
/// @param cells Monday 00 first, then hour by hour: 7 x 24
/// @param most what the darkest step stands for: `4,812 an hour`
/// @param busiest the peak by name: `Tuesday 14:00`; empty without requests
/// @param summary the chart in a sentence, for those who cannot see it
public record UsageHeat(
    String title,
    String range,
    String zone,
    List<String> days,
    List<String> hours,
    List<Cell> cells,
    String most,
    Optional<String> busiest,
    String summary) {

  /// Days of a week.
  public static final int DAYS = 7;

  /// Hours of a day.
  public static final int HOURS = 24;

  public UsageHeat {
    days = List.copyOf(days);
    hours = List.copyOf(hours);
    cells = List.copyOf(cells);
    if (days.size() != DAYS || hours.size() != HOURS || cells.size() != DAYS * HOURS) {
      throw new IllegalArgumentException("a week has 7 days of 24 hours");
    }
  }

  /// An hour of a weekday.
  ///
  /// @param id what a click hands back
  /// @param requests how many; only their proportion to the peak is drawn
  /// @param text all there is to say of it: `Tuesday 14:00–15:00: 4,812 requests`
  /// @param known whether there is anything to count; where not, its 0 says nothing
  /// @param selected whether the filter asks for it
  public record Cell(WeekHour id, long requests, String text, boolean known, boolean selected) {}

  /// Whether anything is known of any hour.
  public boolean isKnown() {
    return cells.stream().anyMatch(Cell::known);
  }

  /// Whether the filter asks for some hours; the others are greyed then.
  public boolean isFiltered() {
    return cells.stream().anyMatch(Cell::selected);
  }

  /// Most requests of a cell; 0 for none.
  public long peak() {
    return cells.stream().mapToLong(Cell::requests).max().orElse(0);
  }
}
