package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keyconsole.audit.Condition.Wanted;
import keyconsole.audit.RowJudge.Verdict;

/// Judges records by what the index knows and by the bytes of their lines, and makes no values of
/// them. What neither tells for sure stays open. One thread.
final class LineJudge {

  private static final byte[] DETAILS = ascii("details");
  private static final byte[] KEY_ID = ascii("key_id");
  private static final byte[] NAME = ascii("name");

  private final RowJudge rows;

  /// One for each condition that lines tell of.
  private final List<Optional<Sought>> sought = new ArrayList<>();

  private final List<Sought> asked = new ArrayList<>();
  private final RecordScan scan = new RecordScan();

  LineJudge(AuditQuery query, RowJudge rows) {
    this.rows = rows;
    query.conditions().forEach(condition -> sought.add(sought(condition)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<Sought> sought(Condition condition) {
    return switch (condition) {
      case Condition.Not(Condition inner) -> {
        Optional<Sought> positive = sought(inner);
        positive.ifPresent(each -> each.negated = !each.negated);
        yield positive;
      }
      case Condition.Anywhere(String text) ->
          Optional.of(new Sought(condition, List.of(new Wanted(text, false))));
      case Condition.Detail detail -> Optional.of(new Sought(condition, detail.values()));
      // An empty text is also found where a record names no key.
      case Condition.Key(List<Wanted> values)
          when values.stream().noneMatch(each -> each.text().isEmpty()) ->
          Optional.of(new Sought(condition, values));
      case Condition.Key _, Condition.Action _, Condition.Actor _, Condition.Between _ ->
          Optional.empty();
    };
  }

  /// A text and how it is found.
  private static final class Text {
    private final Wanted wanted;
    private final TextFinder finder;

    /// Where in the line it may stand next; below 0 where it does not any more.
    private int place;

    Text(Wanted wanted) {
      this.wanted = wanted;
      this.finder = new TextFinder(wanted.text());
    }

    boolean mayBeIn(byte[] bytes, int from, int to) {
      place = finder.next(bytes, from, to);
      return place >= 0;
    }

    boolean isSurelyIn(byte[] bytes, int from, int to) {
      return finder.isSurelyAt(bytes, place, from, to);
    }

    boolean isIn(RecordScan at) {
      place = at.next(finder, place);
      return at.holds(finder, wanted, place);
    }
  }

  /// What a condition looks for in a line.
  private static final class Sought {
    private final Condition condition;
    private final List<Text> texts;
    private final boolean isAnywhere;
    private boolean negated;
    private boolean found;

    Sought(Condition condition, List<Wanted> wanted) {
      this.condition = condition;
      this.texts = wanted.stream().map(Text::new).toList();
      this.isAnywhere = condition instanceof Condition.Anywhere;
    }

    /// Looks where in a line each text may stand.
    boolean mayBeIn(byte[] bytes, int from, int to) {
      boolean any = false;
      for (int i = 0; i < texts.size(); i++) {
        any |= texts.get(i).mayBeIn(bytes, from, to);
      }
      return any;
    }

    /// Whether that is so, where a line names everything once: the first place tells, if anything.
    boolean isSurelyIn(byte[] bytes, int from, int to) {
      return isAnywhere && texts.getFirst().isSurelyIn(bytes, from, to);
    }

    private boolean isIn(RecordScan at) {
      for (int i = 0; i < texts.size(); i++) {
        if (texts.get(i).isIn(at)) {
          return true;
        }
      }
      return false;
    }

    /// Looks at a value of the line.
    void look(RecordScan at) {
      if (!found) {
        found =
            switch (condition) {
              case Condition.Detail(String path, List<Wanted> _) ->
                  isInDetails(at) && isIn(at) && isAt(path, at);
              case Condition.Key _ -> isOfAKey(at) && isIn(at);
              default -> isIn(at);
            };
      }
    }

    private static boolean isInDetails(RecordScan at) {
      return at.depth() > 1 && at.isName(0, DETAILS);
    }

    private static boolean isOfAKey(RecordScan at) {
      return at.depth() == 2
          && at.isDirect()
          && at.isText()
          && (at.isName(1, KEY_ID) || at.isName(1, NAME))
          && at.isName(0, DETAILS);
    }

    /// Whether the last names on the way to a value, with dots between, are a path.
    private static boolean isAt(String path, RecordScan at) {
      String way = at.name(at.depth() - 1);
      for (int level = at.depth() - 2; level > 0 && way.length() < path.length(); level--) {
        way = at.name(level) + "." + way;
      }
      return way.equals(path);
    }
  }

  /// Judges the one record of a line.
  ///
  /// @param from where the line begins
  /// @param to where the next one begins
  Verdict judge(AuditRows file, int row, byte[] bytes, int from, int to) {
    Verdict verdict = file.isCoded(row) ? Verdict.YES : Verdict.OPEN;
    asked.clear();
    for (int i = 0; i < sought.size(); i++) {
      Verdict known = rows.judge(i, file, row);
      if (known == Verdict.OPEN && sought.get(i).isPresent()) {
        known = glanced(sought.get(i).get(), file.isPlain(row), bytes, from, to);
      } else if (known == Verdict.OPEN) {
        verdict = Verdict.OPEN;
      }
      if (known == Verdict.NO) {
        return Verdict.NO;
      }
    }
    return asked.isEmpty() ? verdict : lookedAt(bytes, from, to, verdict);
  }

  /// What a glance tells of a condition; where it tells nothing, it is asked for later.
  private Verdict glanced(Sought what, boolean isPlain, byte[] bytes, int from, int to) {
    if (!what.mayBeIn(bytes, from, to)) {
      return Verdict.of(what.negated);
    }
    if (isPlain && what.isSurelyIn(bytes, from, to)) {
      return Verdict.of(!what.negated);
    }
    asked.add(what);
    return Verdict.OPEN;
  }

  /// @param others what the other conditions say
  private Verdict lookedAt(byte[] bytes, int from, int to, Verdict others) {
    for (int i = 0; i < asked.size(); i++) {
      asked.get(i).found = false;
    }
    if (!scan.scan(bytes, from, to, this::look)) {
      return Verdict.OPEN;
    }
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).found == asked.get(i).negated) {
        return Verdict.NO;
      }
    }
    return others;
  }

  private void look() {
    for (int i = 0; i < asked.size(); i++) {
      asked.get(i).look(scan);
    }
  }
}
