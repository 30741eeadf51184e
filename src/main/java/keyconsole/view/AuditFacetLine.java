package keyconsole.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.AuditAsking;
import keyconsole.viewmodel.AuditFacet;
import keyconsole.viewmodel.AuditFacet.Group;
import keyconsole.viewmodel.AuditFacet.Kind;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.KeyWords;

/// What found entries can be narrowed by: how many there are by action and by actor, in one row, so
/// that the entries keep theirs. Chips without room are among those behind "3 more". The chips stay
/// the same as their counts change, so that they can be clicked meanwhile.
final class AuditFacetLine extends Pane {

  private static final double LEAST = 110;
  private static final double ROW = 24;
  private static final double GAP = 6;
  private static final double BETWEEN = 16;

  private final AuditViewModel model;
  private final AuditAsking asking;
  private final KeyWords words;
  private final AuditFacetPopup popup;
  private final Map<Kind, Line> known = new HashMap<>();
  private List<Line> lines = List.of();

  AuditFacetLine(Screen owner, AuditViewModel model) {
    this.model = model;
    this.asking = model.asking();
    this.words = model.words();
    getStyleClass().add("audit-facets");
    popup = new AuditFacetPopup(owner, asking, words);
    owner.follow(asking.facets().groupsProperty(), this::show);
    owner.follow(model.histogramProperty(), bars -> keepRow());
    owner.follow(sceneProperty(), scene -> popup.hide());
  }

  private void show(List<Group> groups) {
    lines = groups.stream().map(this::line).toList();
    List<Node> shown = lines.stream().flatMap(Line::nodes).toList();
    if (!getChildren().equals(shown)) {
      getChildren().setAll(shown);
    }
    keepRow();
    requestLayout();
  }

  /// Where a range holds nothing the row stays, so that the bars below do not move from under the
  /// mouse.
  private void keepRow() {
    Parts.shown(this, !lines.isEmpty() || model.histogramProperty().get().size() > 0);
  }

  private Line line(Group group) {
    Line line = known.computeIfAbsent(group.kind(), Line::new);
    line.show(group);
    return line;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefWidth(double height) {
    return 0;
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    return snappedTopInset() + ROW + snappedBottomInset();
  }

  @Override
  protected void layoutChildren() {
    Insets insets = getInsets();
    double room = getWidth() - insets.getLeft() - insets.getRight();
    lines.forEach(Line::keepAll);
    Optional<Line> widest = widest();
    while (needed() > room && widest.isPresent()) {
      widest.get().giveUpOne();
      widest = widest();
    }
    lines.forEach(line -> line.takeBack(() -> needed() <= room));
    double flexible = lines.stream().mapToDouble(Line::flexible).sum();
    double share = flexible == 0 ? 0 : Math.clamp((room - needed()) / flexible, 0, 1);
    double x = insets.getLeft();
    for (Line line : lines) {
      x = line.place(x, insets.getTop(), share) + BETWEEN;
    }
  }

  private double needed() {
    double between = BETWEEN * Math.max(0, lines.size() - 1);
    return between + lines.stream().mapToDouble(Line::least).sum();
  }

  /// The widest of those that can do with fewer chips.
  private Optional<Line> widest() {
    return lines.stream()
        .filter(line -> line.kept.size() > 1)
        .max(Comparator.comparingDouble(Line::least));
  }

  private final class Line {
    private final Kind kind;
    private final Label title;
    private final Button more = new Button();
    private final Map<String, Chip> known = new HashMap<>();
    private List<Chip> chips = List.of();
    private List<Chip> kept = List.of();
    private int behind;

    Line(Kind kind) {
      this.kind = kind;
      title = Parts.label(words.text("audit.facet." + kind.name()), "kc-muted", "audit-facet-kind");
      more.getStyleClass().addAll("flat", "keys-add-filter");
      more.setId("audit-more-" + kind.name());
      more.setOnAction(event -> popup.open(kind, more));
    }

    private void show(Group group) {
      behind = group.more();
      chips = group.shown().stream().map(this::chip).toList();
      known.values().retainAll(chips);
    }

    private Chip chip(AuditFacet facet) {
      Chip chip = known.computeIfAbsent(facet.value(), value -> new Chip());
      chip.show(facet);
      return chip;
    }

    Stream<Node> nodes() {
      return Stream.concat(Stream.concat(Stream.of(title), chips.stream()), Stream.of(more));
    }

    void keepAll() {
      keep(chips);
    }

    private void keep(List<Chip> next) {
      kept = next;
      int hidden = behind + chips.size() - kept.size();
      more.setVisible(hidden > 0);
      more.setText(words.text("audit.facet.more", hidden));
      more.setAccessibleText(words.text("audit.facet.more." + kind.name(), hidden));
    }

    /// Hides a chip, one that is chosen only where no other is left.
    void giveUpOne() {
      int last = kept.size() - 1;
      while (last > 0 && kept.get(last).isSelected()) {
        last--;
      }
      boolean allChosen = last == 0 && kept.getFirst().isSelected();
      List<Chip> fewer = new ArrayList<>(kept);
      fewer.remove(allChosen ? kept.size() - 1 : last);
      keep(fewer);
    }

    /// Shows the first hidden ones again where a wide one of the other kind has made room.
    void takeBack(BooleanSupplier fits) {
      for (Chip chip : chips) {
        List<Chip> before = kept;
        if (!before.contains(chip)) {
          keep(chips.stream().filter(each -> each == chip || before.contains(each)).toList());
          if (!fits.getAsBoolean()) {
            keep(before);
            return;
          }
        }
      }
    }

    double least() {
      double wide = title.prefWidth(-1);
      for (Chip chip : kept) {
        wide += GAP + chip.minWidth(-1);
      }
      return wide + (more.isVisible() ? GAP + more.prefWidth(-1) : 0);
    }

    double flexible() {
      return kept.stream().mapToDouble(Chip::flexible).sum();
    }

    /// @param share of what each chip can be wider than it has to be
    /// @return where it ends
    double place(double from, double y, double share) {
      double x = set(title, from, y, title.prefWidth(-1));
      for (Chip chip : chips) {
        chip.setVisible(kept.contains(chip));
        if (chip.isVisible()) {
          x = set(chip, x + GAP, y, chip.minWidth(-1) + share * chip.flexible());
        }
      }
      return more.isVisible() ? set(more, x + GAP, y, more.prefWidth(-1)) : x;
    }

    private double set(Region region, double x, double y, double width) {
      region.resizeRelocate(snapPositionX(x), y, snapSizeX(width), ROW);
      return x + width;
    }
  }

  private final class Chip extends ToggleButton {
    private final Label count = Parts.label("", "keys-chip-count");
    private final Tooltip tooltip = new Tooltip();

    Chip() {
      setMnemonicParsing(false);
      count.setMinWidth(Region.USE_PREF_SIZE);
      getStyleClass().addAll("keys-filter", "audit-facet");
      Parts.textTooltip(tooltip);
      setTooltip(tooltip);
    }

    @Override
    protected double computeMinWidth(double height) {
      return Math.min(LEAST, computePrefWidth(height));
    }

    /// How much wider than it has to be it would be with room for its text.
    double flexible() {
      return Math.min(prefWidth(-1), maxWidth(-1)) - minWidth(-1);
    }

    private void show(AuditFacet facet) {
      setText(facet.text());
      setSelected(facet.chosen());
      count.setText(facet.found().isPresent() ? KeyWords.number(facet.found().getAsInt()) : "");
      setGraphic(facet.found().isPresent() ? count : null);
      tooltip.setText(facet.value().isEmpty() ? facet.text() : Unseen.shown(facet.value()));
      setAccessibleText(facet.text() + " " + count.getText());
      setOnAction(
          event -> {
            // What is chosen is what is searched for, whatever a click does to the button.
            setSelected(facet.chosen());
            asking.toggle(facet);
          });
    }
  }
}
