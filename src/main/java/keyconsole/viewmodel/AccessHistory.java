package keyconsole.viewmodel;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What was asked in this run, the newest first. UI thread only.
final class AccessHistory {

  private static final int LONGEST = 20;

  private final KeyWords words;
  private final AccessWords accessWords;
  private final ObservableList<AccessPast> entries = FXCollections.observableArrayList();

  AccessHistory(KeyWords words, AccessWords accessWords) {
    this.words = words;
    this.accessWords = accessWords;
  }

  ObservableList<AccessPast> entries() {
    return entries;
  }

  /// Remembers an answer, in place of the same one to the same question.
  void add(AccessAnswer answer, AccessForm.Asked asked) {
    AccessPast next =
        new AccessPast(
            asked.key().map(AccessKey::name).orElseGet(() -> words.text("access.unknown-key")),
            accessWords.outcome(answer),
            detail(answer, asked),
            tone(answer),
            answer.real(),
            asked);
    entries.removeIf(next::isAs);
    entries.addFirst(next);
    if (entries.size() > LONGEST) {
      entries.removeLast();
    }
  }

  private String detail(AccessAnswer answer, AccessForm.Asked asked) {
    if (!answer.full().allowed()) {
      return answer.full().reason();
    }
    if (!answer.backend().allowed()) {
      return answer.backend().reason();
    }
    return asked.endpoint().isEmpty()
        ? words.text("access.past.no-endpoint")
        : AccessWords.shown(asked.endpoint());
  }

  private static Tone tone(AccessAnswer answer) {
    if (answer.backend().allowed() != answer.full().allowed()) {
      return Tone.WARNING;
    }
    return answer.full().allowed() ? Tone.SUCCESS : Tone.DANGER;
  }
}
