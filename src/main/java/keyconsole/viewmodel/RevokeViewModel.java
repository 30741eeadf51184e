package keyconsole.viewmodel;

/// .
public final class RevokeViewModel {
  public RevokeViewModel(Workspace workspace, java.util.List<keyconsole.domain.ApiKey> keys) {}
}
