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
  private record Text(Wanted wanted, TextFinder finder) {
    static Text of(Wanted wanted) {
      return new Text(wanted, new TextFinder(wanted.text()));
    }
  }

  /// What a condition looks for in a line.
  private static final class Sought {
    private final Condition condition;
    private final List<Text> texts;
    private boolean negated;
    private boolean found;

    Sought(Condition condition, List<Wanted> wanted) {
      this.condition = condition;
      this.texts = wanted.stream().map(Text::of).toList();
    }

    boolean mayBeIn(byte[] bytes, int from, int to) {
      for (int i = 0; i < texts.size(); i++) {
        if (texts.get(i).finder.mayBeIn(bytes, from, to)) {
          return true;
        }
      }
      return false;
    }

    private boolean isIn(RecordScan at) {
      for (int i = 0; i < texts.size(); i++) {
        if (at.holds(texts.get(i).finder, texts.get(i).wanted)) {
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
      Optional<Sought> open = known == Verdict.OPEN ? sought.get(i) : Optional.empty();
      if (open.isPresent() && open.get().mayBeIn(bytes, from, to)) {
        asked.add(open.get());
      } else if (open.isPresent()) {
        known = Verdict.of(open.get().negated);
      } else if (known == Verdict.OPEN) {
        verdict = Verdict.OPEN;
      }
      if (known == Verdict.NO) {
        return Verdict.NO;
      }
    }
    return asked.isEmpty() ? verdict : lookedAt(bytes, from, to, verdict);
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
