package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ApiKey;
import keyconsole.domain.AuditFinding;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.RawKey;
import keyconsole.domain.Severity;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.view.AboutView;
import keyconsole.view.AccessCheckView;
import keyconsole.view.AuditDetailPane;
import keyconsole.view.AuditFindingsView;
import keyconsole.view.AuditKnownView;
import keyconsole.view.AuditView;
import keyconsole.view.BulkView;
import keyconsole.view.ClashesView;
import keyconsole.view.ExtendView;
import keyconsole.view.Fonts;
import keyconsole.view.FxmlFile;
import keyconsole.view.HealthView;
import keyconsole.view.KeyDetailView;
import keyconsole.view.KeyListView;
import keyconsole.view.LockView;
import keyconsole.view.NewKeyView;
import keyconsole.view.PaletteView;
import keyconsole.view.PutOffView;
import keyconsole.view.QuestionView;
import keyconsole.view.ReportView;
import keyconsole.view.RevealView;
import keyconsole.view.RevokeView;
import keyconsole.view.RotateView;
import keyconsole.view.SaveTemplateView;
import keyconsole.view.SealAcknowledgeView;
import keyconsole.view.SealFindingsView;
import keyconsole.view.SessionView;
import keyconsole.view.ShellView;
import keyconsole.view.ShortcutsView;
import keyconsole.view.TemplatesView;
import keyconsole.view.Theme;
import keyconsole.view.ThresholdsView;
import keyconsole.view.TourView;
import keyconsole.view.UsageBodyView;
import keyconsole.view.UsageFiltersView;
import keyconsole.view.UsageLinesView;
import keyconsole.view.UsageView;
import keyconsole.view.ViewLoader;
import keyconsole.view.WarningsView;
import keyconsole.view.WelcomeView;
import keyconsole.viewmodel.AboutViewModel;
import keyconsole.viewmodel.AccessCheckViewModel;
import keyconsole.viewmodel.AuditDetailViewModel;
import keyconsole.viewmodel.AuditFindingsViewModel;
import keyconsole.viewmodel.AuditKept;
import keyconsole.viewmodel.AuditKnownViewModel;
import keyconsole.viewmodel.AuditNames;
import keyconsole.viewmodel.AuditSaving;
import keyconsole.viewmodel.AuditViewModel;
import keyconsole.viewmodel.BulkViewModel;
import keyconsole.viewmodel.ClashesViewModel;
import keyconsole.viewmodel.Command;
import keyconsole.viewmodel.Dialog;
import keyconsole.viewmodel.ExtendViewModel;
import keyconsole.viewmodel.Guide;
import keyconsole.viewmodel.HealthViewModel;
import keyconsole.viewmodel.KeyListViewModel;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.NewKeyViewModel;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.PaletteViewModel;
import keyconsole.viewmodel.PutOffViewModel;
import keyconsole.viewmodel.ReportViewModel;
import keyconsole.viewmodel.ReturnsViewModel;
import keyconsole.viewmodel.RevealViewModel;
import keyconsole.viewmodel.RevokeViewModel;
import keyconsole.viewmodel.RotateViewModel;
import keyconsole.viewmodel.SaveTemplateViewModel;
import keyconsole.viewmodel.SealAcknowledgeViewModel;
import keyconsole.viewmodel.SealFindingsViewModel;
import keyconsole.viewmodel.SealViewModel;
import keyconsole.viewmodel.ShellViewModel;
import keyconsole.viewmodel.ShortcutSheet;
import keyconsole.viewmodel.TemplatesViewModel;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import keyconsole.viewmodel.ThresholdsViewModel;
import keyconsole.viewmodel.TourViewModel;
import keyconsole.viewmodel.UsageLinesViewModel;
import keyconsole.viewmodel.UsageViewModel;
import keyconsole.viewmodel.UsageZones;
import keyconsole.viewmodel.WarningsViewModel;
import keyconsole.viewmodel.WizardStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every FXML file loads, with the controller that the program gives it.
class FxmlTest extends DrivenTest {

  private static final Path FOLDER = Path.of("src/main/resources/fxml");

  @TempDir Path dataRoot;
  private final ViewLoader loader = new ViewLoader(ResourceBundle.getBundle("i18n.console"));
  private TestWorkspace test;
  private ShellViewModel shell;
  private ApiKey key;

  @Override
  public void start(Stage stage) {
    Fonts.load();
    test = new TestWorkspace(dataRoot, "acme.example");
    key = test.service.list().getFirst();
    shell = new ShellViewModel(new TestSurroundings().surroundings());
  }

  @AfterEach
  void close() {
    interact(() -> shell.close());
    test.close();
  }

  @ParameterizedTest
  @EnumSource(FxmlFile.class)
  void loadsWithItsController(FxmlFile file) {
    interact(
        () -> {
          Parent root = loader.load(file, controller(file));
          Scene scene = new Scene(root);
          Theme.dress(scene, Look.LIGHT);
          root.applyCss();
          root.layout();
          assertFalse(root.getChildrenUnmodifiable().isEmpty());
        });
  }

  private Object controller(FxmlFile file) {
    return switch (file) {
      case SHELL -> new ShellView(shell, loader);
      case WELCOME -> new WelcomeView(welcome().model(), loader);
      case KEY_LIST -> new KeyListView(new KeyListViewModel(test.workspace), loader);
      case KEY_DETAIL -> new KeyDetailView(new KeyListViewModel(test.workspace).detail(), loader);
      case NEW_KEY -> new NewKeyView(new NewKeyViewModel(test.workspace), loader);
      case ACCESS_CHECK ->
          new AccessCheckView(
              new AccessCheckViewModel(test.workspace, new KeyListViewModel(test.workspace)),
              loader);
      case USAGE -> new UsageView(usage(), loader);
      case USAGE_FILTERS -> new UsageFiltersView(usage(), new KeyWords(loader.texts()));
      case USAGE_BODY -> new UsageBodyView(usage(), loader);
      case USAGE_LINES ->
          new UsageLinesView(
              new UsageLinesViewModel(
                  test.workspace, UsageLinesQuestion.everything(ZoneOffset.UTC), () -> {}),
              loader);
      case AUDIT ->
          new AuditView(
              new AuditViewModel(
                  test.workspace,
                  new KeyListViewModel(test.workspace),
                  new TestSurroundings().surroundings(),
                  new AuditKept(
                      Optional.empty(),
                      new SimpleObjectProperty<>(UsageZones.UTC),
                      new AuditSaving(test.workspace, new TestSurroundings())),
                  ""),
              loader);
      case AUDIT_DETAIL ->
          new AuditDetailPane(
              new AuditDetailViewModel(
                  test.workspace,
                  new KeyListViewModel(test.workspace),
                  new AuditNames(),
                  query -> {}),
              loader,
              () -> {});
      case REVEAL -> new RevealView(new RevealViewModel(test.workspace, issued()), loader);
      case ROTATE -> new RotateView(new RotateViewModel(test.workspace, key, () -> {}), loader);
      case REVOKE ->
          new RevokeView(new RevokeViewModel(test.workspace, List.of(key), () -> {}), loader);
      case EXTEND ->
          new ExtendView(new ExtendViewModel(test.workspace, List.of(key), () -> {}), loader);
      case SESSION ->
          new SessionView(welcome().model().session(), loader, shell.idleLock(), () -> {});
      case LOCK -> new LockView(shell.idleLock(), welcome().model().session(), loader);
      case SEAL_FINDINGS -> new SealFindingsView(new SealFindingsViewModel(seals()), loader);
      case SEAL_ACKNOWLEDGE -> new SealAcknowledgeView(acknowledge(), loader);
      case AUDIT_FINDINGS -> new AuditFindingsView(findings(), loader);
      case AUDIT_KNOWN ->
          new AuditKnownView(new AuditKnownViewModel(findings(), List.of(finding())), loader);
      case WARNINGS ->
          new WarningsView(
              new WarningsViewModel(
                  test.workspace, new SimpleObjectProperty<>(List.of()), () -> true),
              loader);
      case TEMPLATES -> new TemplatesView(new TemplatesViewModel(test.workspace), loader);
      case BULK -> new BulkView(new BulkViewModel(test.workspace, () -> {}), loader);
      case SAVE_TEMPLATE -> new SaveTemplateView(saveTemplate(), loader);
      case CLASHES -> new ClashesView(clashes(), loader);
      case HEALTH -> new HealthView(health(), loader);
      case PUT_OFF -> new PutOffView(putOff(), loader);
      case THRESHOLDS -> new ThresholdsView(thresholds(), loader);
      case REPORT ->
          new ReportView(
              new ReportViewModel(
                  test.workspace, new TestSurroundings().surroundings(), () -> AccessReturns.NONE),
              loader);
      case PALETTE -> new PaletteView((PaletteViewModel) guide(Command.PALETTE));
      case SHORTCUTS -> new ShortcutsView((ShortcutSheet) guide(Command.SHORTCUTS));
      case ABOUT -> new AboutView((AboutViewModel) guide(Command.ABOUT));
      case TOUR -> {
        shell.open(dataRoot, "acme.example", TestWorkspace.administrator("acme.example"));
        yield new TourView((TourViewModel) guide(Command.TOUR), loader, id -> Optional.empty());
      }
      case QUESTION ->
          new QuestionView(
              new Dialog.Question("Leave?", "", "Leave", "Stay", false, () -> {}), () -> {});
    };
  }

  private HealthViewModel health() {
    return new HealthViewModel(
        test.workspace,
        new KeyListViewModel(test.workspace),
        new ReturnsViewModel(test.workspace, Optional.empty(), () -> true, id -> {}),
        Optional.empty(),
        (file, line) -> {},
        ZoneOffset.UTC);
  }

  private PutOffViewModel putOff() {
    Finding idle =
        new Finding(
            FindingKind.IDLE,
            Severity.WARNING,
            Optional.of(key),
            key.id().text(),
            new Finding.Evidence.Idle(key.createdAt(), 50),
            Optional.empty());
    health().askToPutOff(idle);
    return ((Dialog.PutOff) test.dialogs.getLast()).model();
  }

  private ThresholdsViewModel thresholds() {
    health().showThresholds();
    return ((Dialog.Thresholds) test.dialogs.getLast()).model();
  }

  private SaveTemplateViewModel saveTemplate() {
    new NewKeyViewModel(test.workspace).saveAsTemplate();
    return ((Dialog.SaveTemplate) test.dialogs.getLast()).model();
  }

  private Guide guide(Command command) {
    shell.desk().commands().run(command);
    return ((Dialog.Guide) shell.dialogs().removeLast()).model();
  }

  private ClashesViewModel clashes() {
    NewKeyViewModel wizard = new NewKeyViewModel(test.workspace, key);
    wizard.who().name().textProperty().set("Mine");
    test.service.update(key.id(), KeyEdit.NOTHING.withName("Theirs"));
    wizard.goTo(WizardStep.REVIEW);
    wizard.next();
    return ((Dialog.Clashes) test.dialogs.getLast()).model();
  }

  private SealAcknowledgeViewModel acknowledge() {
    SealViewModel seals = seals();
    return new SealAcknowledgeViewModel(
        seals, seals.reportProperty().get().orElseThrow(), "audit_x.jsonl");
  }

  private SealViewModel seals() {
    return new SealViewModel(
        test.workspace, dataRoot.resolve("user"), new TestSurroundings(), Optional.empty());
  }

  private AuditFindingsViewModel findings() {
    return new AuditFindingsViewModel(
        test.workspace, Optional.empty(), new KeyListViewModel(test.workspace), (file, line) -> {});
  }

  private UsageViewModel usage() {
    return new UsageViewModel(
        test.workspace,
        new KeyListViewModel(test.workspace),
        new TestSurroundings(),
        ZoneOffset.UTC);
  }

  private AuditFindingsViewModel.Item finding() {
    AuditFinding gone =
        new AuditFinding(
            "1",
            AuditFinding.What.GONE,
            key.id(),
            key.name(),
            List.of(),
            key.createdAt(),
            key.createdAt(),
            AuditFinding.Doubt.NONE,
            Optional.empty(),
            Optional.empty());
    return new AuditFindingsViewModel.Item(gone, "It is gone", List.of(), "today", "");
  }

  private Page.Welcome welcome() {
    return (Page.Welcome) shell.pageProperty().get();
  }

  private IssuedKey issued() {
    return new IssuedKey(key, new RawKey(("gt2_acme.example_" + "x".repeat(43)).toCharArray()));
  }

  @Test
  void everyFileHasItsName() throws IOException {
    Set<String> named =
        Arrays.stream(FxmlFile.values())
            .map(file -> Path.of(file.resource()).getFileName().toString())
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(
          named, files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }
}
