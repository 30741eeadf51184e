package keyconsole.domain;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What there is to tell a person, without the words: those stand in the bundles, so that each is
/// said in the language of whoever reads it.
///
/// @param about what stands in the places of the words, in their order: texts, numbers, moments,
///   and messages
public record Message(Kind kind, List<Object> about) {

  /// What is told. Each is worded in the bundles as `told.<key>`.
  public sealed interface Kind
      permits Denial,
          FileReason,
          FileTrouble,
          FileProblem,
          JsonMistake,
          TemplateMistake,
          Refusal,
          TokenRefusal {

    /// Names it in the bundles.
    String key();
  }

  public Message {
    about = List.copyOf(about);
  }

  /// What there is to tell of a kind.
  ///
  /// @param about of each a path, a text, a number, a moment or a message
  public static Message of(Kind kind, Object... about) {
    return new Message(kind, Arrays.stream(about).map(Message::plain).toList());
  }

  /// A path is told as it is written.
  private static Object plain(Object about) {
    return about instanceof Path path ? path.toString() : about;
  }
}
