package keyconsole.view;

/// Every FXML file, each named once. The stem is the screen's name: `fxml/KeyList.fxml`,
/// [KeyListView].
public enum FxmlFile {
  SHELL("Shell"),
  WELCOME("Welcome"),
  KEY_LIST("KeyList"),
  KEY_DETAIL("KeyDetail"),
  NEW_KEY("NewKey"),
  USAGE("Usage"),
  USAGE_FILTERS("UsageFilters"),
  USAGE_BODY("UsageBody"),
  ACCESS_CHECK("AccessCheck"),
  USAGE_LINES("UsageLines"),
  AUDIT("Audit"),
  HEALTH("Health"),
  AUDIT_DETAIL("AuditDetail"),
  REVEAL("Reveal"),
  ROTATE("Rotate"),
  REVOKE("Revoke"),
  EXTEND("Extend"),
  SESSION("Session"),
  LOCK("Lock"),
  SEAL_FINDINGS("SealFindings"),
  SEAL_ACKNOWLEDGE("SealAcknowledge"),
  AUDIT_FINDINGS("AuditFindings"),
  AUDIT_KNOWN("AuditKnown"),
  WARNINGS("Warnings"),
  CLASHES("Clashes"),
  PUT_OFF("PutOff"),
  THRESHOLDS("Thresholds"),
  REPORT("Report"),
  TEMPLATES("Templates"),
  SAVE_TEMPLATE("SaveTemplate"),
  BULK("Bulk"),
  PALETTE("Palette"),
  SHORTCUTS("Shortcuts"),
  ABOUT("About"),
  TOUR("Tour"),
  QUESTION("Question");

  private final String stem;

  FxmlFile(String stem) {
    this.stem = stem;
  }

  /// Where it stands among the resources.
  public String resource() {
    return "/fxml/" + stem + ".fxml";
  }
}
