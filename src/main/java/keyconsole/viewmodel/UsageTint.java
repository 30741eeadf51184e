package keyconsole.viewmodel;

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

  /// @param place 0 for the lowest band, at most 7
  public static UsageTint ofBand(int place) {
    return values()[BAND_1.ordinal() + place];
  }
}
