package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import keyconsole.domain.KeyId;

/// What the drawer shows of one row, ready to be laid out. Immutable.
///
/// @param id the key's id, or the file's name for a problem
/// @param usage what becomes of the limits that the gauges tell of
/// @param notRead the usage files of this month that could not be read in full, and what to do
///   about it, a line each; empty where the gauges tell all
/// @param restrictions the worst first
/// @param limits the worst first
/// @param reconciled the counters against the usage lines; empty before those are counted
/// @param suspendable whether the status button suspends; it resumes where [#resumable]
public record KeyDetail(
    String title,
    String subtitle,
    List<Badge> badges,
    String id,
    List<Fact> facts,
    List<String> capabilities,
    List<Link> links,
    List<Gauge> gauges,
    Marked usage,
    String notRead,
    List<Line> restrictions,
    List<Line> limits,
    List<Fact> counters,
    Optional<KeyUsageTold.Counters> reconciled,
    boolean suspendable,
    boolean resumable,
    boolean problem,
    boolean live,
    Optional<String> blocked) {

  /// A word in a pill.
  ///
  /// @param meaning what the word means; may be empty
  /// @param outlined whether it stands for a file that is no key
  public record Badge(String text, Tone tone, String meaning, boolean outlined) {

    /// One of a key.
    public Badge(String text, Tone tone, String meaning) {
      this(text, tone, meaning, false);
    }

    /// One that says it all.
    public Badge(String text, Tone tone) {
      this(text, tone, "");
    }
  }

  /// A label and its value.
  ///
  /// @param mono whether the value is an id, a path or an address
  public record Fact(String label, String value, Tone tone, boolean mono) {}

  /// Another key that this one is bound to.
  ///
  /// @param key empty where it is not there any more
  public record Link(String label, String name, Optional<KeyId> key) {}

  /// Use against a limit.
  ///
  /// @param known whether the usage lines were counted; where not, nothing is said of the use
  /// @param used so far, `2,140`; `at least 2,140` where something could not be read
  /// @param share used by limit, 0 to 1; 1 where the limit is 0 or less
  /// @param outlook what is expected, in words; empty before that is known, and where something
  ///   could not be read
  /// @param ahead expected by limit, 0 to 1; empty where nothing is expected
  public record Gauge(
      String label,
      boolean known,
      String used,
      String limit,
      String percent,
      double share,
      Tone tone,
      String outlook,
      OptionalDouble ahead) {

    /// Whether it is near its limit, or will be.
    public boolean isLoud() {
      return tone == Tone.WARNING || tone == Tone.DANGER;
    }
  }

  /// A restriction or a limit and what becomes of it.
  ///
  /// @param brief its value where there is little room
  /// @param dead what is wrong with each value that can match nothing; empty where all is well
  /// @param deadBrief which values can match nothing beside others that do
  /// @param fix where in the wizard it can be mended; empty where there is nothing to mend
  public record Line(
      String label,
      String value,
      String brief,
      Marked marked,
      List<String> dead,
      String deadBrief,
      Optional<WizardStep> fix) {}
}
