package com.sun.glass.ui.gtk;

import com.sun.glass.ui.Timer;

/// The toolkit's timer under GTK, which wakes the UI thread 60 times a second. The toolkit asks it
/// to pause once nothing was to be drawn for a quarter of a second, and to go on before anything
/// is. JavaFX 26 does so on macOS, while its class of this name, which this one stands in for,
/// does neither.
///
/// Nothing can pause the native timer, so it is ended and another one begun. Any thread.
final class GtkTimer extends Timer {

  private int period;
  private boolean paused;

  /// @param runnable what each tick runs, on the UI thread
  public GtkTimer(Runnable runnable) {
    super(runnable);
  }

  @Override
  public synchronized void start(int milliseconds) {
    period = milliseconds;
    paused = false;
    super.start(milliseconds);
  }

  @Override
  public synchronized void stop() {
    paused = false;
    super.stop();
  }

  @Override
  public synchronized void pause() {
    if (isRunning()) {
      super.stop();
      paused = true;
    }
  }

  @Override
  public synchronized void resume() {
    if (paused) {
      start(period);
    }
  }

  @Override
  protected long _start(Runnable runnable) {
    throw new UnsupportedOperationException("GTK has no timer that follows the screen");
  }

  @Override
  protected native long _start(Runnable runnable, int milliseconds);

  @Override
  protected native void _stop(long timer);

  @Override
  protected void _pause(long timer) {
    throw new UnsupportedOperationException("Ended instead");
  }

  @Override
  protected void _resume(long timer) {
    throw new UnsupportedOperationException("Begun anew instead");
  }
}
