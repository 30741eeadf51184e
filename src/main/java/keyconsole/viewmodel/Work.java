package keyconsole.viewmodel;

import java.util.Optional;

/// Work that goes on in the background, as the status bar tells it.
///
/// @param progress 0 to 1; negative where nobody knows
/// @param cancel ends it; empty where it cannot be ended
public record Work(String text, double progress, Optional<Runnable> cancel) {}
