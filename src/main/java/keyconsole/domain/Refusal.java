package keyconsole.domain;

/// Why the console does not do what was asked: the session may not, or it cannot be. The words
/// stand in the bundles, as `told.refusal.<name>`; what stands in their places is told at each.
public enum Refusal implements Message.Kind {
  READ_ONLY,
  /// The session's tenant, this one.
  OTHER_TENANT,
  SESSION_ENDED,
  KEY_NOT_FOUND,
  ROTATES_OWNER,
  REVOKES_OWNER,
  CHANGES_OWNER,
  EDITS_OWNER,
  TOKEN_OWNER,
  KEYS_FOR_OTHERS,
  /// The scope.
  SCOPE_TOO_HIGH,
  OWNER_CHANGE,
  SCOPE_RAISE,
  /// The default.
  HOUR_RAISE,
  /// The default.
  DAY_RAISE,
  /// The default.
  MONTH_RAISE,
  /// The default.
  COST_RAISE,
  /// The default.
  TOKENS_RAISE,
  /// The default.
  CONCURRENT_RAISE,
  LIVE_TOO_LONG,
  /// The capability.
  GRANT,
  WIDEN,
  DISABLE_PROBLEM,
  RESUME_REVOKED,
  RESUME_OTHERS,
  SUSPENDED_BY_OTHER,
  MARK_KNOWN,
  HEALTH,
  RETURNS,
  TEMPLATES,
  REASON_FOR_KNOWN,
  REASON_FOR_PURGE,
  /// The file.
  NEVER_SEALED,
  NOT_PUT_OFF,
  /// How long the reason may be.
  BAD_SNOOZE,
  /// How many KiB a line may have.
  TOO_LONG_TO_LOG,
  /// What is wrong.
  SEARCH,
  NO_OVERLAP,
  OVERLAP_TOO_LONG,
  NOTHING_TO_OVERLAP,
  /// The file.
  OPENS_NOTHING,
  /// The file.
  FILE_CHANGED,
  REVOKED_ALREADY,
  EXPIRED,
  /// What changed.
  MOVED,
  /// One, and the next.
  MOVED_AND,
  MOVED_NAME,
  MOVED_DESCRIPTION,
  MOVED_OWNER,
  MOVED_SCOPE,
  MOVED_CAPABILITIES,
  MOVED_LIMITS,
  MOVED_EXPIRY,
  MOVED_RESTRICTIONS,
  MOVED_CONSTRAINTS,
  /// The status, as a message.
  OTHER_STATUS,
  STATUS_ACTIVE,
  STATUS_SUSPENDED,
  STATUS_EXPIRED,
  STATUS_REVOKED,
  CHANGED_MEANWHILE,
  KEY_CHANGED,
  NOTHING_BEARS_OUT,
  NO_KEY_NAME,
  NO_KEY_OWNER,
  /// What was typed.
  NO_CAPABILITY,
  NEGATIVE_LIMIT,
  /// What is wrong.
  BAD_CONSTRAINTS,
  REASON_FOR_NEVER,
  EXPIRY_IN_PAST,
  EXPIRY_TOO_LATE,
  /// The way out.
  ADDRESSES_LOCK_OUT,
  /// The way out.
  ENDPOINTS_LOCK_OUT,
  /// The range, how many addresses it has.
  WRITE_ADDRESSES,
  /// How many.
  NAME_UP_TO,
  LEAVE_EMPTY,
  /// What stands there, what is to.
  WRITE_AS,
  NAME_ADDRESSES,
  NAME_PATHS,
  /// What was given.
  NO_TENANT,
  NO_TOKEN_FOR_KEY,
  /// The claim.
  CLAIM_RESERVED,
  /// The claim.
  CLAIM_NO_VALUE,
  TEMPLATES_CHANGED,
  NO_TEMPLATE_NAME,
  /// The name.
  TEMPLATE_GONE,
  /// The name.
  TEMPLATE_TAKEN,
  /// The name.
  TEMPLATE_CHANGED,
  /// What is wrong.
  TEMPLATES_NO_JSON;

  @Override
  public String key() {
    return "refusal." + name();
  }
}
