package keyconsole.viewmodel;

/// .
public final class ExtendViewModel {
  public ExtendViewModel(Workspace workspace, java.util.List<keyconsole.domain.ApiKey> keys) {}
}
