package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import keyconsole.domain.KeyId;

/// A token in a person's words, ready to be laid out. Holds no signature. Immutable.
///
/// @param judgements signature, time and tenant
/// @param source the key it was made from; empty where it names none
/// @param about what kind of token it is
/// @param claims in the token's order, those of the header first
public record TokenAnswer(
    List<Judgement> judgements, Optional<Source> source, String about, List<Claim> claims) {

  public TokenAnswer {
    judgements = List.copyOf(judgements);
    claims = List.copyOf(claims);
  }

  /// What may be said of one side of it.
  ///
  /// @param tone success, danger, warning, or neutral where it cannot be told
  public record Judgement(String title, Tone tone, String word, String reason) {}

  /// The key that it was made from.
  ///
  /// @param status the key's, with its tone; empty where the key is not there
  /// @param text whether the key is still usable
  /// @param excesses what the token claims beyond the key; empty where nothing
  /// @param key empty where it is not there
  public record Source(
      String name,
      Optional<KeyDetail.Badge> status,
      String text,
      String excesses,
      Optional<KeyId> key) {}

  /// A claim.
  ///
  /// @param kind what kind of value it has
  /// @param meaning what it means
  public record Claim(String name, String value, String kind, String meaning) {}
}
