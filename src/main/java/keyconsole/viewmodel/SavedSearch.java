package keyconsole.viewmodel;

/// A search of the audit log under a name that a person gave it.
///
/// @param query the search text; empty for all
public record SavedSearch(String name, String query) {}
