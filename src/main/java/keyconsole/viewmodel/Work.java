package keyconsole.viewmodel;

import java.util.Optional;

/// What goes on in the background at this moment.
///
/// @param progress 0 to 1, or negative where nobody can tell
/// @param cancel stops it after the piece at work; empty where it cannot be stopped
public record Work(String text, double progress, Optional<Runnable> cancel) {}
