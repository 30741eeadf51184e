package keyconsole.viewmodel;

import java.util.List;

/// Who or what has most requests. In words, ready to be drawn; immutable.
///
/// @param title what the card is called
/// @param range what is shown, for those who do not see the rest of the screen
/// @param zone whose days these are
/// @param rows all of them, most requests first
/// @param note what the greyed ones are; empty where none is
/// @param foot what may be missing; empty where nothing is
/// @param empty what to say where there are no rows
public record UsageRanking(
    String title,
    String range,
    String zone,
    List<Row> rows,
    String note,
    String foot,
    String empty) {

  public UsageRanking {
    rows = List.copyOf(rows);
  }

  /// A line of the card.
  ///
  /// @param id what a click hands back
  /// @param mono whether the name is an endpoint, an address or an id
  /// @param share of the first row's requests, 0 to 1
  /// @param count its requests with separators
  /// @param tint the band's, where the row has one in the chart
  /// @param selected whether the filter asks for it
  /// @param greyed whether the filter leaves it out
  public record Row(
      String id,
      String name,
      boolean mono,
      double share,
      String count,
      UsageTint tint,
      boolean selected,
      boolean greyed) {}
}
