package keyconsole.view;

import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;

/// Takes pictures of the cards of the usage screen, for files. UI thread only.
final class UsagePicture {

  private static final double SCALE = 2;

  private UsagePicture() {}

  /// @param copy a card that stands in no scene yet
  /// @param like the card on the screen, whose size and look it gets
  /// @param range what the picture shows, as it stands alone
  /// @param zone whose days and hours these are
  static UsagePng take(Region copy, Region like, String range, String zone) {
    VBox page = new VBox(Parts.label(range + " · " + zone, "usage-picture-range"), copy);
    page.getStyleClass().add("usage-picture");
    VBox.setVgrow(copy, Priority.ALWAYS);
    copy.setMinSize(like.getWidth(), like.getHeight());
    Scene scene = new Scene(page);
    scene.getStylesheets().setAll(like.getScene().getStylesheets());
    Theme.dressPopup(scene, like.getScene());
    page.applyCss();
    page.layout();
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(new Scale(SCALE, SCALE));
    parameters.setFill(Color.TRANSPARENT);
    WritableImage image = page.snapshot(parameters, null);
    return UsagePng.of(image);
  }
}
