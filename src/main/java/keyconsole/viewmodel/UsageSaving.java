package keyconsole.viewmodel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.UsageNotRead;

/// Hands what the usage screen shows to other programs: files and the clipboard. UI thread only;
/// files are written in the background.
final class UsageSaving {

  private final Workspace workspace;
  private final KeyWords words;
  private final FileSaver files;

  UsageSaving(Workspace workspace, KeyWords words, FileSaver files) {
    this.workspace = workspace;
    this.words = words;
    this.files = files;
  }

  /// Saves the figures as CSV where a person says.
  void saveFigures(UsageAsking.Answer answer, List<UsageChip> chips) {
    String name = words.text("usage.file.figures", tenant(), days(answer)) + ".csv";
    save(
        words.text("usage.save.figures"),
        name,
        () -> Csv.text(records(answer, chips)).getBytes(StandardCharsets.UTF_8));
  }

  /// Saves a picture where a person says.
  ///
  /// @param title what is on it
  void savePicture(UsageAsking.Answer answer, String title, byte[] png) {
    String name = words.text("usage.file.picture", title, days(answer)) + ".png";
    save(words.text("usage.save.picture"), name, () -> png);
  }

  /// Puts the figures on the clipboard, for a spreadsheet.
  void copyFigures(UsageAsking.Answer answer, List<UsageChip> chips) {
    workspace.clipboard().put(Csv.tabbed(records(answer, chips)));
    workspace.navigator().say(words.text("usage.copied"), Optional.empty());
  }

  private List<List<String>> records(UsageAsking.Answer answer, List<UsageChip> chips) {
    return UsageExport.records(
        answer.figures().report(),
        answer.question().names(),
        new UsageExport.About(
            tenant(),
            chips,
            UsageWords.zone(answer.question().period()),
            workspace.clock().instant(),
            answer.notRead().stream().map(UsageNotRead::file).toList()));
  }

  private String tenant() {
    return workspace.session().get().tenant().text();
  }

  private static String days(UsageAsking.Answer answer) {
    UsagePeriod period = answer.question().period();
    return period.firstDay() + " – " + period.lastDay();
  }

  private interface Content {
    byte[] bytes();
  }

  private void save(String title, String name, Content content) {
    files.chooseFile(title, FileSaver.safeName(name)).ifPresent(file -> write(file, content));
  }

  private void write(Path file, Content content) {
    workspace
        .tasks()
        .run(
            () -> {
              files.write(file, content.bytes());
              return file;
            },
            done ->
                workspace
                    .navigator()
                    .say(words.text("usage.saved", done.toString()), Optional.empty()),
            cause ->
                workspace
                    .navigator()
                    .report(words.text("usage.failed.save", file.toString()), cause));
  }
}
