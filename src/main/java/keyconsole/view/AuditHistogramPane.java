package keyconsole.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import keyconsole.viewmodel.AuditBrush;
import keyconsole.viewmodel.AuditHistogram;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.KeyWords;
import org.kordamp.ikonli.feather.Feather;

/// The found entries over time. A drag over the bars looks at a range of it, and so do the arrow
/// keys: alone they move the range, with Shift they move its end.
final class AuditHistogramPane extends VBox {

  private static final PseudoClass INSIDE = PseudoClass.getPseudoClass("inside");
  private static final double AXIS = 18;
  private static final double GAP = 2;
  private static final double HANDLE = 6;
  private static final double HANDLE_HEIGHT = 16;
  private static final double LABEL = 110;
  private static final double LEAST = 2;

  private final AuditViewModel model;
  private final KeyWords words;
  private final Label title = Parts.label("", "kc-muted", "audit-bars-note");
  private final Label range = Parts.label("", "audit-bars-range");
  private final Label inside = Parts.label("", "kc-muted", "audit-bars-note");
  private final Button clear;
  private final Plot plot = new Plot();
  private AuditHistogram shown;
  private Optional<AuditBrush> brush = Optional.empty();

  /// Whether there is little room: then the bars are low and have no axis.
  private boolean isLow;

  AuditHistogramPane(AuditViewModel model) {
    this.model = model;
    this.words = model.words();
    this.shown = model.histogramProperty().get();
    getStyleClass().add("audit-bars");
    clear = Parts.iconButton(Feather.X, words.text("audit.bars.clear"));
    clear.setId("auditAllTimes");
    clear.setOnAction(event -> model.clearBrush());
    HBox head = new HBox(title, new Gap(), range, inside, clear);
    head.getStyleClass().add("audit-bars-head");
    getChildren().addAll(head, plot);
  }

  void show(AuditHistogram histogram) {
    shown = histogram;
    plot.fill();
    tell(Optional.empty());
  }

  void show(Optional<AuditBrush> next) {
    brush = next;
    clear.setVisible(next.isPresent());
    tell(Optional.empty());
    plot.requestLayout();
  }

  /// Takes little room from now on, or as much as it likes. Without an axis the title says from
  /// when to when the bars are.
  void lower(boolean low) {
    isLow = low;
    plot.fill();
    tell(Optional.empty());
  }

  /// Says what the bars are, and of which range or bar.
  private void tell(Optional<Integer> bar) {
    String bars =
        words.text(
            "audit.bars.zone", words.text("audit.bars." + shown.step().name()), shown.zoneName());
    String spanned =
        isLow && shown.size() > 0 ? words.text("audit.bars.whole", bars, whole()) : bars;
    title.setText(
        shown.outside() > 0 ? words.text("audit.bars.outside", spanned, shown.outside()) : spanned);
    range.setText(brush.map(AuditBrush::range).or(() -> bar.map(shown::name)).orElse(""));
    inside.setText(
        brush
            .map(AuditBrush::inside)
            .or(() -> bar.map(at -> words.text("audit.bars.bar", shown.counts().get(at))))
            .orElse(""));
    plot.setAccessibleText(
        title.getText()
            + ". "
            + brush
                .map(of -> of.range() + ", " + of.inside())
                .orElse(words.text("audit.bars.all")));
  }

  private String whole() {
    String first = shown.name(0);
    String last = shown.name(shown.size() - 1);
    return first.equals(last) ? first : words.text("audit.bars.range", first, last);
  }

  private boolean isInside(int bar) {
    return brush
        .filter(of -> !shown.bounds().get(bar).isBefore(of.from()))
        .filter(of -> shown.bounds().get(bar).isBefore(of.to()))
        .isPresent();
  }

  /// The first and the last bar of the range; empty where none is in it.
  private Optional<Ends> ends() {
    int first = 0;
    while (first < shown.size() && !isInside(first)) {
      first++;
    }
    int last = shown.size() - 1;
    while (last > first && !isInside(last)) {
      last--;
    }
    return first < shown.size() ? Optional.of(new Ends(first, last)) : Optional.empty();
  }

  private record Ends(int first, int last) {}

  /// The bars, with the range over them.
  private final class Plot extends Pane {

    private final NodePool<Region> bars = new NodePool<>(() -> drawn("audit-bar"));
    private final NodePool<Text> labels = new NodePool<>(this::label);
    private final Region area = drawn("audit-brush");
    private final Region left = drawn("audit-brush-handle");
    private final Region right = drawn("audit-brush-handle");
    private int anchor = -1;

    Plot() {
      setId("auditBars");
      getStyleClass().add("audit-bars-plot");
      setFocusTraversable(true);
      setAccessibleRole(AccessibleRole.IMAGE_VIEW);
      setOnMousePressed(this::press);
      setOnMouseDragged(this::drag);
      setOnMouseReleased(event -> anchor = -1);
      setOnMouseMoved(this::hover);
      setOnMouseExited(event -> tell(Optional.empty()));
      setOnKeyPressed(this::key);
    }

    private static Region drawn(String style) {
      return UsageMarks.drawn(new Region(), style);
    }

    private Text label() {
      Text label = UsageMarks.drawn(new Text(), "usage-chart-axis");
      label.setTextOrigin(VPos.TOP);
      return label;
    }

    void fill() {
      bars.resize(shown.size());
      List<Node> all = new ArrayList<>();
      all.add(area);
      all.addAll(bars.all());
      all.add(left);
      all.add(right);
      int every = everyBar();
      labels.resize(every == 0 ? 0 : shown.size() / every);
      all.addAll(labels.all());
      if (!all.equals(getChildren())) {
        getChildren().setAll(all);
      }
      requestLayout();
    }

    /// How high the highest bar can be; what is below is the axis.
    private double barsHeight() {
      return getHeight() - (isLow ? 0 : AXIS);
    }

    private double barWidth() {
      return shown.size() == 0 ? 0 : getWidth() / shown.size();
    }

    /// After how many bars a label has room.
    private int everyBar() {
      return isLow || barWidth() == 0 ? 0 : Math.max(1, (int) Math.ceil(LABEL / barWidth()));
    }

    @Override
    protected void layoutChildren() {
      int every = everyBar();
      if (every > 0 && labels.all().size() != shown.size() / every) {
        fill();
      }
      double high = barsHeight();
      double wide = barWidth();
      double gap = wide > 2 * GAP ? GAP : 0;
      for (int i = 0; i < shown.size(); i++) {
        int count = shown.counts().get(i);
        double share = (double) count / Math.max(1, shown.highest());
        double tall = count == 0 ? 0 : Math.max(LEAST, snapSizeY((high - LEAST) * share));
        double x = snapPositionX(i * wide);
        double end = snapPositionX((i + 1) * wide) - gap;
        bars.get(i).resizeRelocate(x, high - tall, Math.max(1, end - x), tall);
        bars.get(i).pseudoClassStateChanged(INSIDE, isInside(i));
      }
      for (int i = 0; i < labels.all().size(); i++) {
        int bar = i * every + every / 2;
        Text text = labels.get(i);
        text.setText(shown.name(bar));
        double width = text.getLayoutBounds().getWidth();
        double x = Math.clamp((bar + 0.5) * wide - width / 2, 0, Math.max(0, getWidth() - width));
        text.relocate(snapPositionX(x), high + 4);
      }
      placeBrush(wide);
    }

    private void placeBrush(double wide) {
      Optional<Ends> ends = ends();
      for (Region part : List.of(area, left, right)) {
        part.setVisible(ends.isPresent());
      }
      ends.ifPresent(
          of -> {
            double from = snapPositionX(of.first() * wide);
            double to = snapPositionX((of.last() + 1) * wide);
            double y = (barsHeight() - HANDLE_HEIGHT) / 2;
            area.resizeRelocate(from, 0, to - from, barsHeight());
            left.resizeRelocate(from - HANDLE / 2, y, HANDLE, HANDLE_HEIGHT);
            right.resizeRelocate(to - HANDLE / 2, y, HANDLE, HANDLE_HEIGHT);
          });
    }

    private int barAt(double x) {
      return Math.clamp((long) (x / barWidth()), 0, shown.size() - 1);
    }

    private boolean isAt(Region handle, double x) {
      return handle.isVisible() && Math.abs(x - handle.getBoundsInParent().getCenterX()) <= HANDLE;
    }

    private void press(MouseEvent event) {
      requestFocus();
      if (event.getButton() != MouseButton.PRIMARY || shown.size() == 0) {
        return;
      }
      anchor = barAt(event.getX());
      // A handle is held at its own end: the other one stays.
      ends()
          .ifPresent(
              of -> {
                if (isAt(left, event.getX())) {
                  anchor = of.last();
                } else if (isAt(right, event.getX())) {
                  anchor = of.first();
                }
              });
      if (!isAt(left, event.getX()) && !isAt(right, event.getX())) {
        model.brush(anchor, anchor);
      }
    }

    private void drag(MouseEvent event) {
      if (anchor >= 0 && anchor < shown.size()) {
        int at = barAt(event.getX());
        model.brush(Math.min(anchor, at), Math.max(anchor, at));
      }
    }

    private void hover(MouseEvent event) {
      boolean handle = isAt(left, event.getX()) || isAt(right, event.getX());
      setCursor(handle ? Cursor.H_RESIZE : Cursor.DEFAULT);
      tell(shown.size() == 0 ? Optional.empty() : Optional.of(barAt(event.getX())));
    }

    private void key(KeyEvent event) {
      switch (event.getCode()) {
        case LEFT -> move(-1, event.isShiftDown());
        case RIGHT -> move(1, event.isShiftDown());
        case ESCAPE, DELETE, BACK_SPACE -> {
          if (brush.isEmpty()) {
            return;
          }
          model.clearBrush();
        }
        default -> {
          return;
        }
      }
      event.consume();
    }

    private void move(int by, boolean endAlone) {
      int last = shown.size() - 1;
      if (last < 0) {
        return;
      }
      Ends now = ends().orElse(new Ends(last - by, last - by));
      if (endAlone) {
        model.brush(now.first(), Math.clamp(now.last() + (long) by, now.first(), last));
      } else {
        int length = now.last() - now.first();
        int first = Math.clamp(now.first() + (long) by, 0, last - length);
        model.brush(first, first + length);
      }
    }
  }
}
