package keyconsole.viewmodel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Finds keys by a part of a name, an owner, an id or a capability.
public final class AccessPicker extends Picker<List<KeyRow>, AccessKey> {

  /// How many keys are shown at most.
  static final int SHOWN = 50;

  private final KeyWords words;
  private final Supplier<List<KeyRow>> rows;

  private record Match(KeyRow row, boolean begins, String sortName) {

    private static int compare(Match one, Match other) {
      int better = Boolean.compare(other.begins, one.begins);
      return better != 0 ? better : one.sortName.compareTo(other.sortName);
    }
  }

  /// @param rows every key and every problem, as they were last read
  AccessPicker(Workspace workspace, KeyWords words, Supplier<List<KeyRow>> rows) {
    super(workspace, words, "access.failed.find");
    this.words = words;
    this.rows = rows;
  }

  @Override
  List<KeyRow> source() {
    return rows.get();
  }

  @Override
  Found<AccessKey> find(List<KeyRow> all, String wanted) {
    List<Match> matches =
        all.stream()
            .filter(row -> row.searched().contains(wanted))
            .flatMap(row -> match(row, wanted).stream())
            .toList();
    Stream<KeyRow> best = matches.stream().sorted(Match::compare).limit(SHOWN).map(Match::row);
    List<AccessKey> keys = best.flatMap(row -> key(row).stream()).toList();
    return new Found<>(keys, note(matches.size(), matches.size() - keys.size()));
  }

  private String note(int all, int more) {
    if (all == 0) {
      return words.text("access.pick.none");
    }
    return more > 0 ? words.text("access.pick.more", more) : "";
  }

  private static Optional<Match> match(KeyRow row, String wanted) {
    return switch (row) {
      case KeyRow.Entry entry ->
          Optional.of(new Match(entry, entry.searched().startsWith(wanted), entry.sortName()));
      case KeyRow.Problem problem ->
          problem
              .problem()
              .live()
              .map(live -> new Match(problem, false, live.name().toLowerCase(Locale.ROOT)));
    };
  }

  private Optional<AccessKey> key(KeyRow row) {
    return switch (row) {
      case KeyRow.Entry entry -> Optional.of(AccessKey.of(entry.key(), words));
      case KeyRow.Problem problem ->
          problem.problem().live().map(live -> AccessKey.ofProblem(live, words));
    };
  }
}
