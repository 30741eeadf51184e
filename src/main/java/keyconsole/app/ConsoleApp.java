package keyconsole.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import keyconsole.view.CoveredWindow;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.Workspace;
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

  private static @Nullable Start chosen;
  private static Consumer<ShellViewModel> whenOpen = shell -> {};

  private final FxTaskRunner tasks = FxTaskRunner.beforeTheFirstPage();
  private @Nullable SystemEnd end;

  /// What is to be opened, and what was begun of that.
  private record Start(
      HeadStart ahead,
      boolean readOnly,
      Optional<String> signingKey,
      Places places,
      OpenWindows windows) {}

  /// Says what the application, which JavaFX makes itself, is to open, and begins with what needs
  /// no toolkit.
  static void start(Options options, Places places, OpenWindows windows) {
    Optional<String> signingKey = options.takeSigningKey();
    HeadStart ahead = HeadStart.of(options, signingKey, places);
    chosen = new Start(ahead, options.isReadOnly(), signingKey, places, windows);
  }

  /// Says what to do once the window is open, on the UI thread.
  static void whenOpen(Consumer<ShellViewModel> then) {
    whenOpen = then;
  }

  @Override
  public void start(Stage stage) {
    Start start = Objects.requireNonNull(chosen);
    // It holds secrets, which are not kept longer than the start takes.
    chosen = null;
    OpenWindows answering = start.windows();
    Fonts.load();
    ResourceBundle texts = Wiring.texts();
    ShellViewModel model =
        new ShellViewModel(
            Wiring.surroundings(
                tasks,
                texts,
                new FxFolders(stage),
                new FxFileSaver(stage),
                start.signingKey(),
                start.ahead().preferences(),
                start.places()));
    SystemEnd ending = new SystemEnd(tasks::onUiThread, () -> close(model, answering));
    end = ending;
    // It takes long enough to be done beside what the window is made of.
    Thread.ofVirtual().name("end").start(ending::watch);
    FxSystemLook system = tasks.systemLook();
    model.look().systemProperty().bind(system.lookProperty());
    Theme.use(model.look().lookProperty().get());
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> tasks.onUiThread(() -> tell(model, texts, failure)));
    Thread.currentThread().setUncaughtExceptionHandler(null);
    model
        .workspaceProperty()
        .subscribe((before, now) -> answering.shows(now.map(ConsoleApp::tenantOf)));
    // Before there is anything to see: each part is made once, for the tenant, and the window is
    // styled and laid out once, with its first page.
    open(start, model);
    ViewLoader loader = new ViewLoader(texts);
    Parent inner = loader.load(FxmlFile.SHELL, new ShellView(model, loader));
    Parent root = new CoveredWindow(inner, model.idleLock(), loader).node();
    Scene scene = Theme.scene(root, 1280, 800, model.look().lookProperty().get());
    model.look().lookProperty().subscribe((before, now) -> Theme.dress(scene, now));
    stage.setTitle(texts.getString("app.name"));
    tasks
        .patient()
        .run(
            ConsoleApp::icons,
            stage.getIcons()::setAll,
            e -> LOG.log(Level.WARNING, "The window has no icon", e));
    stage.setMinWidth(1024);
    stage.setMinHeight(700);
    stage.setScene(scene);
    KeptWindow window = new KeptWindow(stage, model.desk().memory(), tasks);
    model.desk().memory().whenKnown(window::place);
    model.desk().help().readLogFrom(new LogFileTail(start.places().state()));
    stage.setOnCloseRequest(event -> askBeforeClosing(event, stage, model));
    FirstFrame.open(
        model.keys(),
        tasks,
        () -> {
          stage.show();
          FirstFrame.whenDrawn(
              root,
              () -> {
                tasks.shown();
                answerOtherStarts(answering, stage, model);
              });
          model.desk().memory().whenKnown(window::follow);
          whenOpen.accept(model);
        });
  }

  private static List<Image> icons() {
    return Stream.of(48, 128)
        .map(size -> "/icon/" + size + ".png")
        .map(icon -> new Image(ConsoleApp.class.getResource(icon).toExternalForm()))
        .toList();
  }

  /// Whoever ends the program, no job is to be cut off in the middle of what it makes.
  private void close(ShellViewModel model, OpenWindows windows) {
    model.close();
    tasks.close();
    windows.close();
    // Where the system ends it, what is on the screen is still there, and the toolkit would
    // complain of each frame that it cannot draw any more.
    tasks.hideWindows();
  }

  /// What nobody handled is logged and shown.
  private static void tell(ShellViewModel model, ResourceBundle texts, Throwable failure) {
    LOG.log(Level.SEVERE, "Not handled", failure);
    Exception shown = failure instanceof Exception e ? e : new ExecutionException(failure);
    model.report(texts.getString("shell.unexpected"), shown);
  }

  private static void askBeforeClosing(WindowEvent event, Stage stage, ShellViewModel model) {
    if (!model.mayClose(stage::close)) {
      event.consume();
    }
  }

  private static void open(Start start, ShellViewModel model) {
    Optional<HeadStart.Opened> opened = start.ahead().opened();
    if (opened.isEmpty()) {
      model.openDemo(start.readOnly());
      return;
    }
    model.open(opened.get().dataRoot(), opened.get().service());
    opened
        .get()
        .refused()
        .ifPresent(e -> model.report(Wiring.texts().getString("shell.token-refused"), e));
  }

  /// Not before the window is drawn: until then it comes to the front by itself, and who asks would
  /// be kept waiting for it, and on a slow machine open another one.
  private void answerOtherStarts(OpenWindows answering, Stage stage, ShellViewModel model) {
    answering.whenAsked(
        () -> {
          CompletableFuture<OpenWindows.Shown> shown = new CompletableFuture<>();
          tasks.onUiThread(() -> shown.complete(bringToFront(stage, model)));
          return shown.join();
        });
  }

  /// Of the folder `<data root>/<tenant>/api_keys`.
  private static OpenWindows.Tenant tenantOf(Workspace open) {
    Path tenant = open.folder().toAbsolutePath().resolve("..").normalize();
    return new OpenWindows.Tenant(
        tenant.resolve("..").normalize(), String.valueOf(tenant.getFileName()));
  }

  private static OpenWindows.Shown bringToFront(Stage stage, ShellViewModel model) {
    stage.setIconified(false);
    stage.toFront();
    stage.requestFocus();
    return new OpenWindows.Shown(model.tenantName().isPresent(), model.actor());
  }

  @Override
  public void stop() {
    if (end != null) {
      end.close();
    }
    tasks.close();
  }
}
