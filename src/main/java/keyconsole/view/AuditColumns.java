package keyconsole.view;

/// Where the columns of the audit log stand at some width.
record AuditColumns(
    double actionX,
    double actorX,
    double actorWidth,
    double keyX,
    double keyWidth,
    double summaryX) {

  static final double LEFT = 16;
  static final double TIME = 128;
  static final double ACTION = 96;
  private static final double GAP = 8;

  static AuditColumns of(double width) {
    double left = width - LEFT - TIME - ACTION - 4 * GAP;
    double actor = Math.clamp(Math.floor(left * 0.16), 60, 180);
    double key = Math.clamp(Math.floor(left * 0.34), 90, 320);
    double actionX = LEFT + TIME + GAP;
    double actorX = actionX + ACTION + GAP;
    double keyX = actorX + actor + GAP;
    return new AuditColumns(actionX, actorX, actor, keyX, key, keyX + key + GAP);
  }
}
