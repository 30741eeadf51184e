package keyconsole.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import keyconsole.viewmodel.AuditAsking;
import keyconsole.viewmodel.AuditFacet;
import keyconsole.viewmodel.AuditFacet.Group;
import keyconsole.viewmodel.AuditFacet.Kind;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.KeyWords;

/// What found entries can be narrowed by: how many there are by action and by actor. The chips stay
/// the same as their counts change, so that they can be clicked meanwhile.
final class AuditFacetLine extends FlowPane {

  private static final double LEAST = 110;

  private final AuditAsking asking;
  private final KeyWords words;
  private final AuditFacetPopup popup;
  private final Map<Kind, Line> lines = new HashMap<>();

  AuditFacetLine(Screen owner, AuditViewModel model) {
    this.asking = model.asking();
    this.words = model.words();
    getStyleClass().add("audit-facets");
    popup = new AuditFacetPopup(owner, asking, words);
    owner.follow(asking.facets().groupsProperty(), this::show);
    owner.follow(sceneProperty(), scene -> popup.hide());
  }

  private void show(List<Group> groups) {
    List<Node> shown = new ArrayList<>();
    for (Group group : groups) {
      Line line = lines.computeIfAbsent(group.kind(), Line::new);
      line.show(group);
      shown.add(line);
    }
    if (!getChildren().equals(shown)) {
      getChildren().setAll(shown);
    }
    Parts.shown(this, !shown.isEmpty());
  }

  private final class Line extends HBox {
    private final Kind kind;
    private final Label title;
    private final Button more = new Button();
    private final Map<String, Chip> chips = new HashMap<>();

    Line(Kind kind) {
      this.kind = kind;
      title = Parts.label(words.text("audit.facet." + kind.name()), "kc-muted", "audit-facet-kind");
      title.setMinWidth(Region.USE_PREF_SIZE);
      more.getStyleClass().addAll("flat", "keys-add-filter");
      more.setMinWidth(Region.USE_PREF_SIZE);
      more.setId("audit-more-" + kind.name());
      more.setOnAction(event -> popup.open(kind, more));
      getStyleClass().add("audit-facet-line");
      // Where there is no room for it, its chips are cut off and not its end.
      maxWidthProperty().bind(AuditFacetLine.this.widthProperty());
    }

    private void show(Group group) {
      List<Node> shown = new ArrayList<>(List.of(title));
      for (AuditFacet facet : group.shown()) {
        Chip chip = chips.computeIfAbsent(facet.value(), value -> new Chip());
        chip.show(facet);
        shown.add(chip);
      }
      chips.values().retainAll(shown);
      if (group.more() > 0) {
        more.setText(words.text("audit.facet.more", group.more()));
        more.setAccessibleText(words.text("audit.facet.more." + kind.name(), group.more()));
        shown.add(more);
      }
      if (!getChildren().equals(shown)) {
        getChildren().setAll(shown);
      }
    }
  }

  private final class Chip extends ToggleButton {
    private final Label count = Parts.label("", "keys-chip-count");
    private final Tooltip tooltip = new Tooltip();

    Chip() {
      setMnemonicParsing(false);
      setEllipsisString("…");
      count.setMinWidth(Region.USE_PREF_SIZE);
      getStyleClass().addAll("keys-filter", "audit-facet");
      Parts.textTooltip(tooltip);
      setTooltip(tooltip);
    }

    @Override
    protected double computeMinWidth(double height) {
      return Math.min(LEAST, computePrefWidth(height));
    }

    private void show(AuditFacet facet) {
      setText(facet.text());
      setSelected(facet.chosen());
      count.setText(facet.found().isPresent() ? KeyWords.number(facet.found().getAsInt()) : "");
      setGraphic(facet.found().isPresent() ? count : null);
      tooltip.setText(facet.value().isEmpty() ? facet.text() : facet.value());
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
