package keyconsole.audit;

/// How far a verification is, in bytes.
public record SealProgress(long read, long of) {}
