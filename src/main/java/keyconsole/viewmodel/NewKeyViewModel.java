package keyconsole.viewmodel;

/// .
public final class NewKeyViewModel {
  public NewKeyViewModel(Workspace workspace) {}

  public NewKeyViewModel(Workspace workspace, keyconsole.domain.ApiKey key) {}
}
