package keyconsole.viewmodel;

/// .
public final class WelcomeViewModel {}
