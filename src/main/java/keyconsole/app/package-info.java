/// The only place that sees every layer: command line, wiring by hand, the JavaFX application.
///
/// May read every package; nothing reads it. Start at [keyconsole.app.Launcher].
@NullMarked
package keyconsole.app;

import org.jspecify.annotations.NullMarked;
