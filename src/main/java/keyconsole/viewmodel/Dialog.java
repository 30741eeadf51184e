package keyconsole.viewmodel;

import java.util.Optional;

/// What stands in front of the page, behind it a scrim.
public sealed interface Dialog {

  /// The raw keys that it shows once; empty where it shows none.
  default Optional<ShownOnce> shownOnce() {
    return Optional.empty();
  }

  /// What it does to many keys, or makes of many; empty where it does nothing of the kind.
  default Optional<Going> batch() {
    return Optional.empty();
  }

  /// Whether a raw key is on its way that only this dialog can show.
  default boolean awaitsRawKey() {
    return false;
  }

  /// Takes away the secrets in it while it still shows what its view model holds, so that its
  /// fields are emptied too.
  default void forget() {}

  /// Takes the way back out of it.
  ///
  /// @param shell closes it, where it needs no more than that
  default void escape(Navigator shell) {
    shell.close(this);
  }

  /// A raw key, shown once.
  record Reveal(RevealViewModel model) implements Dialog {
    @Override
    public Optional<ShownOnce> shownOnce() {
      return Optional.of(model);
    }

    @Override
    public void forget() {
      model.drop();
    }

    /// Only its own button closes it.
    @Override
    public void escape(Navigator shell) {}
  }

  /// One whose view model knows the way back out of it.
  sealed interface Backed extends Dialog {
    /// Its view model.
    WayBack model();

    @Override
    default void escape(Navigator shell) {
      model().cancel();
    }
  }

  /// One that does something to many keys, or makes many.
  sealed interface Batch extends Backed {
    @Override
    Going model();

    @Override
    default Optional<Going> batch() {
      return Optional.of(model());
    }
  }

  /// One whose view model says how it is left.
  sealed interface Own extends Batch {
    @Override
    OwnDialog model();

    @Override
    default void forget() {
      model().drop();
    }
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
  record Rotate(RotateViewModel model) implements Backed {
    @Override
    public boolean awaitsRawKey() {
      return model.workProperty().get().isPresent();
    }

    @Override
    public void forget() {
      model.drop();
    }
  }

  /// Revocation of one or more keys.
  record Revoke(RevokeViewModel model) implements Batch {}

  /// A later expiry for one or more keys.
  record Extend(ExtendViewModel model) implements Batch {}

  /// A fresh token for the open tenant.
  record Token(SessionViewModel model) implements Dialog {
    @Override
    public void forget() {
      model.drop();
    }
  }

  /// All that the verification of the seals found.
  record Seals(SealFindingsViewModel model) implements Dialog {
    @Override
    public void escape(Navigator shell) {
      model.close();
    }
  }

  /// The reason why a file is not as it was sealed.
  record Acknowledge(SealAcknowledgeViewModel model) implements Backed {
    @Override
    public void forget() {
      model.drop();
    }
  }

  /// On what the key files and the audit log do not agree.
  record Findings(AuditFindingsViewModel model) implements Dialog {
    @Override
    public void escape(Navigator shell) {
      model.closeList();
    }
  }

  /// The reason why a finding is no matter of concern.
  record Known(AuditKnownViewModel model) implements Backed {}

  /// What a person should know about the folder.
  record Warnings(WarningsViewModel model) implements Dialog {
    @Override
    public void escape(Navigator shell) {
      model.close();
    }
  }

  /// What a person and somebody else changed in the same key.
  record Clashes(ClashesViewModel model) implements Backed {}

  /// Until when and why a finding of the tenant's health is put off.
  record PutOff(PutOffViewModel model) implements Backed {}

  /// Where the rules of the tenant's health draw their lines.
  record Thresholds(ThresholdsViewModel model) implements Backed {}

  /// A report to print.
  record MakeReport(ReportViewModel model) implements Backed {}

  /// What leads a person through the console.
  record Guide(keyconsole.viewmodel.Guide model) implements Dialog {
    @Override
    public void escape(Navigator shell) {
      model.close();
    }
  }

  /// A question with a way on and a way back.
  ///
  /// @param danger whether the way on loses something
  record Question(String title, String text, String yes, String no, boolean danger, Runnable onYes)
      implements Dialog {}
}
