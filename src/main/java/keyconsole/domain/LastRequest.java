package keyconsole.domain;

import java.time.Instant;

/// The newest usage line of a key.
///
/// @param clientIp empty where the line has none, or where more addresses were met than are told
///   apart
/// @param endpoint empty where the line has none
public record LastRequest(Instant moment, String clientIp, String endpoint) {}
