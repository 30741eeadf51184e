package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.RawKey;
import keyconsole.service.Session;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.ShellView;
import keyconsole.view.Theme;
import keyconsole.view.ViewLoader;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.ExtendViewModel;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.RecentTenants;
import keyconsole.viewmodel.RevealViewModel;
import keyconsole.viewmodel.RevokeViewModel;
import keyconsole.viewmodel.RotateViewModel;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.WelcomeViewModel;
import keyconsole.viewmodel.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationTest;

/// Every screen inside the window's frame, loaded for real and left as a picture in
/// `target/screens`.
class ScreensTest extends ApplicationTest {

  @TempDir Path folder;
  private final TestSurroundings around = new TestSurroundings();
  private TestWorkspace test;
  private ShellViewModel shell;
  private Scene scene;

  @Override
  public void start(Stage stage) {
    Fonts.load();
    test = new TestWorkspace(folder, "acme.example");
    around.recents.addAll(recents());
    shell = new ShellViewModel(around.surroundings());
    ViewLoader loader = new ViewLoader(test.workspace.texts());
    Parent root = loader.load(FxmlFile.SHELL, new ShellView(shell, loader));
    scene = new Scene(root, 1280, 800);
    shell.darkProperty().subscribe(dark -> Theme.dress(scene, dark));
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void everyScreenLoadsAndLeavesItsPicture() {
    picture("welcome");
    interact(this::refuseAToken);
    picture("welcome-refused");
    interact(() -> shell.open(folder, "acme.example", TestWorkspace.administrator("acme.example")));
    picture("keys");
    assertEquals("acme.example", shell.tenantName().orElseThrow());
    Workspace workspace = shell.workspaceProperty().get().orElseThrow();
    ApiKey key = workspace.service().list().getFirst();
    interact(() -> shell.show(new Page.NewKey(new NewKeyViewModel(workspace))));
    picture("new-key");
    interact(shell::showKeys);
    dialog("rotate", new Dialog.Rotate(new RotateViewModel(workspace, key)));
    dialog("revoke", new Dialog.Revoke(new RevokeViewModel(workspace, List.of(key))));
    dialog("extend", new Dialog.Extend(new ExtendViewModel(workspace, List.of(key))));
    char[] raw = ("gt2_acme.example_" + "x".repeat(43)).toCharArray();
    dialog(
        "reveal",
        new Dialog.Reveal(new RevealViewModel(workspace, new IssuedKey(key, new RawKey(raw)))));
    dialog(
        "question",
        new Dialog.Question("Leave?", "Nothing was written.", "Leave", "Stay", true, () -> {}));
    interact(shell::giveToken);
    picture("token");
  }

  @Test
  void aReadOnlySessionSaysSo() {
    interact(() -> shell.open(folder, "acme.example", Session.readOnly("acme.example")));
    assertEquals("Read-only", lookup(".shell-session-who").queryAs(Label.class).getText());
  }

  private void dialog(String name, Dialog dialog) {
    interact(() -> shell.open(dialog));
    picture(name);
    interact(() -> shell.close(dialog));
  }

  private void picture(String name) {
    for (boolean dark : new boolean[] {false, true}) {
      WritableImage[] image = new WritableImage[1];
      interact(() -> shell.darkProperty().set(dark));
      interact(() -> image[0] = scene.snapshot(null));
      Pictures.write(image[0], name + (dark ? "-dark" : "-light").toLowerCase(Locale.ROOT));
    }
    interact(() -> shell.darkProperty().set(false));
  }

  private List<RecentTenants.Recent> recents() {
    return List.of(
        recent(folder, "acme.example", 9, 2),
        recent(Path.of("/mnt/old"), "initech.example", 40, 31 * 24));
  }

  private static RecentTenants.Recent recent(Path root, String tenant, int keys, int hoursAgo) {
    return new RecentTenants.Recent(
        root, tenant, keys, TestSurroundings.NOW.minus(Duration.ofHours(hoursAgo)));
  }

  private void refuseAToken() {
    if (shell.pageProperty().get() instanceof Page.Welcome(WelcomeViewModel welcome)) {
      welcome.session().tokenProperty().set(TestSurroundings.token("globex.example", 60));
      welcome.session().secretProperty().set(TestSurroundings.SECRET);
      welcome.session().verify();
    }
  }
}
