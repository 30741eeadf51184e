package keyconsole.viewmodel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import keyconsole.domain.ApiKey;
import keyconsole.domain.TokenReading;
import keyconsole.domain.TokenReading.Claim;
import keyconsole.domain.TokenReading.Excess;
import keyconsole.domain.TokenReading.Kind;
import keyconsole.domain.TokenReading.Validity;
import keyconsole.domain.Value;
import keyconsole.service.JsonText;

/// Puts the reading of a token into a person's words.
final class TokenWords {

  private static final int EXCESSES = 6;

  private static final Set<String> TIMES = Set.of("iat", "exp", "nbf");

  private final KeyWords words;

  TokenWords(KeyWords words) {
    this.words = words;
  }

  TokenAnswer answer(TokenReading reading, Instant now) {
    return new TokenAnswer(
        List.of(signature(reading), validity(reading.validity(), now), tenant(reading.tenant())),
        reading.source().map(source -> source(source, now)),
        words.text(reading.kind() == Kind.FROM_KEY ? "access.token.key" : "access.token.platform"),
        claims(reading));
  }

  private TokenAnswer.Judgement signature(TokenReading reading) {
    String name = "access.signature." + reading.signature();
    Tone tone =
        switch (reading.signature()) {
          case MATCHES -> Tone.SUCCESS;
          case MATCHES_THIS_RUN -> Tone.WARNING;
          case DIFFERS, REFUSED -> Tone.DANGER;
          case KEY_UNKNOWN, SECRET_NOT_KEPT -> Tone.NEUTRAL;
        };
    String algorithm =
        reading.algorithm().isEmpty()
            ? words.text("access.signature.none")
            : AccessWords.shown(reading.algorithm());
    return new TokenAnswer.Judgement(
        words.text("access.signature"),
        tone,
        words.text(name),
        words.text(name + ".text", algorithm));
  }

  private TokenAnswer.Judgement validity(Validity validity, Instant now) {
    return switch (validity) {
      case Validity.Endless _ ->
          time(Tone.WARNING, "access.validity.endless", words.text("access.validity.endless.text"));
      case Validity.Until(Instant end) ->
          time(
              Tone.SUCCESS,
              "access.validity.until",
              words.text(
                  "access.validity.until.text",
                  words.distance(Duration.between(now, end)),
                  KeyWords.minute(end)));
      case Validity.Ended(Instant end) ->
          time(
              Tone.DANGER,
              "access.validity.ended",
              words.text(
                  "access.validity.ended.text",
                  words.distance(Duration.between(end, now)),
                  KeyWords.minute(end)));
      case Validity.NotYet(String claim, Instant from) ->
          time(
              Tone.DANGER,
              "access.validity.not-yet",
              words.text("access.validity.not-yet.text", claim, KeyWords.minute(from)));
      case Validity.NoTime(String claim) ->
          time(
              Tone.DANGER,
              "access.validity.no-time",
              words.text("access.validity.no-time.text", claim));
    };
  }

  private TokenAnswer.Judgement time(Tone tone, String word, String reason) {
    return new TokenAnswer.Judgement(words.text("access.validity"), tone, words.text(word), reason);
  }

  private TokenAnswer.Judgement tenant(TokenReading.Tenant tenant) {
    String name = "access.tenant." + tenant.match();
    Tone tone =
        switch (tenant.match()) {
          case SAME, EVERYWHERE -> Tone.SUCCESS;
          case OTHER, NONE, TWO -> Tone.DANGER;
        };
    return new TokenAnswer.Judgement(
        words.text("access.tenant"),
        tone,
        words.text(name),
        words.text(name + ".text", AccessWords.shown(tenant.named())));
  }

  private TokenAnswer.Source source(TokenReading.Source source, Instant now) {
    return source
        .key()
        .map(key -> found(source, key, now))
        .orElseGet(
            () ->
                new TokenAnswer.Source(
                    AccessWords.shown(source.id()),
                    Optional.empty(),
                    words.text("access.source.gone"),
                    "",
                    Optional.empty()));
  }

  private TokenAnswer.Source found(TokenReading.Source source, ApiKey key, Instant now) {
    return new TokenAnswer.Source(
        words.name(key),
        Optional.of(new KeyDetail.Badge(words.status(key.status()), KeyWords.tone(key.status()))),
        words.text(source.usable() ? "access.source.usable" : unusable(key, now)),
        source.excesses().isEmpty()
            ? ""
            : words.text("access.source.excesses", excesses(source.excesses())),
        Optional.of(key.id()));
  }

  private static String unusable(ApiKey key, Instant now) {
    return key.isPastExpiry(now) ? "access.source.past" : "access.source.unusable";
  }

  private String excesses(List<Excess> excesses) {
    String first =
        excesses.stream().limit(EXCESSES).map(this::excess).collect(Collectors.joining("; "));
    int more = excesses.size() - EXCESSES;
    return more > 0 ? words.text("dialog.and-more", first, more) : first;
  }

  private String excess(Excess excess) {
    String claimed = AccessWords.shown(excess.claimed());
    return excess.held().isEmpty()
        ? words.text("access.excess.none", excess.claim(), claimed)
        : words.text("access.excess", excess.claim(), claimed, AccessWords.shown(excess.held()));
  }

  private List<TokenAnswer.Claim> claims(TokenReading reading) {
    List<TokenAnswer.Claim> claims = new ArrayList<>();
    for (Claim claim : reading.claims()) {
      claims.add(
          new TokenAnswer.Claim(
              AccessWords.shown(claim.name()),
              value(claim.value()),
              words.text("access.kind." + kind(claim.value())),
              meaning(claim)));
    }
    return claims;
  }

  private static String kind(Value value) {
    return switch (value) {
      case Value.Text _ -> "text";
      case Value.Numeral _ -> "number";
      case Value.Truth _ -> "truth";
      case Value.Nothing _ -> "nothing";
      case Value.Items _ -> "list";
      case Value.Fields _ -> "object";
    };
  }

  private static String value(Value value) {
    String text =
        switch (value) {
          case Value.Text(String plain) -> plain;
          case Value.Numeral(String number) -> number;
          case Value.Truth _, Value.Nothing _, Value.Items _, Value.Fields _ ->
              onOneLine(JsonText.write(value));
        };
    return AccessWords.shown(text);
  }

  /// Line feeds in a text are escaped, so that each one here is between values.
  private static String onOneLine(String json) {
    return json.replaceAll("(?<=[\\[{])\n\\s*|\n\\s*(?=[\\]}])", "").replaceAll("\n\\s*", " ");
  }

  private String meaning(Claim claim) {
    String name = "access.claim." + claim.name();
    if (!words.has(name)) {
      return words.text("access.claims.other");
    }
    String meaning = words.text(name);
    return TIMES.contains(claim.name())
        ? claim.moment().map(at -> meaning + ": " + KeyWords.minute(at)).orElse(meaning)
        : meaning;
  }
}
