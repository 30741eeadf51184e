package keyconsole.app;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import keyconsole.service.NotAuthorizedException;
import keyconsole.service.Session;
import keyconsole.view.CoveredWindow;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.ShellViewModel;
import org.jspecify.annotations.Nullable;

/// The JavaFX application: one window.
public final class ConsoleApp extends Application {

  private static final Logger LOG = Logger.getLogger(ConsoleApp.class.getName());

  /// Kept, since a logger that nobody holds forgets its level.
  private static final Logger CONTROLS = Logger.getLogger("javafx.scene.control");

  static {
    // A long jump in a table makes it say “index exceeds maxCellCount”, which is no fault.
    CONTROLS.setLevel(Level.WARNING);
  }

  private static @Nullable Options chosen;
  private static Consumer<ShellViewModel> whenOpen = shell -> {};

  private final FxTaskRunner tasks = new FxTaskRunner();
  private @Nullable ShellViewModel shell;

  /// Says what the application, which JavaFX makes itself, is to open.
  static void start(Options options) {
    chosen = options;
  }

  /// The same.
  ///
  /// @param then what to do once it is opened, on the UI thread
  static void start(Options options, Consumer<ShellViewModel> then) {
    start(options);
    whenOpen = then;
  }

  @Override
  public void start(Stage stage) {
    Options options = java.util.Objects.requireNonNull(chosen);
    // They hold secrets, which are not kept longer than the start takes.
    chosen = null;
    Fonts.load();
    ResourceBundle texts = Wiring.texts();
    ShellViewModel model =
        new ShellViewModel(
            Wiring.surroundings(
                tasks,
                texts,
                title -> chooseFolder(stage, title),
                new FxFileSaver(stage),
                options.signingKey(),
                System.getenv()));
    shell = model;
    ViewLoader loader = new ViewLoader(texts);
    Parent inner = loader.load(FxmlFile.SHELL, new ShellView(model, loader));
    Parent root = new CoveredWindow(inner, model.idleLock(), loader).node();
    Scene scene = new Scene(root, 1280, 800);
    FxSystemLook system = tasks.systemLook();
    model.look().systemProperty().bind(system.lookProperty());
    model.look().lookProperty().subscribe(look -> Theme.dress(scene, look));
    stage.setTitle(texts.getString("app.name"));
    for (int size : new int[] {48, 128}) {
      String icon = "/icon/" + size + ".png";
      stage.getIcons().add(new Image(ConsoleApp.class.getResource(icon).toExternalForm()));
    }
    stage.setMinWidth(1024);
    stage.setMinHeight(700);
    stage.setScene(scene);
    stage.setOnCloseRequest(event -> askBeforeClosing(event, stage, model));
    stage.show();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> tasks.onUiThread(() -> tell(model, texts, failure)));
    Thread.currentThread().setUncaughtExceptionHandler(null);
    open(options, model);
    whenOpen.accept(model);
  }

  /// What nobody handled is logged and shown.
  private static void tell(ShellViewModel model, ResourceBundle texts, Throwable failure) {
    LOG.log(Level.SEVERE, "Not handled", failure);
    Exception shown = failure instanceof Exception e ? e : new ExecutionException(failure);
    model.report(texts.getString("shell.unexpected"), shown);
  }

  private static Optional<Path> chooseFolder(Stage stage, String title) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    return Optional.ofNullable(chooser.showDialog(stage)).map(File::toPath);
  }

  private static void askBeforeClosing(WindowEvent event, Stage stage, ShellViewModel model) {
    if (!model.mayClose(stage::close)) {
      event.consume();
    }
  }

  private static void open(Options options, ShellViewModel model) {
    if (options.isDemo()) {
      model.openDemo(options.isReadOnly());
      return;
    }
    String tenant = options.tenant().orElseThrow();
    Session session = Session.readOnly(tenant);
    Optional<NotAuthorizedException> refused = Optional.empty();
    if (!options.isReadOnly() && options.token().isPresent()) {
      try {
        session =
            Session.verify(
                options.token().get(), options.jwtSecret().orElse(""), tenant, Clock.systemUTC());
      } catch (NotAuthorizedException e) {
        refused = Optional.of(e);
      }
    }
    model.open(options.dataRoot().orElseThrow(), tenant, session);
    refused.ifPresent(e -> model.report(Wiring.texts().getString("shell.token-refused"), e));
  }

  @Override
  public void stop() {
    if (shell != null) {
      shell.close();
    }
    tasks.close();
  }
}
