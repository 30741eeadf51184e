package keyconsole.view;

/// Where the columns of the audit log stand at some width.
///
/// @param summaryWidth 0 where there is no room for it, as beside the drawer in a small window,
///   which tells it too
record AuditColumns(
    double actionX,
    double actionWidth,
    double actorX,
    double actorWidth,
    double keyX,
    double keyWidth,
    double summaryX,
    double summaryWidth) {

  static final double LEFT = 16;
  static final double TIME = 128;
  private static final double GAP = 8;
  private static final double ENOUGH_FOR_SUMMARY = 100;
  private static final double MOST_FOR_KEY = 320;

  static AuditColumns of(double width) {
    // With the most it has the longest action whole.
    double action = Math.clamp(Math.floor(width * 0.13), 96, 136);
    double left = width - LEFT - TIME - action - 4 * GAP;
    double actor = Math.clamp(Math.floor(left * 0.16), 60, 180);
    double actionX = LEFT + TIME + GAP;
    double actorX = actionX + action + GAP;
    double keyX = actorX + actor + GAP;
    double key = Math.clamp(Math.floor(left * 0.34), 90, MOST_FOR_KEY);
    double summary = width - keyX - key - 2 * GAP;
    if (summary < ENOUGH_FOR_SUMMARY) {
      key = Math.clamp(width - keyX - GAP, 90, MOST_FOR_KEY);
      summary = 0;
    }
    double summaryX = keyX + key + GAP;
    return new AuditColumns(actionX, action, actorX, actor, keyX, key, summaryX, summary);
  }
}
