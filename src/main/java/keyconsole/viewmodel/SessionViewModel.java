package keyconsole.viewmodel;

/// .
public final class SessionViewModel {}
