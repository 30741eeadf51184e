package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import keyconsole.domain.AuditRecord;

/// Puts one record into the words of its drawer.
final class AuditDetails {

  private AuditDetails() {}

  static AuditDetail of(AuditRecord record, AuditWords words) {
    KeyWords texts = words.words();
    return new AuditDetail(
        words.badge(record),
        title(record, words),
        words.fullTime(record),
        AuditValues.oneLine(record.actor()),
        notes(record, words),
        ShownJson.of(record),
        ShownJson.ofRaw(record.text()),
        words.cut(record),
        texts.text("audit.place.line", record.fileName(), KeyWords.number(record.line())));
  }

  private static String title(AuditRecord record, AuditWords words) {
    if (record.fields().isEmpty()) {
      return words.words().text("audit.detail.unreadable", record.line());
    }
    String name = words.keyName(record);
    return name.isEmpty() ? words.words().text("audit.detail.no-key") : name;
  }

  private static List<String> notes(AuditRecord record, AuditWords words) {
    KeyWords texts = words.words();
    List<String> notes = new ArrayList<>();
    record.problem().ifPresent(_ -> notes.add(words.cannotBeRead(record)));
    if (record.outOfOrder()) {
      notes.add(texts.text("audit.out-of-order"));
    }
    return List.copyOf(notes);
  }
}
