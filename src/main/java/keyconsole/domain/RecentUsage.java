package keyconsole.domain;

/// Requests of one key that were let through, counted from the usage lines.
///
/// @param hour in the UTC hour
/// @param day on the UTC day
/// @param month in the UTC month
public record RecentUsage(long hour, long day, long month) {}
