package keyconsole.viewmodel;

/// A filter as it is shown.
///
/// @param kind what it is about: `endpoint`
/// @param value the name a person knows
/// @param mono whether the value is an endpoint or an address
public record UsageChip(UsageFacet facet, String kind, String value, boolean mono) {}
