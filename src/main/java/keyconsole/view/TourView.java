package keyconsole.view;

import java.util.Optional;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import keyconsole.viewmodel.TourViewModel;

/// A step of the tour: everything is shaded but the control that it is about, with the words beside
/// it. The arrows and Enter go on, Esc ends it.
public final class TourView extends Screen {

  private static final double AROUND = 4;
  private static final double GAP = 12;
  private static final double EDGE = 16;
  private static final double CARD_WIDTH = 344;

  private final TourViewModel model;
  private final ViewLoader loader;
  private final Function<String, Optional<Node>> controls;

  @FXML private Pane root;
  @FXML private Path shade;
  @FXML private Region ring;
  @FXML private VBox card;
  @FXML private Label place;
  @FXML private Label title;
  @FXML private Label text;
  @FXML private Button skip;
  @FXML private Button back;
  @FXML private Button next;

  /// @param controls finds a control of the window by its id
  public TourView(
      TourViewModel model, ViewLoader loader, Function<String, Optional<Node>> controls) {
    this.model = model;
    this.loader = loader;
    this.controls = controls;
  }

  @FXML
  void initialize() {
    shade.setFillRule(FillRule.EVEN_ODD);
    skip.setOnAction(event -> model.close());
    back.setOnAction(event -> model.back());
    next.setOnAction(event -> model.next());
    next.setDefaultButton(true);
    follow(model.stepProperty(), step -> show());
    follow(root.widthProperty(), width -> placeSoon());
    follow(root.heightProperty(), height -> placeSoon());
    // Styled once more, as in another look, its texts are of another size for a moment.
    follow(
        card.needsLayoutProperty(),
        needs -> {
          if (!needs) {
            inTurn(this::place);
          }
        });
  }

  private void show() {
    place.setText(model.place());
    title.setText(model.title());
    text.setText(model.text());
    Parts.shown(back, !model.isFirst());
    Parts.shown(skip, !model.isLast());
    next.setText(loader.texts().getString(model.isLast() ? "tour.done" : "tour.next"));
    placeSoon();
    next.requestFocus();
  }

  /// Now, and again when the window has laid itself out.
  private void placeSoon() {
    place();
    inTurn(this::place);
    inTurn(this::place);
  }

  private void place() {
    if (root.getWidth() <= 0) {
      return;
    }
    Optional<Bounds> about = about();
    ring.setVisible(about.isPresent());
    shade(about);
    about.ifPresent(
        at -> ring.resizeRelocate(at.getMinX(), at.getMinY(), at.getWidth(), at.getHeight()));
    double height = card.prefHeight(CARD_WIDTH);
    double[] corner = corner(about, height);
    card.resizeRelocate(corner[0], corner[1], CARD_WIDTH, height);
  }

  /// Where the control is that the step is about; empty where it is not in the window.
  private Optional<Bounds> about() {
    String id =
        switch (model.stepProperty().get()) {
          case FIND -> "search";
          case COMMAND -> "command";
          case SCREENS -> "rail";
          case SESSION -> "session";
        };
    return controls
        .apply(id)
        .map(node -> root.sceneToLocal(node.localToScene(node.getLayoutBounds())))
        .map(
            at ->
                within(
                    at.getMinX() - AROUND,
                    at.getMinY() - AROUND,
                    at.getMaxX() + AROUND,
                    at.getMaxY() + AROUND));
  }

  /// A control at the window's edge has its ring within the window.
  private Bounds within(double left, double top, double right, double bottom) {
    double x = Math.max(0, left);
    double y = Math.max(0, top);
    double width = Math.min(root.getWidth(), right) - x;
    return new BoundingBox(x, y, width, Math.min(root.getHeight(), bottom) - y);
  }

  private void shade(Optional<Bounds> about) {
    shade.getElements().clear();
    rectangle(new BoundingBox(0, 0, root.getWidth(), root.getHeight()));
    about.ifPresent(this::rectangle);
  }

  private void rectangle(Bounds at) {
    shade
        .getElements()
        .addAll(
            new MoveTo(at.getMinX(), at.getMinY()),
            new LineTo(at.getMaxX(), at.getMinY()),
            new LineTo(at.getMaxX(), at.getMaxY()),
            new LineTo(at.getMinX(), at.getMaxY()),
            new ClosePath());
  }

  /// Below the control, or where there is no room beside or above it; always within the window.
  private double[] corner(Optional<Bounds> about, double height) {
    if (about.isEmpty()) {
      return new double[] {(root.getWidth() - CARD_WIDTH) / 2, (root.getHeight() - height) / 2};
    }
    Bounds at = about.get();
    boolean tall = at.getHeight() > root.getHeight() / 3;
    boolean below = !tall && at.getMaxY() + GAP + height + EDGE < root.getHeight();
    double x = tall ? at.getMaxX() + GAP : at.getMinX();
    double y = tall ? at.getMinY() : below ? at.getMaxY() + GAP : at.getMinY() - GAP - height;
    return new double[] {
      Math.clamp(x, EDGE, Math.max(EDGE, root.getWidth() - CARD_WIDTH - EDGE)),
      Math.clamp(y, EDGE, Math.max(EDGE, root.getHeight() - height - EDGE))
    };
  }
}
