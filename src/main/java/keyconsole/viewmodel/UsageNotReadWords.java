package keyconsole.viewmodel;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.FileProblem;
import keyconsole.domain.UsageNotRead;

/// Says which usage files could not be read in full, why, and what to do about it.
final class UsageNotReadWords {

  /// Files that are told by name; what is exported names all.
  private static final int MOST_NAMED = 3;

  private final KeyWords words;

  UsageNotReadWords(KeyWords words) {
    this.words = words;
  }

  /// A line a file; empty where there is none.
  String told(List<UsageNotRead> files) {
    int more = files.size() - MOST_NAMED;
    return Stream.concat(
            files.stream().limit(MOST_NAMED).map(this::line),
            more > 0 ? Stream.of(words.text("usage.not-read.more", more)) : Stream.empty())
        .collect(Collectors.joining("\n"));
  }

  private String line(UsageNotRead file) {
    String day =
        file.day()
            .map(of -> words.text("usage.not-read.day", UsageTimes.day(of)))
            .orElseGet(() -> words.text("usage.not-read.any-day"));
    String why = words.told(file.why());
    return file.lines()
        .map(
            lines ->
                words.text(
                    "usage.not-read.lines",
                    day,
                    file.file(),
                    why,
                    lines.count(),
                    Integer.toString(lines.first())))
        .orElseGet(() -> words.text("usage.not-read." + mend(file), day, file.file(), why));
  }

  /// What would have it counted.
  private static String mend(UsageNotRead file) {
    return switch (file.why().kind()) {
      case FileProblem.NAME_HOLDS_NO_DAY -> "name";
      case FileProblem.FOLDER, FileProblem.NOT_REGULAR -> "place";
      default -> "file";
    };
  }
}
