package keyconsole.audit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.AuditMistake;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditTerm;
import org.jspecify.annotations.Nullable;

/// What is looked for in the audit log: all of some conditions.
///
/// Words and `"phrases"` are looked for in every value of a record, whatever their case. Fields are
/// `action:`, `actor:`, `key:` (its id or its name), `detail.name:` (at any depth; also
/// `detail.outer.inner:`), `from:` and `to:` (a date or a time, to the end of what is written;
/// records without a time count where they stand). A value in quotes is the whole of what stands
/// there, another one a part of it; a comma stands between alternatives. `-` or `not` before any of
/// these means the opposite; `and` changes nothing. Whatever else holds a colon is a word.
///
/// A line that cannot be read is searched as it is shown, see [LineText]: bytes that are no UTF-8
/// as `\xNN`, and of a very long one its beginning.
public final class AuditQuery {

  /// What everything matches.
  public static final AuditQuery ALL = new AuditQuery(List.of());

  private final List<Condition> conditions;

  AuditQuery(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /// All records of a moment or a later one.
  public static AuditQuery since(Instant moment) {
    return new AuditQuery(List.of(new Condition.Between(moment, Instant.MAX)));
  }

  /// What came of a text.
  public sealed interface Parsed {}

  /// A text that is understood.
  public record Understood(AuditQuery query) implements Parsed {}

  /// A text that is not.
  public record Mistaken(AuditMistake mistake) implements Parsed {}

  /// Reads a query as it is typed; an empty one matches everything.
  ///
  /// @param zone of dates and of times without an offset
  public static Parsed parse(String text, ZoneId zone) {
    return new QueryReader(text, zone).read();
  }

  /// The conditions of a query as they are written, as far as it is understood: up to its mistake,
  /// if it has one.
  ///
  /// @param zone of dates and of times without an offset
  public static List<AuditTerm> terms(String text, ZoneId zone) {
    QueryReader reader = new QueryReader(text, zone);
    reader.read();
    return reader.terms();
  }

  /// Whether a record is what is looked for.
  ///
  /// @param at the time that the record is ordered by: its own, or that of the one before it
  boolean matches(AuditRecord of, Instant at) {
    for (Condition condition : conditions) {
      if (!condition.matches(of, at)) {
        return false;
      }
    }
    return true;
  }

  List<Condition> conditions() {
    return conditions;
  }

  /// Finds the places where a line may hold the rarest text that each matching one holds; one that
  /// the index does not know of already, where there is such a one.
  Optional<ByteFinder> inEveryMatch() {
    return rarest(false).or(() -> rarest(true)).map(TextFinder::places);
  }

  private Optional<TextFinder> rarest(boolean known) {
    return conditions.stream()
        .filter(condition -> condition.isKnown() == known)
        .flatMap(condition -> condition.inEveryMatch().stream())
        .map(TextFinder::new)
        .filter(text -> text.rank() > 0)
        .max(Comparator.comparingInt(TextFinder::rank));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AuditQuery that && conditions.equals(that.conditions);
  }

  @Override
  public int hashCode() {
    return conditions.hashCode();
  }

  @Override
  public String toString() {
    return conditions.toString();
  }
}
