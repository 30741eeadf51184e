package keyconsole.viewmodel;

/// .
public final class RevokeViewModel {}
