package keyconsole.viewmodel;

/// .
public final class ExtendViewModel {}
