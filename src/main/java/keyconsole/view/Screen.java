package keyconsole.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.beans.property.Property;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/// A screen's controller. It follows its view model until whoever shows the screen leaves it; what
/// it follows elsewhere would outlive the screen. UI thread only.
abstract class Screen {

  /// What ends all that it follows. Not subscriptions: that interface has a field, and lambdas of
  /// such a type are not in the start cache but made at each start.
  private final List<Runnable> ends = new ArrayList<>();

  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final AnimationTimer frames =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          Runnable step = steps.poll();
          if (step == null) {
            stop();
          } else {
            step.run();
          }
        }
      };

  /// Shows a value now and whenever it changes.
  final <T> void follow(ObservableValue<T> value, Consumer<? super T> show) {
    ends.add(value.subscribe(show)::unsubscribe);
  }

  /// Shows a list now and whenever it changes.
  final void follow(ObservableList<?> list, Runnable show) {
    // A change listener, since a table's own state is not brought up to date before those.
    ListChangeListener<Object> listener = change -> show.run();
    list.addListener(listener);
    ends.add(() -> list.removeListener(listener));
    show.run();
  }

  /// Keeps a property of a control equal to a value of the view model.
  final <T> void bind(Property<T> control, ObservableValue<? extends T> value) {
    control.bind(value);
    ends.add(control::unbind);
  }

  /// Keeps a property of a control and one of the view model equal, whichever changes.
  final <T> void bindBoth(Property<T> control, Property<T> value) {
    control.bindBidirectional(value);
    ends.add(() -> control.unbindBidirectional(value));
  }

  /// A screen within this one, left together with it.
  final void holds(Screen inner) {
    ends.add(inner::leave);
  }

  /// Does something in a frame of its own, after what was asked for before. What is shown for the
  /// first time costs classes, styles and a layout: made in one go, a large screen keeps a person
  /// waiting who wants to go elsewhere. No frame is left out between: one of which nothing is to be
  /// seen is drawn whole, which takes longer than any part, and the next one waits for it.
  final void inTurn(Runnable step) {
    steps.addLast(step);
    frames.start();
  }

  /// The same, before all that was asked for.
  final void next(Runnable step) {
    steps.addFirst(step);
    frames.start();
  }

  /// Puts the keyboard where a person goes on; called when the screen has come into the window.
  void takeFocus() {}

  /// Puts the keyboard into the screen's search.
  ///
  /// @return whether it has one
  boolean find() {
    return false;
  }

  /// Ends all that it follows, and what it has not begun. The screen is not shown again.
  final void leave() {
    steps.clear();
    frames.stop();
    ends.forEach(Runnable::run);
    ends.clear();
  }
}
