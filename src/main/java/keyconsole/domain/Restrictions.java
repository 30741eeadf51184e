package keyconsole.domain;

import java.util.List;

/// Where a key may be used from and for what. An empty list restricts nothing.
///
/// @param allowedEndpoints exact paths, e.g. `/v1/chat`
/// @param blockedEndpoints exact paths
/// @param allowedIps addresses as the backend compares them: exact text
/// @param allowedDomains host names; stored only
/// @param requireTls stored only
public record Restrictions(
    List<String> allowedEndpoints,
    List<String> blockedEndpoints,
    List<String> allowedIps,
    List<String> allowedDomains,
    boolean requireTls) {

  /// What a new key gets: no list, TLS required.
  public static final Restrictions NONE =
      new Restrictions(List.of(), List.of(), List.of(), List.of(), true);

  public Restrictions {
    allowedEndpoints = List.copyOf(allowedEndpoints);
    blockedEndpoints = List.copyOf(blockedEndpoints);
    allowedIps = List.copyOf(allowedIps);
    allowedDomains = List.copyOf(allowedDomains);
  }
}
