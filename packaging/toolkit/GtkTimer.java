/*
 * Copyright (c) 2010, 2018, Oracle and/or its affiliates. All rights reserved.
 * DO NOT ALTER OR REMOVE COPYRIGHT NOTICES OR THIS FILE HEADER.
 *
 * This code is free software; you can redistribute it and/or modify it
 * under the terms of the GNU General Public License version 2 only, as
 * published by the Free Software Foundation.  Oracle designates this
 * particular file as subject to the "Classpath" exception as provided
 * by Oracle in the LICENSE file that accompanied this code.
 *
 * This code is distributed in the hope that it will be useful, but WITHOUT
 * ANY WARRANTY; without even the implied warranty of MERCHANTABILITY or
 * FITNESS FOR A PARTICULAR PURPOSE.  See the GNU General Public License
 * version 2 for more details (a copy is included in the LICENSE file that
 * accompanied this code).
 *
 * You should have received a copy of the GNU General Public License version
 * 2 along with this work; if not, write to the Free Software Foundation,
 * Inc., 51 Franklin St, Fifth Floor, Boston, MA 02110-1301 USA.
 *
 * Please contact Oracle, 500 Oracle Parkway, Redwood Shores, CA 94065 USA
 * or visit www.oracle.com if you need additional information or have any
 * questions.
 */

/*
 * Changed by Key Console on 2026-11-27: the timer can pause and go on, which the
 * class of JavaFX 26.0.2 cannot. Under the license above, the "Classpath"
 * exception included; everything else of Key Console is under the Apache License 2.0.
 */
package com.sun.glass.ui.gtk;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Timer;

/// The toolkit's timer under GTK, which wakes the UI thread 60 times a second. The toolkit asks it
/// to pause once nothing was to be drawn for a quarter of a second, and to go on before anything
/// is. JavaFX 26 does so on macOS, while its class of this name, which this one stands in for, does
/// neither.
///
/// Nothing can pause the native timer, so it is ended and another one begun. It is begun by any
/// thread, and paused by the UI thread alone: that is where it ticks, and a tick reads, without a
/// lock, what ending takes away.
final class GtkTimer extends Timer {

  private int period;
  private boolean paused;

  /// @param runnable what each tick runs, on the UI thread
  public GtkTimer(Runnable runnable) {
    super(runnable);
  }

  @Override
  public synchronized void start(int milliseconds) {
    super.start(milliseconds);
    period = milliseconds;
    paused = false;
  }

  @Override
  public synchronized void stop() {
    paused = false;
    super.stop();
  }

  /// Asked for by a tick, and by the thread that draws, after a frame. The latter is left for the
  /// next tick to ask once more.
  @Override
  public synchronized void pause() {
    if (Application.isEventThread() && isRunning()) {
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
