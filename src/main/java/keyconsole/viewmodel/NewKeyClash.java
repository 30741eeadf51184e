package keyconsole.viewmodel;

/// Something that was changed in the wizard and, to something else, by somebody else meanwhile.
///
/// @param label of the field
/// @param was what the wizard began with; empty where it was nothing
/// @param theirs what the key has by now
/// @param mine what was typed
/// @param takeTheirs gives up what was typed, once the wizard stands on the key as it is by now
public record NewKeyClash(
    String label, String was, String theirs, String mine, Runnable takeTheirs) {}
