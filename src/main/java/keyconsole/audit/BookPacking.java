package keyconsole.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import keyconsole.audit.OpenWord.Trust;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.AuditFinding.Change;
import keyconsole.domain.AuditFinding.Doubt;
import keyconsole.domain.AuditFinding.What;
import keyconsole.domain.KeyField;
import keyconsole.domain.KeyId;

/// How the parts of a [DeedBook] stand in its file.
final class BookPacking {

  private BookPacking() {}

  static void packCursor(LogCursor cursor, PackedWriter to) {
    to.number(cursor.marks().size());
    cursor
        .marks()
        .forEach(
            (name, mark) -> {
              to.text(name);
              to.number(mark.rows());
              to.number(mark.offset());
              to.number(mark.time());
            });
  }

  static LogCursor cursor(PackedReader from) {
    Map<String, LogCursor.Mark> marks = new TreeMap<>();
    for (long i = from.number(); i > 0; i--) {
      marks.put(from.text(), new LogCursor.Mark((int) from.number(), from.number(), from.number()));
    }
    return new LogCursor(marks);
  }

  /// The times stand as their distance to each other, which is short and often the same.
  static void packSights(Map<UUID, KeySight> sights, PackedWriter to) {
    to.number(sights.size());
    sights.forEach(
        (key, sight) -> {
          to.key(key);
          String[] texts = sight.texts();
          to.text(texts[0]);
          for (int i = 1; i < texts.length; i++) {
            to.commonText(texts[i]);
          }
          long updated = sight.updatedMicros();
          to.number(updated);
          long[] numbers = sight.numbers();
          for (int i = 0; i < numbers.length; i++) {
            to.number(i < KeySight.TIMES ? numbers[i] - updated : numbers[i]);
          }
        });
  }

  static void sights(PackedReader from, Map<UUID, KeySight> into, SightTexts known) {
    for (long left = from.number(); left > 0; left--) {
      UUID key = from.key();
      String[] texts = new String[KeySight.TEXTS.length];
      texts[0] = from.text();
      for (int i = 1; i < texts.length; i++) {
        texts[i] = known.shared(from.commonText());
      }
      long updated = from.number();
      long[] numbers = new long[KeySight.NUMBERS.length];
      for (int i = 0; i < numbers.length; i++) {
        long number = from.number();
        numbers[i] = i < KeySight.TIMES ? number + updated : number;
      }
      into.put(key, new KeySight(texts, numbers, updated));
    }
  }

  static void packWords(Map<UUID, List<OpenWord>> words, PackedWriter to) {
    to.number(words.values().stream().mapToInt(List::size).sum());
    words.values().forEach(said -> said.forEach(word -> packWord(word, to)));
  }

  private static void packWord(OpenWord open, PackedWriter to) {
    DeedWord word = open.word();
    to.commonText(word.file());
    to.number(word.line());
    to.optionalMoment(word.moment());
    to.key(word.key());
    to.text(word.name());
    to.commonText(word.action());
    to.commonText(word.actor());
    to.number(word.changed().size());
    word.changed().forEach(to::commonText);
    to.truth(word.successor());
    to.number(open.look());
    to.moment(open.readAt());
    to.commonText(open.trust().name());
    to.truth(open.isKeyKnown());
    to.truth(open.explainsExistence());
    to.number(open.explained().size());
    open.explained().forEach(field -> to.commonText(field.name()));
  }

  static void words(PackedReader from, Map<UUID, List<OpenWord>> into) {
    for (long i = from.number(); i > 0; i--) {
      OpenWord word = word(from);
      into.computeIfAbsent(word.word().key(), _ -> new ArrayList<>()).add(word);
    }
  }

  private static OpenWord word(PackedReader from) {
    DeedWord word =
        new DeedWord(
            from.commonText(),
            (int) from.number(),
            from.optionalMoment(),
            from.key(),
            from.text(),
            from.commonText(),
            from.commonText(),
            names(from),
            from.truth());
    OpenWord open =
        new OpenWord(
            word, from.number(), from.moment(), Trust.valueOf(from.commonText()), from.truth());
    if (from.truth()) {
      open.explainExistence();
    }
    for (long i = from.number(); i > 0; i--) {
      open.explain(KeyField.valueOf(from.commonText()));
    }
    return open;
  }

  private static Set<String> names(PackedReader from) {
    Set<String> names = new TreeSet<>();
    for (long i = from.number(); i > 0; i--) {
      names.add(from.commonText());
    }
    return names;
  }

  static void packChanges(List<OpenChange> changes, PackedWriter to) {
    to.number(changes.size());
    for (OpenChange change : changes) {
      to.key(change.key());
      to.text(change.name());
      to.commonText(change.what().name());
      packFields(change.fields(), to);
      to.moment(change.from());
      to.moment(change.to());
      to.number(change.look());
      to.optionalMoment(change.updatedAt());
      to.optionalMoment(change.expiry());
      to.truth(change.isExistenceOpen());
    }
  }

  static void changes(PackedReader from, List<OpenChange> into) {
    for (long i = from.number(); i > 0; i--) {
      into.add(
          new OpenChange(
              from.key(),
              from.text(),
              What.valueOf(from.commonText()),
              fields(from),
              from.moment(),
              from.moment(),
              from.number(),
              from.optionalMoment(),
              from.optionalMoment(),
              from.truth()));
    }
  }

  private static void packFields(List<Change> fields, PackedWriter to) {
    to.number(fields.size());
    for (Change field : fields) {
      to.commonText(field.field().name());
      to.text(field.before());
      to.text(field.after());
    }
  }

  private static List<Change> fields(PackedReader from) {
    List<Change> fields = new ArrayList<>();
    for (long i = from.number(); i > 0; i--) {
      fields.add(new Change(KeyField.valueOf(from.commonText()), from.text(), from.text()));
    }
    return fields;
  }

  static void packFindings(Collection<AuditFinding> findings, PackedWriter to) {
    to.number(findings.size());
    for (AuditFinding finding : findings) {
      to.text(finding.id());
      to.commonText(finding.what().name());
      to.key(UUID.fromString(finding.key().text()));
      to.text(finding.keyName());
      packFields(finding.changes(), to);
      to.moment(finding.from());
      to.moment(finding.to());
      to.truth(finding.entry().isPresent());
      finding.entry().ifPresent(entry -> packEntry(entry, to));
    }
  }

  private static void packEntry(AuditFinding.Entry entry, PackedWriter to) {
    to.commonText(entry.file());
    to.number(entry.line());
    to.commonText(entry.action());
    to.commonText(entry.actor());
    to.optionalMoment(entry.moment());
  }

  static List<AuditFinding> findings(PackedReader from) {
    List<AuditFinding> findings = new ArrayList<>();
    for (long i = from.number(); i > 0; i--) {
      String id = from.text();
      What what = What.valueOf(from.commonText());
      KeyId key = new KeyId(from.key().toString());
      String name = from.text();
      List<Change> fields = fields(from);
      Instant begin = from.moment();
      Instant end = from.moment();
      Optional<AuditFinding.Entry> entry =
          from.truth() ? Optional.of(entry(from)) : Optional.empty();
      findings.add(
          new AuditFinding(
              id, what, key, name, fields, begin, end, Doubt.NONE, entry, Optional.empty()));
    }
    return findings;
  }

  static void packGarbled(Map<Long, Optional<AuditFinding.Entry>> garbled, PackedWriter to) {
    to.number(garbled.size());
    garbled.forEach(
        (look, line) -> {
          to.number(look);
          to.truth(line.isPresent());
          line.ifPresent(entry -> packEntry(entry, to));
        });
  }

  static void garbled(PackedReader from, Map<Long, Optional<AuditFinding.Entry>> into) {
    for (long i = from.number(); i > 0; i--) {
      long look = from.number();
      into.put(look, from.truth() ? Optional.of(entry(from)) : Optional.empty());
    }
  }

  static void packDoubts(Collection<AuditFinding> findings, PackedWriter to) {
    List<AuditFinding> doubted =
        findings.stream().filter(finding -> finding.doubt() != Doubt.NONE).toList();
    to.number(doubted.size());
    for (AuditFinding finding : doubted) {
      to.text(finding.id());
      to.commonText(finding.doubt().name());
    }
  }

  /// @param into the findings by their ids
  static void doubts(PackedReader from, Map<String, AuditFinding> into) {
    for (long i = from.number(); i > 0; i--) {
      String id = from.text();
      Doubt doubt = Doubt.valueOf(from.commonText());
      into.computeIfPresent(id, (_, finding) -> finding.doubted(doubt));
    }
  }

  /// Which of the words, in their order, are in doubt.
  static void packDoubted(Collection<List<OpenWord>> words, PackedWriter to) {
    List<OpenWord> all = words.stream().flatMap(List::stream).toList();
    to.number(all.stream().filter(OpenWord::isDoubted).count());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isDoubted()) {
        to.number(i);
      }
    }
  }

  /// @throws IndexOutOfBoundsException if there are fewer words
  static void doubted(PackedReader from, Collection<List<OpenWord>> words) {
    List<OpenWord> all = words.stream().flatMap(List::stream).toList();
    for (long i = from.number(); i > 0; i--) {
      all.get((int) from.number()).doubt();
    }
  }

  private static AuditFinding.Entry entry(PackedReader from) {
    return new AuditFinding.Entry(
        from.commonText(),
        (int) from.number(),
        from.commonText(),
        from.commonText(),
        from.optionalMoment());
  }
}
