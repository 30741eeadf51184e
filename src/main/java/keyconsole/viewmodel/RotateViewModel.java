package keyconsole.viewmodel;

/// .
public final class RotateViewModel {}
