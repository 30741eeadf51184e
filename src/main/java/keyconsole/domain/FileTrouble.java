package keyconsole.domain;

/// What could not be done with files of the tenant or of the console. The words stand in the
/// bundles, as `told.trouble.<name>`; what stands in their places is told at each.
public enum FileTrouble implements Message.Kind {
  /// The path, why.
  NOT_READ,
  /// The path, why.
  NOT_WRITTEN,
  /// The path, why.
  NOT_CLOSED,
  /// The path, why.
  NOT_MADE,
  /// The path, why.
  NOT_USED,
  /// From, to, why.
  NOT_RENAMED,
  /// The folder, why.
  FOLDER_NOT_LISTED,
  /// The folder, why.
  FOLDER_NOT_READ,
  /// The folder.
  FOLDER_GONE,
  /// The folder.
  FOLDER_NOT_THERE,
  /// The folder.
  FOLDER_VANISHED,
  /// The folder.
  KEYS_FOLDER_GONE,
  /// The folder, why.
  KEYS_NOT_LISTED,
  /// The folder.
  KEYS_INTERRUPTED,
  /// The lock, why.
  LOCK_NOT_TAKEN,
  /// The lock.
  LOCK_BUSY_HERE,
  /// The lock.
  LOCK_INTERRUPTED,
  /// The lock, who holds it.
  LOCK_HELD,
  /// Who holds it.
  LOCK_CANCELLED,
  /// Why.
  LOCK_NOT_RELEASED,
  /// The folder, why.
  LOCK_NOT_LET_GO,
  /// User, host, process.
  HOLDER,
  /// User, host, process, since when.
  HOLDER_SINCE,
  HOLDER_UNKNOWN,
  /// The file.
  BEING_WRITTEN,
  /// The file.
  ALWAYS_BEING_WRITTEN,
  /// The file, what is wrong with it.
  IS_PROBLEM,
  /// The file.
  GONE,
  /// The file.
  GONE_UNCHANGED,
  /// The file.
  EXISTS_UNCHANGED,
  /// The file, what is wrong with it.
  NOT_CHANGEABLE,
  /// The file.
  WOULD_BE_TOO_LARGE,
  /// The file, what would be wrong with it.
  WOULD_BE_NO_KEY,
  /// The file.
  NO_KEY,
  /// The name.
  NOT_IN_KEYS,
  /// The log file, why.
  LINE_NOT_ADDED,
  /// Why.
  LOG_NOT_READ,
  /// The file.
  TOO_LARGE_FOR_NOTES,
  /// The file.
  NO_PLAIN_FILE,
  /// The file.
  TOO_LARGE_FOR_TEMPLATES,
  NO_ROOM_FOR_TEMPLATES,
  /// The file, why.
  AUDIT_NOT_READ,
  /// The file.
  AUDIT_CHANGED,
  /// The file, why.
  USAGE_NOT_READ,
  /// The file.
  USAGE_NOT_REGULAR,
  /// The file, why it cannot be read.
  USE_NOT_KNOWN,
  /// The file.
  NO_SEAL_KEY,
  /// The file, why.
  SEAL_KEY_NOT_USED,
  /// The file, why.
  MODE_NOT_READ,
  /// The folder.
  SEALED_GONE,
  /// The file.
  SEAL_INTERRUPTED,
  /// The file, why.
  NOT_SEALED,
  /// The file.
  NOT_AS_SHOWN,
  /// The folder, why.
  COUNTS_NOT_KEPT,
  /// The data root.
  DEMO_NOT_MADE,
  /// The folder.
  OPEN_TO_OTHERS,
  /// The folder, its owner, who runs the console.
  FOREIGN_OWNER,
  /// The folder.
  NO_LOCKS,
  /// The file, why.
  MAY_BE_LOST,
  /// Why.
  STRAY_NOT_REMOVED,
  /// Why.
  STAND_NOT_NOTED,
  /// The file.
  NOT_OURS_REMOVED,
  /// The key file, what is wrong with it.
  MAY_LACK_USAGE_LINE,
  /// Why.
  MAY_LACK_AUDIT_LINE,
  /// What could not be done.
  DONE_IN_PART,
  /// One, and the next.
  AND,
  /// The action, why.
  AUDIT_LINE_MISSING,
  /// Why.
  OLD_GOES_ON,
  /// The file, why.
  TWIN_NOT_CHANGED,
  /// Why.
  TWINS_NOT_LOOKED_FOR;

  @Override
  public String key() {
    return "trouble." + name();
  }
}
