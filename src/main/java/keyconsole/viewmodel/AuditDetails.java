package keyconsole.viewmodel;

import java.nio.charset.StandardCharsets;
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
        AuditJson.of(record),
        AuditJson.ofRaw(record.text()),
        isCut(record) ? texts.text("audit.cut", AuditRecord.MOST_TEXT) : "",
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
    record.problem().ifPresent(why -> notes.add(texts.text("audit.problem", words.problem(why))));
    if (record.outOfOrder()) {
      notes.add(texts.text("audit.out-of-order"));
    }
    return List.copyOf(notes);
  }

  private static boolean isCut(AuditRecord record) {
    return record.text().length() > AuditRecord.MOST_TEXT / 4
        && record.text().getBytes(StandardCharsets.UTF_8).length >= AuditRecord.MOST_TEXT;
  }
}
