package keyconsole.viewmodel;

import java.util.List;
import keyconsole.domain.Mark;

/// A replay in a person's words, ready to be laid out. Immutable.
///
/// @param total requests on the days that are looked at
/// @param denied how many of them would have been denied
/// @param verdict the same in a sentence
/// @param present what the key as it is now would have denied; empty where there were no requests
/// @param notes what a person should know of the figures
/// @param chart says in words what the bars show
public record ReplayTold(
    long total,
    long denied,
    String verdict,
    String present,
    List<OfRule> rules,
    Values addresses,
    Values endpoints,
    List<Bar> days,
    String chart,
    List<String> notes) {

  public ReplayTold {
    rules = List.copyOf(rules);
    days = List.copyOf(days);
    notes = List.copyOf(notes);
  }

  /// How many a rule denied.
  ///
  /// @param mark whether the backend denies any of them today
  /// @param meaning the same in a sentence
  public record OfRule(String name, String denied, Mark mark, String meaning) {}

  /// Where denied requests came from, or went.
  ///
  /// @param more how many values are left out, in words; empty where none are
  public record Values(List<Value> first, String more) {
    public Values {
      first = List.copyOf(first);
    }
  }

  /// A value and how often it was denied.
  ///
  /// @param given whether the requests named one at all
  public record Value(String text, boolean given, String denied) {}

  /// The requests of a day.
  ///
  /// @param label its date
  /// @param text what there is to say of it
  public record Bar(String label, long passed, long denied, String text) {}
}
