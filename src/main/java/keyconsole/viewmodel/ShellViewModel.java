package keyconsole.viewmodel;

/// .
public final class ShellViewModel {}
