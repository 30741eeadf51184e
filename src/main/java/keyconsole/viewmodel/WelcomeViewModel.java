package keyconsole.viewmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import keyconsole.service.Session;
import keyconsole.service.Tenants;

/// Which tenant to open, and as whom.
public final class WelcomeViewModel {

  private final Surroundings surroundings;
  private final ShellViewModel shell;
  private final ObservableList<TenantRow> rows = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Optional<TenantRow>> selected =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper heading = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper ofFolder = new ReadOnlyBooleanWrapper();
  private final BooleanBinding openable =
      Bindings.createBooleanBinding(
          () -> selected.get().map(TenantRow::present).orElse(false), selected);
  private final SessionViewModel session;

  /// A tenant that can be opened.
  ///
  /// @param present whether its directory is there
  /// @param keys how many keys it has, or had when last seen; empty where that is not known
  /// @param opened when it was opened; empty where it never was
  /// @param seal what was seen of its seals then
  public record TenantRow(
      Path dataRoot, String tenant, boolean present, String keys, String opened, SealSeen seal) {
    /// The tenant's `api_keys`.
    public Path folder() {
      return dataRoot.resolve(tenant).resolve("api_keys");
    }
  }

  WelcomeViewModel(Surroundings surroundings, ShellViewModel shell) {
    this.surroundings = surroundings;
    this.shell = shell;
    this.session = new SessionViewModel(surroundings, "", this::openAs);
    showRecent();
  }

  /// The tenants to choose from: those opened before, or those of the folder just chosen.
  public ObservableList<TenantRow> rows() {
    return rows;
  }

  /// What the rows are.
  public ReadOnlyStringProperty headingProperty() {
    return heading.getReadOnlyProperty();
  }

  /// The tenant that would be opened.
  public ReadOnlyObjectProperty<Optional<TenantRow>> selectedProperty() {
    return selected.getReadOnlyProperty();
  }

  /// Whether the rows are those of a folder just chosen, not those opened before.
  public ReadOnlyBooleanProperty ofFolderProperty() {
    return ofFolder.getReadOnlyProperty();
  }

  /// Whether a tenant is chosen whose directory is there.
  public BooleanBinding openableBinding() {
    return openable;
  }

  /// What is wrong with the folder that was chosen, in a person's words; empty where nothing is.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// The token to open with.
  public SessionViewModel session() {
    return session;
  }

  /// Chooses a row.
  public void select(TenantRow row) {
    selected.set(Optional.of(row));
    session.tenantProperty().set(row.tenant());
  }

  /// Asks for a folder and shows the tenants in it; with a single one it is chosen.
  public void chooseFolder() {
    surroundings
        .folders()
        .choose(surroundings.text("welcome.choose"))
        .ifPresent(this::showTenantsOf);
  }

  /// Shows the tenants of a folder: a data root, a tenant's folder, or `api_keys` itself. The first
  /// is chosen.
  public void showTenantsOf(Path folder) {
    surroundings
        .tasks()
        .run(() -> Tenants.in(folder), found -> showFound(folder, found), this::failed);
  }

  private void showFound(Path folder, List<Tenants.Found> found) {
    if (found.isEmpty()) {
      problem.set(surroundings.text("welcome.nothing", folder));
      return;
    }
    heading.set(surroundings.text("welcome.found", folder));
    ofFolder.set(true);
    show(
        found.stream()
            .map(f -> new TenantRow(f.dataRoot(), f.tenant(), true, "", "", SealSeen.UNKNOWN))
            .toList());
  }

  /// Back to the tenants opened before.
  public void showRecent() {
    heading.set(surroundings.text("welcome.recent"));
    ofFolder.set(false);
    surroundings.tasks().patient().run(this::recentRows, this::show, this::showNoRecent);
  }

  private List<TenantRow> recentRows() throws IOException {
    return surroundings.recents().all().stream().map(this::row).toList();
  }

  private void showNoRecent(Exception failure) {
    show(List.of());
    failed(failure);
  }

  private void failed(Exception failure) {
    problem.set(new KeyWords(surroundings.texts()).why(failure));
  }

  private void show(List<TenantRow> found) {
    problem.set("");
    rows.setAll(found);
    if (found.isEmpty()) {
      selected.set(Optional.empty());
      session.tenantProperty().set("");
    } else {
      select(found.getFirst());
    }
  }

  private TenantRow row(RecentTenants.Recent recent) {
    Duration since = Duration.between(recent.openedAt(), surroundings.clock().instant());
    boolean present = Files.isDirectory(recent.folder());
    return new TenantRow(
        recent.dataRoot(),
        recent.tenant(),
        present,
        surroundings.text(present ? "welcome.keys" : "welcome.keys-then", recent.keys()),
        surroundings.text("welcome.opened", ShellViewModel.span(surroundings, since)),
        recent.seal());
  }

  /// What is told of a tenant's seals; empty where nobody looked, or the tenant is gone.
  public String sealText(TenantRow row) {
    return switch (row.seal().state()) {
      case UNKNOWN -> "";
      case SEALED -> surroundings.text("welcome.sealed");
      case NOT_SEALED -> surroundings.text("welcome.not-sealed");
      case BROKEN ->
          surroundings.text(
              "welcome.seal-broken", row.seal().brokenOn().map(KeyWords::dayOfYear).orElse(""));
    };
  }

  /// Takes one tenant from those opened before; can be undone.
  public void forget(TenantRow row) {
    change(
        recents -> recents.forget(row.dataRoot(), row.tenant()),
        surroundings.text("welcome.forgotten", row.tenant()));
  }

  /// Forgets the tenants opened before; can be undone.
  public void clearRecent() {
    change(RecentTenants::clear, surroundings.text("welcome.cleared"));
  }

  private interface Change {
    void of(RecentTenants recents) throws IOException;
  }

  private void change(Change change, String said) {
    surroundings
        .tasks()
        .run(
            () -> {
              List<RecentTenants.Recent> before = surroundings.recents().all();
              change.of(surroundings.recents());
              return before;
            },
            before -> {
              showRecent();
              shell.say(said, Optional.of(() -> bringBack(before)));
            },
            this::failed);
  }

  /// Those opened since then stay the first.
  private void bringBack(List<RecentTenants.Recent> before) {
    surroundings
        .tasks()
        .run(
            () -> {
              RecentTenants recents = surroundings.recents();
              List<RecentTenants.Recent> since = recents.all();
              for (RecentTenants.Recent each : before.reversed()) {
                recents.remember(each);
              }
              for (RecentTenants.Recent each : since.reversed()) {
                if (before.stream().noneMatch(old -> old.folder().equals(each.folder()))) {
                  recents.remember(each);
                }
              }
              return before;
            },
            done -> {
              if (!ofFolder.get()) {
                showRecent();
              }
            },
            this::failed);
  }

  /// Opens the chosen tenant: with the token where one was given, read-only otherwise.
  public void openSelected() {
    if (openable.get() && session.isGiven()) {
      session.verify();
    } else {
      openReadOnly();
    }
  }

  /// Takes the chosen tenant from those opened before.
  public void forgetSelected() {
    selected.get().filter(row -> !row.opened().isEmpty()).ifPresent(this::forget);
  }

  /// Opens the chosen tenant without a token.
  public void openReadOnly() {
    selected
        .get()
        .filter(TenantRow::present)
        .ifPresent(row -> shell.open(row.dataRoot(), row.tenant(), Session.readOnly(row.tenant())));
  }

  /// Opens the demo tenant with a session to act with.
  public void openDemo() {
    shell.openDemo(false);
  }

  private void openAs(Session verified) {
    selected
        .get()
        .filter(TenantRow::present)
        .ifPresent(row -> shell.open(row.dataRoot(), row.tenant(), verified));
  }
}
