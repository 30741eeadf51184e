package keyconsole.viewmodel;

import java.util.List;

/// The colour of a mark on the usage screen. A key keeps its tint in every card.
public enum UsageTint {
  /// What has no tint of its own.
  ACCENT,
  /// What is left beside the bands.
  OTHER,
  BAND_1,
  BAND_2,
  BAND_3,
  BAND_4,
  BAND_5,
  BAND_6,
  BAND_7,
  BAND_8;

  private static final List<UsageTint> BANDS =
      List.of(BAND_1, BAND_2, BAND_3, BAND_4, BAND_5, BAND_6, BAND_7, BAND_8);

  /// The tint of a band.
  ///
  /// @param place 0 for the lowest, at most 7
  public static UsageTint ofBand(int place) {
    return BANDS.get(place);
  }
}
