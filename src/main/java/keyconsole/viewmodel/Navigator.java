package keyconsole.viewmodel;

import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.UsageLinesQuestion;

/// Where view models send a person next. UI thread only. Implemented by [ShellViewModel].
public interface Navigator {

  /// Shows a page.
  void show(Page page);

  /// Back to the key list of the open tenant.
  void showKeys();

  /// To the access check of the open tenant. A wizard in which something was typed asks first.
  ///
  /// @param key to ask about; where empty, the one that was picked last stays
  void showAccessCheck(Optional<ApiKey> key);

  /// To the usage of the open tenant. A wizard in which something was typed asks first.
  ///
  /// @param key to filter by and by nothing else; where empty, the filter stays as it was
  void showUsage(Optional<KeyId> key);

  /// To the audit log of the open tenant. A wizard in which something was typed asks first.
  ///
  /// @param query to search for, e.g. `key:"<id>"`; an empty one finds all
  void showAudit(String query);

  /// To the usage lines that answer a question, with a way back to where a person is now. A wizard
  /// in which something was typed asks first.
  void showUsageLines(UsageLinesQuestion question);

  /// Opens a dialog in front of what is there; a second one stands in front of the first.
  void open(Dialog dialog);

  /// Whether a dialog stands in front of the page.
  boolean hasDialog();

  /// Asks for a fresh token for the open tenant.
  void giveToken();

  /// Closes a dialog, wherever it stands; nothing where it is closed already.
  void close(Dialog dialog);

  /// Says for a few seconds that something was done.
  ///
  /// @param undo how to take it back, where that is possible
  void say(String message, Optional<Runnable> undo);

  /// Says that something failed: what in a person's words, with the detail to copy.
  void report(String what, Exception failure);

  /// Says that not all went as asked.
  ///
  /// @param undo how to take back what was done all the same
  void report(Report report, Optional<Runnable> undo);

  /// Shows in the status bar what goes on in the background; empty when it has ended.
  void working(Optional<Work> work);
}
