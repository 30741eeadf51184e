package keyconsole.viewmodel;

/// What stands in front of the page, behind it a scrim.
public sealed interface Dialog {
  /// A raw key, shown once.
  record Reveal(RevealViewModel model) implements Dialog {}

  /// Rotation of a key.
  record Rotate(RotateViewModel model) implements Dialog {}

  /// Revocation of one or more keys.
  record Revoke(RevokeViewModel model) implements Dialog {}

  /// A later expiry for one or more keys.
  record Extend(ExtendViewModel model) implements Dialog {}

  /// A fresh token for the open tenant.
  record Token(SessionViewModel model) implements Dialog {}

  /// All that the verification of the seals found.
  record Seals(SealFindingsViewModel model) implements Dialog {}

  /// The reason why a file is not as it was sealed.
  record Acknowledge(SealAcknowledgeViewModel model) implements Dialog {}

  /// On what the key files and the audit log do not agree.
  record Findings(AuditFindingsViewModel model) implements Dialog {}

  /// The reason why a finding is no matter of concern.
  record Known(AuditKnownViewModel model) implements Dialog {}

  /// What a person should know about the folder.
  record Warnings(WarningsViewModel model) implements Dialog {}

  /// What a person and somebody else changed in the same key.
  record Clashes(ClashesViewModel model) implements Dialog {}

  /// What leads a person through the console.
  record Guide(keyconsole.viewmodel.Guide model) implements Dialog {}

  /// A question with a way on and a way back.
  ///
  /// @param danger whether the way on loses something
  record Question(String title, String text, String yes, String no, boolean danger, Runnable onYes)
      implements Dialog {}
}
