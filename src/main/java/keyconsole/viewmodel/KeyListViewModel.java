package keyconsole.viewmodel;

/// .
public final class KeyListViewModel {}
