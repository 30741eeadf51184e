package keyconsole;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/// The arrows of the house, each with its reason.
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("keyconsole");

  @Test
  void arrowsRunOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("app")
        .definedBy("keyconsole.app..")
        .layer("view")
        .definedBy("keyconsole.view..")
        .layer("viewmodel")
        .definedBy("keyconsole.viewmodel..")
        .layer("service")
        .definedBy("keyconsole.service..")
        .layer("usage")
        .definedBy("keyconsole.usage..")
        .layer("audit")
        .definedBy("keyconsole.audit..")
        .layer("store")
        .definedBy("keyconsole.store..")
        .layer("domain")
        .definedBy("keyconsole.domain..")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("view")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("viewmodel")
        .mayOnlyBeAccessedByLayers("app", "view")
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("app", "viewmodel")
        .whereLayer("usage")
        .mayOnlyBeAccessedByLayers("app", "service")
        .whereLayer("audit")
        .mayOnlyBeAccessedByLayers("app", "service")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("app", "service", "usage", "audit")
        .because("each layer can be understood, tested and replaced without those above it")
        .check(CLASSES);
  }

  @Test
  void viewModelsKnowOnlyTheBaseOfJavaFx() {
    noClasses()
        .that()
        .resideInAPackage("keyconsole.viewmodel..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javafx.scene..",
            "javafx.stage..",
            "javafx.application..",
            "javafx.animation..",
            "javafx.fxml..",
            "javafx.css..",
            "javafx.geometry..",
            "org.controlsfx..",
            "atlantafx..",
            "org.kordamp..")
        .because("they are tested without the toolkit")
        .check(CLASSES);
  }

  @Test
  void failuresAreToldInTheLanguageOfTheConsole() {
    noClasses()
        .that()
        .resideInAnyPackage("keyconsole.view..", "keyconsole.viewmodel..")
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Throwable.class)))
                .and(target(name("getMessage").or(name("getLocalizedMessage")))))
        .because("a failure's own words are English, or the system's: KeyWords words them")
        .check(CLASSES);
  }

  @Test
  void theCoreKnowsNoJavaFx() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "keyconsole.service..",
            "keyconsole.usage..",
            "keyconsole.audit..",
            "keyconsole.store..",
            "keyconsole.domain..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javafx..")
        .because("other programs embed the core")
        .check(CLASSES);
  }

  @Test
  void oneAdapterChangesThreads() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("keyconsole.app.FxTaskRunner")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Platform.class)
        .because("a hop that is hidden in a screen is a race that nobody finds")
        .check(CLASSES);
  }
}
