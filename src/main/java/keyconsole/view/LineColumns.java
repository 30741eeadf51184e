package keyconsole.view;

/// Where the columns of the usage lines stand at some width.
///
/// @param whereWidth 0 where there is no room for file and line
record LineColumns(
    double timeWidth,
    double keyX,
    double nameWidth,
    double endpointX,
    double ipX,
    double whereX,
    double whereWidth) {

  static final double LEFT = 16;
  static final double IP_WIDTH = 116;
  private static final double GAP = 12;
  private static final double TIME = 192;
  private static final double TIME_WITH_OFFSET = 244;
  private static final double TIME_TO_THE_SECOND = 140;
  private static final double ENOUGH_FOR_FRACTIONS = 640;
  private static final double WHERE = 216;
  private static final double ENOUGH_FOR_WHERE = 880;

  /// @param offset whether times carry their offset
  static LineColumns of(double width, boolean offset) {
    double time =
        width < ENOUGH_FOR_FRACTIONS ? TIME_TO_THE_SECOND : offset ? TIME_WITH_OFFSET : TIME;
    double where = width < ENOUGH_FOR_WHERE ? 0 : WHERE;
    double gaps = where > 0 ? 5 * GAP : 4 * GAP;
    double name = Math.max(48, Math.floor((width - LEFT - time - IP_WIDTH - where - gaps) / 2));
    double keyX = LEFT + time + GAP;
    double endpointX = keyX + name + GAP;
    double ipX = endpointX + name + GAP;
    return new LineColumns(time, keyX, name, endpointX, ipX, ipX + IP_WIDTH + GAP, where);
  }

  /// Whether there is room for times to the second only.
  boolean isToTheSecond() {
    return timeWidth == TIME_TO_THE_SECOND;
  }

  /// How far the columns between time and file reach.
  double middleWidth() {
    return ipX + IP_WIDTH - keyX;
  }
}
