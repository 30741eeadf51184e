package keyconsole.viewmodel;

import java.util.Optional;

/// What stands in front of the page, behind it a scrim.
public sealed interface Dialog {

  /// The raw keys that it shows once; empty where it shows none.
  default Optional<ShownOnce> shownOnce() {
    return Optional.empty();
  }

  /// A raw key, shown once.
  record Reveal(RevealViewModel model) implements Dialog {
    @Override
    public Optional<ShownOnce> shownOnce() {
      return Optional.of(model);
    }
  }

  /// One whose view model says how it is left.
  sealed interface Own extends Dialog {
    /// Its view model.
    OwnDialog model();
  }

  /// The templates of the tenant.
  record Templates(TemplatesViewModel model) implements Own {}

  /// Many keys from a file.
  record Bulk(BulkViewModel model) implements Own {
    @Override
    public Optional<ShownOnce> shownOnce() {
      return Optional.of(model);
    }
  }

  /// The name of a template.
  record SaveTemplate(SaveTemplateViewModel model) implements Own {}

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

  /// Until when and why a finding of the tenant's health is put off.
  record PutOff(PutOffViewModel model) implements Dialog {}

  /// Where the rules of the tenant's health draw their lines.
  record Thresholds(ThresholdsViewModel model) implements Dialog {}

  /// A report to print.
  record MakeReport(ReportViewModel model) implements Dialog {}

  /// What leads a person through the console.
  record Guide(keyconsole.viewmodel.Guide model) implements Dialog {}

  /// A question with a way on and a way back.
  ///
  /// @param danger whether the way on loses something
  record Question(String title, String text, String yes, String no, boolean danger, Runnable onYes)
      implements Dialog {}
}
