package keyconsole.view;

import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import keyconsole.viewmodel.AboutViewModel;

/// Which version this is and whose work it is made of.
public final class AboutView extends Screen {

  private final AboutViewModel model;

  @FXML private Label version;
  @FXML private Label runtime;
  @FXML private GridPane libraries;
  @FXML private Button copy;
  @FXML private Button close;

  public AboutView(AboutViewModel model) {
    this.model = model;
  }

  @FXML
  void initialize() {
    version.setText(model.version());
    runtime.setText(model.runtime());
    List<AboutViewModel.Library> all = AboutViewModel.libraries();
    for (int row = 0; row < all.size(); row++) {
      AboutViewModel.Library library = all.get(row);
      libraries.addRow(
          row,
          Parts.label(library.name()),
          Parts.label(library.version(), "kc-muted"),
          Parts.label(library.licence(), "kc-muted"));
    }
    copy.setOnAction(event -> model.copyDiagnostics());
    close.setCancelButton(true);
    close.setDefaultButton(true);
    close.setOnAction(event -> model.close());
  }
}
