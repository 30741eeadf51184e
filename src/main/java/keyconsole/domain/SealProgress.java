package keyconsole.domain;

/// How far a verification of the sealed audit log is, in bytes.
public record SealProgress(long read, long of) {}
