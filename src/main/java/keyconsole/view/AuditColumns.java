package keyconsole.view;

/// Where the columns of the audit log stand at some width.
record AuditColumns(
    double actionX,
    double actionWidth,
    double actorX,
    double actorWidth,
    double keyX,
    double keyWidth,
    double summaryX) {

  static final double LEFT = 16;
  static final double TIME = 128;
  private static final double GAP = 8;

  static AuditColumns of(double width) {
    // With the most it has the longest action whole.
    double action = Math.clamp(Math.floor(width * 0.13), 96, 136);
    double left = width - LEFT - TIME - action - 4 * GAP;
    double actor = Math.clamp(Math.floor(left * 0.16), 60, 180);
    double key = Math.clamp(Math.floor(left * 0.34), 90, 320);
    double actionX = LEFT + TIME + GAP;
    double actorX = actionX + action + GAP;
    double keyX = actorX + actor + GAP;
    return new AuditColumns(actionX, action, actorX, actor, keyX, key, keyX + key + GAP);
  }
}
