package keyconsole.viewmodel;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// How one key is used, in a person's words. Immutable.
///
/// @param gauges hour, day and month
public record KeyUsageTold(List<Gauge> gauges, News news, Spikes spikes, Counters counters) {

  /// Use against a limit, and what is expected.
  ///
  /// @param label which hour, day or month
  /// @param used so far, `2,140`
  /// @param limit `of 5,000`
  /// @param percent used by limit; a dash where the limit is 0 or less
  /// @param share used by limit, 0 to 1; 1 where the limit is 0 or less
  /// @param outlook what is expected
  /// @param basis what that was worked out from; empty where nothing is expected
  /// @param ahead expected by limit, 0 to 1; empty where nothing is expected
  public record Gauge(
      String label,
      String used,
      String limit,
      String percent,
      double share,
      Tone tone,
      String outlook,
      String basis,
      OptionalDouble ahead) {

    /// All of it in a line, for those who do not see the bar.
    public String spoken() {
      return String.join(" · ", label, used + " " + limit, outlook);
    }
  }

  /// What was seen for the first time lately.
  ///
  /// @param note since when new means new, or why it cannot be told
  /// @param groups addresses and endpoints; empty where it cannot be told
  public record News(String note, List<Group> groups) {}

  /// New values of one kind.
  ///
  /// @param rest that there are more than [#values]; empty where there are not
  public record Group(String title, List<NewValue> values, String rest) {}

  /// A value seen for the first time.
  ///
  /// @param text as it stands in the lines, or that there is none
  /// @param badge that it is new, and since when
  public record NewValue(String text, String badge, String requests) {}

  /// Hours with far more requests than usual, newest first.
  ///
  /// @param note what counts as one, or that there is none
  public record Spikes(String note, List<Spike> hours) {}

  /// An hour with far more requests than usual.
  ///
  /// @param hour its beginning
  public record Spike(Instant hour, String when, String requests, String usual) {}

  /// The counters of the file against the lines.
  ///
  /// @param tone quiet where they agree
  /// @param lines how many there are
  /// @param facts what each says
  /// @param notes what may explain a difference, and what the denials say
  /// @param advice what to do; empty where there is nothing to do
  public record Counters(
      Tone tone,
      String verdict,
      String lines,
      List<Fact> facts,
      List<String> notes,
      String advice) {}

  /// A label and its value.
  public record Fact(String label, String value) {}
}
