package keyconsole.viewmodel;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The first steps of somebody who has never seen the console, each beside the control that it is
/// about.
public final class TourViewModel implements Guide {

  /// A step.
  public enum Step {
    FIND,
    COMMAND,
    SCREENS,
    SESSION
  }

  private static final List<Step> STEPS = List.of(Step.values());

  private final ShellViewModel shell;
  private final KeyWords words;
  private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.FIND);

  TourViewModel(Surroundings surroundings, ShellViewModel shell) {
    this.shell = shell;
    this.words = new KeyWords(surroundings.texts());
  }

  public ReadOnlyObjectProperty<Step> stepProperty() {
    return step.getReadOnlyProperty();
  }

  /// The title of the step.
  public String title() {
    return words.text("tour." + stem() + ".title");
  }

  /// What the step tells.
  public String text() {
    return words.text("tour." + stem() + ".text", Command.PALETTE.keysText());
  }

  /// Which of how many steps it is.
  public String place() {
    return words.text("tour.place", at() + 1, STEPS.size());
  }

  private String stem() {
    return step.get().name().toLowerCase(Locale.ROOT);
  }

  public boolean isFirst() {
    return step.get() == Step.FIND;
  }

  public boolean isLast() {
    return step.get() == Step.SESSION;
  }

  /// On to the next step; after the last one the tour ends.
  public void next() {
    if (isLast()) {
      close();
    } else {
      turn(1);
    }
  }

  /// Back to the step before.
  public void back() {
    if (!isFirst()) {
      turn(-1);
    }
  }

  private int at() {
    return STEPS.indexOf(step.get());
  }

  private void turn(int by) {
    step.set(STEPS.get(at() + by));
  }

  @Override
  public void close() {
    shell.close(new Dialog.Guide(this));
  }
}
