package keyconsole.viewmodel;

/// .
public final class RevealViewModel {}
