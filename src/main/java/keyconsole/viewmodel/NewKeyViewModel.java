package keyconsole.viewmodel;

/// .
public final class NewKeyViewModel {}
