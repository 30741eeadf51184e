package keyconsole.viewmodel;

/// .
public final class RotateViewModel {
  public RotateViewModel(Workspace workspace, keyconsole.domain.ApiKey key) {}
}
