package keyconsole.viewmodel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.Finding;
import keyconsole.domain.FindingKind;
import org.jspecify.annotations.Nullable;

/// What the health page says.
///
/// @param subtitle how many keys were looked at, and what is still missing
/// @param counts of the findings that each filter leaves
/// @param groups those that the chosen filter leaves, the worst first
/// @param session another one after each change of who acts, since mends depend on that
/// @param failure why nothing can be told; empty where something can
public record HealthTold(
    State state,
    String subtitle,
    Map<HealthFilter, Integer> counts,
    List<Group> groups,
    int session,
    String failure) {

  public HealthTold {
    counts = Map.copyOf(counts);
    groups = List.copyOf(groups);
  }

  /// What there is to show.
  public enum State {
    /// Nobody has looked yet.
    LOADING,
    /// There is something to mend.
    FOUND,
    /// There is nothing to mend at all.
    NOTHING,
    /// There is, but the filter leaves none of it.
    NO_MATCH,
    /// It cannot be told.
    FAILED
  }

  /// The findings of a severity, or those that are put off.
  ///
  /// Equal to itself alone: to compare what may be hundreds of thousands of findings would hold up
  /// the UI thread, and [HealthSorted] keeps the object as long as it tells the same.
  ///
  /// @param count how many there are
  public record Group(String title, String hint, Tone tone, int count, List<Card> cards) {
    public Group {
      cards = List.copyOf(cards);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /// The findings of a kind, within a group. Put into words one by one, since they may be very
  /// many: see [HealthViewModel#row].
  ///
  /// @param why it matters
  public record Card(
      FindingKind kind, Tone tone, String title, String why, List<Finding> findings) {
    public Card {
      findings = List.copyOf(findings);
    }
  }

  /// A finding in a person's words.
  ///
  /// @param name of the key, or what it is about
  /// @param aside the key's owner; empty where it is about none
  /// @param evidence by what it was seen
  /// @param mends what can be done, the best first
  /// @param hasKey whether the key can be shown among the keys
  /// @param putOff by whom, until when and why; empty where it is not
  public record Row(
      Finding finding,
      String name,
      String aside,
      String evidence,
      List<Mend> mends,
      boolean hasKey,
      String putOff) {
    public Row {
      mends = List.copyOf(mends);
    }
  }

  /// Something that can be done about a finding.
  ///
  /// @param blocked why not now; empty where it can be done
  public record Mend(HealthWay way, String text, Optional<String> blocked) {}
}
