package keyconsole.domain;

import java.util.Optional;

/// The rules of a tenant's health: what is found, how much it matters, and the number that it hangs
/// on. What each means to a person and why it matters stands in the texts, as `health.<name>.…`;
/// how it is found is told by `FindingRules` in the services. Within a severity the worst stands
/// first.
public enum FindingKind {
  /// A file that is a problem, and a credential that the backend accepts all the same: nobody sees
  /// it in a list of keys.
  LIVE_PROBLEM(Severity.CRITICAL),
  /// The audit log, or what proves it, is not what was sealed.
  SEAL_BROKEN(Severity.CRITICAL),
  /// Access that was taken away is there again.
  ACCESS_BACK(Severity.CRITICAL),
  /// A key of administrator scope that opens from everywhere and for everything.
  ADMIN_UNRESTRICTED(Severity.CRITICAL),
  /// A list or a limit that makes the backend deny every request.
  LOCKS_OUT(Severity.CRITICAL),
  /// Others than its owner may look into a folder of the tenant.
  OPEN_FOLDER(Severity.CRITICAL),
  /// Two files hold the hash of one raw key: which of them answers is chance.
  SAME_HASH(Severity.WARNING),
  /// Requests from addresses that the key was never used from before: how a leaked key shows.
  NEW_ADDRESSES(Severity.WARNING),
  /// It ends soon, and whoever uses it will be denied; critical within a day.
  EXPIRING(Severity.WARNING, Threshold.EXPIRING_DAYS),
  /// Somebody used it once and does not any more: nobody would miss it, or notice its misuse.
  IDLE(Severity.WARNING, Threshold.IDLE_DAYS),
  /// The raw key has been the same for long: the longer, the more places it may have got to.
  UNROTATED(Severity.WARNING, Threshold.ROTATION_DAYS),
  /// It opens until somebody thinks of it.
  NEVER_EXPIRES(Severity.WARNING),
  /// Most of a limit of the hour, day or month that runs is used.
  NEAR_LIMIT(Severity.WARNING, Threshold.LIMIT_PERCENT),
  /// A file that cannot be read as a key.
  PROBLEM_FILE(Severity.WARNING),
  /// Something about the folder that keeps the console from working safely.
  FOLDER_TROUBLE(Severity.WARNING),
  /// It was made and never used.
  NEVER_USED(Severity.NOTICE, Threshold.UNUSED_DAYS),
  /// It may do more than it was seen to need.
  OVERGRANTED(Severity.NOTICE, Threshold.GRANTED_DAYS),
  /// Somebody restricted it in a way that the backend never looks at.
  STORED_ONLY(Severity.NOTICE),
  /// The counter of its file and its usage lines do not agree.
  ADRIFT(Severity.NOTICE);

  private final Severity severity;
  private final Optional<Threshold> threshold;

  FindingKind(Severity severity) {
    this.severity = severity;
    this.threshold = Optional.empty();
  }

  FindingKind(Severity severity, Threshold threshold) {
    this.severity = severity;
    this.threshold = Optional.of(threshold);
  }

  /// How much it matters, as a rule.
  public Severity severity() {
    return severity;
  }

  /// The number that it hangs on; empty where it hangs on none.
  public Optional<Threshold> threshold() {
    return threshold;
  }

  /// Whether it can be put off. What opens access or loses proof now has answers of its own.
  public boolean canBePutOff() {
    return switch (this) {
      case LIVE_PROBLEM, SEAL_BROKEN, ACCESS_BACK -> false;
      case ADMIN_UNRESTRICTED,
          LOCKS_OUT,
          OPEN_FOLDER,
          SAME_HASH,
          NEW_ADDRESSES,
          EXPIRING,
          IDLE,
          UNROTATED,
          NEVER_EXPIRES,
          NEAR_LIMIT,
          PROBLEM_FILE,
          FOLDER_TROUBLE,
          NEVER_USED,
          OVERGRANTED,
          STORED_ONLY,
          ADRIFT ->
          true;
    };
  }
}
