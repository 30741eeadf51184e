import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rules of a theme without those for controls that the console has not got. The toolkit holds
/// each node that comes into a window against all rules that could be meant, thousands of times
/// until the first page is drawn, and a third of them are for others: `.tab-pane … > *` for any.
///
/// A control counts as used where any class or file of the console names its type or its style
/// class, so that rules come back by themselves with the first use.
public final class ThemeRules {

  private static final String CONTROLS = "javafx/scene/control/";
  private static final String MORE_CONTROLS = "atlantafx/base/controls/";

  /// Types by the style class of what they make, itself or as the beginning of a longer one.
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("accordion", CONTROLS + "Accordion"),
          Map.entry("alert", CONTROLS + "Alert"),
          Map.entry("bar-chart", "javafx/scene/chart"),
          Map.entry("bb-code", "atlantafx/base/util/BBCode"),
          Map.entry("breadcrumbs", MORE_CONTROLS + "Breadcrumbs"),
          Map.entry("calendar", MORE_CONTROLS + "Calendar"),
          Map.entry("caption-menu-item", MORE_CONTROLS + "CaptionMenuItem"),
          Map.entry("card", MORE_CONTROLS + "Card"),
          Map.entry("chart", "javafx/scene/chart"),
          Map.entry("chart-content", "javafx/scene/chart"),
          Map.entry("choice-box", CONTROLS + "ChoiceBox"),
          Map.entry("color-palette", CONTROLS + "ColorPicker"),
          Map.entry("color-picker", CONTROLS + "ColorPicker"),
          Map.entry("custom-color-dialog", CONTROLS + "ColorPicker"),
          Map.entry("date-picker", CONTROLS + "DatePicker"),
          Map.entry("dialog-pane", CONTROLS + "Dialog"),
          Map.entry("html-editor", "javafx/scene/web"),
          Map.entry("menu-bar", CONTROLS + "MenuBar"),
          Map.entry("message", MORE_CONTROLS + "Message"),
          Map.entry("modal-box", MORE_CONTROLS + "Modal"),
          Map.entry("modal-pane", MORE_CONTROLS + "Modal"),
          Map.entry("notification", MORE_CONTROLS + "Notification"),
          Map.entry("pagination", CONTROLS + "Pagination"),
          Map.entry("popover", MORE_CONTROLS + "Popover"),
          Map.entry("ring-progress-indicator", MORE_CONTROLS + "RingProgressIndicator"),
          Map.entry("segmented-control", MORE_CONTROLS + "SegmentedControl"),
          Map.entry("slider", CONTROLS + "Slider"),
          Map.entry("spinner", CONTROLS + "Spinner"),
          Map.entry("split-menu-button", CONTROLS + "SplitMenuButton"),
          Map.entry("split-pane", CONTROLS + "SplitPane"),
          Map.entry("stacked-bar-chart", "javafx/scene/chart"),
          Map.entry("tab-line", MORE_CONTROLS + "TabLine"),
          Map.entry("tab-pane", CONTROLS + "TabPane"),
          Map.entry("tile-base", MORE_CONTROLS + "Tile"),
          Map.entry("titled-pane", CONTROLS + "TitledPane"),
          Map.entry("tool-bar", CONTROLS + "ToolBar"),
          Map.entry("tree-cell", CONTROLS + "Tree"),
          Map.entry("tree-table-row-cell", CONTROLS + "Tree"),
          Map.entry("tree-table-view", CONTROLS + "Tree"),
          Map.entry("tree-view", CONTROLS + "Tree"));

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");

  private final Pattern unused;

  private ThemeRules(Pattern unused) {
    this.unused = unused;
  }

  /// Those for what a program has.
  ///
  /// @param classes the folders of its classes and what stands beside them
  public static ThemeRules of(List<Path> classes) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path folder : classes) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(Files::isRegularFile).map(ThemeRules::text).forEach(files::add);
      }
    }
    Predicate<Map.Entry<String, String>> isUsed =
        type -> {
          String style = "(?<![\\w-])" + Pattern.quote(type.getKey());
          Pattern named = Pattern.compile(style + "|" + type.getValue().replace("/", "[./]"));
          return files.stream().anyMatch(file -> named.matcher(file).find());
        };
    String styles =
        TYPES.entrySet().stream()
            .filter(isUsed.negate())
            .map(Map.Entry::getKey)
            .sorted()
            .collect(joining("|"));
    // Nothing can follow upon nothing.
    return new ThemeRules(Pattern.compile(styles.isEmpty() ? "$." : "\\.(" + styles + ")(?!\\w)"));
  }

  /// Whether rules for what has a style class are left out.
  public boolean leavesOut(String styleClass) {
    return unused.matcher("." + styleClass).find();
  }

  /// Whatever its format: all that is looked for is ASCII.
  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is left of a sheet.
  public String of(String sheet) {
    StringBuilder kept = new StringBuilder();
    Matcher rule = RULE.matcher(COMMENT.matcher(sheet).replaceAll(""));
    while (rule.find()) {
      String selectors =
          Stream.of(rule.group(1).split(","))
              .filter(selector -> !unused.matcher(selector).find())
              .collect(joining(","));
      if (!selectors.isBlank()) {
        kept.append(selectors).append('{').append(rule.group(2)).append('}');
      }
    }
    return kept.toString();
  }
}
