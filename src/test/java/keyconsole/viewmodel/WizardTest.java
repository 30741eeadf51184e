package keyconsole.viewmodel;

import java.nio.file.Path;
import keyconsole.domain.ApiKey;
import keyconsole.service.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The wizard on a copy of the fixture tenant, without the toolkit.
abstract class WizardTest {

  static final String TENANT = "acme.example";
  static final String DANA = "dana@acme.example";

  @TempDir Path dataRoot;
  TestWorkspace test;

  @BeforeEach
  final void openTenant() {
    test = new TestWorkspace(dataRoot, TENANT);
  }

  @AfterEach
  final void closeTenant() {
    test.close();
  }

  final NewKeyViewModel newKey() {
    return new NewKeyViewModel(test.workspace);
  }

  final NewKeyViewModel edit(String name) {
    return new NewKeyViewModel(test.workspace, key(name));
  }

  final ApiKey key(String name) {
    return test.service.list().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Acts as somebody else from now on.
  final void actAs(Session session) {
    test.service.actFor(session);
    test.session.set(session);
  }

  final void actAsDana() {
    actAs(TestWorkspace.person(TENANT, DANA));
  }

  static void type(NewKeyField field, String text) {
    field.textProperty().set(text);
  }

  static String error(NewKeyCheck check) {
    return check.errorProperty().get();
  }

  static void goTo(NewKeyViewModel wizard, WizardStep step) {
    wizard.goTo(step);
  }

  static boolean blocks(NewKeyViewModel wizard) {
    return wizard.footProperty().get().blocks();
  }

  static String foot(NewKeyViewModel wizard) {
    return wizard.footProperty().get().text();
  }
}
