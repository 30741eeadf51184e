package keyconsole.viewmodel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.Decision;
import keyconsole.domain.Decision.Answer;
import keyconsole.domain.Message;
import keyconsole.domain.Rule;
import keyconsole.domain.RuleResult;
import keyconsole.domain.RuleResult.Held;
import keyconsole.domain.RuleResult.Outcome;
import keyconsole.domain.Unseen;

/// Puts a decision into a person's words. What it takes of a request holds no raw key.
final class AccessWords {

  private static final double AMBER = 0.75;
  private static final int VALUES = 20;
  private static final int LONGEST = 400;
  private static final int BEGINNING = 120;
  private static final int END = 40;

  private final KeyWords words;

  AccessWords(KeyWords words) {
    this.words = words;
  }

  /// @param real whether it was counted as a real request
  AccessAnswer answer(
      Decision decision, AccessRequest request, Optional<AccessKey> key, boolean real) {
    boolean pasted = request.credential() instanceof AccessRequest.Credential.Raw;
    Optional<Rule> deciding =
        decision instanceof Decision.Denied denied ? Optional.of(denied.rule()) : Optional.empty();
    return new AccessAnswer(
        backend(decision, real),
        full(decision, real),
        differ(decision),
        deciding.map(AccessWords::remedy).orElse(WizardStep.RESTRICTIONS),
        decision.trace().stream()
            .map(result -> line(result, pasted, deciding.equals(Optional.of(result.rule()))))
            .toList(),
        key,
        real);
  }

  private AccessAnswer.Verdict backend(Decision decision, boolean real) {
    List<Outcome> outcomes = decision.trace().stream().map(RuleResult::backend).toList();
    return verdict(
        decision.backend(),
        words.text(real ? "access.backend.would" : "access.backend.allows"),
        outcomes,
        isUnknown(decision) ? "access.rules.unknown" : "access.rules.backend");
  }

  private AccessAnswer.Verdict full(Decision decision, boolean real) {
    List<Outcome> outcomes = decision.trace().stream().map(RuleResult::full).toList();
    boolean counted = real && decision instanceof Decision.Allowed;
    return verdict(
        decision.full(),
        words.text(counted ? "access.full.counted" : "access.full.allows"),
        outcomes,
        isUnknown(decision) ? "access.rules.unknown" : "access.rules.full");
  }

  private static boolean isUnknown(Decision decision) {
    return decision instanceof Decision.Denied denied && denied.key().isEmpty();
  }

  private AccessAnswer.Verdict verdict(
      Answer answer, String allowed, List<Outcome> outcomes, String rules) {
    int passed = count(outcomes, Outcome.Passed.class);
    int failed = count(outcomes, Outcome.Failed.class);
    String counted = words.text(rules, failed, passed + failed);
    return switch (answer) {
      case Answer.Yes _ ->
          new AccessAnswer.Verdict(true, words.text("access.allowed"), allowed, counted);
      case Answer.No(Rule _, String _, Message told) ->
          new AccessAnswer.Verdict(
              false, words.text("access.denied"), shown(words.told(told)), counted);
    };
  }

  private static int count(List<Outcome> outcomes, Class<? extends Outcome> kind) {
    return (int) outcomes.stream().filter(kind::isInstance).count();
  }

  private static WizardStep remedy(Rule rule) {
    return switch (rule) {
      case KNOWN_KEY,
          STATUS,
          ALLOWED_ENDPOINTS,
          BLOCKED_ENDPOINTS,
          ALLOWED_IPS,
          ALLOWED_DOMAINS,
          TLS ->
          WizardStep.RESTRICTIONS;
      case EXPIRY,
          TOKENS_PER_REQUEST,
          REQUESTS_PER_HOUR,
          REQUESTS_PER_DAY,
          REQUESTS_PER_MONTH,
          COST,
          CONCURRENT_REQUESTS ->
          WizardStep.LIMITS;
    };
  }

  private String differ(Decision decision) {
    return switch (decision.backend()) {
      case Answer.Yes _ ->
          decision.full() instanceof Answer.No(Rule rule, String _, Message _)
              ? words.text("access.wider." + rule)
              : "";
      case Answer.No(Rule rule, String _, Message _) ->
          decision.full() instanceof Answer.Yes ? words.text("access.narrower." + rule) : "";
    };
  }

  /// How a check came out, in a line of those that were made before.
  String outcome(AccessAnswer answer) {
    if (answer.backend().allowed() == answer.full().allowed()) {
      return words.text(answer.full().allowed() ? "access.past.allowed" : "access.past.denied");
    }
    return words.text(answer.backend().allowed() ? "access.past.wider" : "access.past.narrower");
  }

  private AccessAnswer.Line line(RuleResult result, boolean pasted, boolean deciding) {
    Rule rule = result.rule();
    double share = result.held() instanceof Held.Used used ? share(used) : 0;
    return new AccessAnswer.Line(
        words.text("access.rule." + rule),
        held(result),
        share >= AMBER
            ? words.text("access.used", KeyWords.number((long) Math.floor(share * 100)))
            : "",
        share >= 1 ? Tone.DANGER : Tone.WARNING,
        asked(result, pasted),
        outcome(result.backend(), "access.why.no-rule"),
        outcome(result.full(), "access.why.not-told"),
        deciding);
  }

  private static double share(Held.Used used) {
    return used.limit() <= 0 ? 1 : (double) used.used() / used.limit();
  }

  private AccessAnswer.Cell held(RuleResult result) {
    Rule rule = result.rule();
    return switch (result.held()) {
      case Held.Nothing _ -> remark("access.held.nothing." + rule);
      case Held.Word(String text) -> word(rule, text);
      case Held.Values(List<String> values) -> mono(joined(values));
      case Held.Limit(long limit) -> plain(limit(rule, limit));
      case Held.Used(long used, long limit) ->
          plain(words.text("access.held.used", KeyWords.number(used), KeyWords.number(limit)));
    };
  }

  private AccessAnswer.Cell word(Rule rule, String text) {
    return switch (rule) {
      case KNOWN_KEY -> plain(text.isBlank() ? words.text("keys.unnamed") : shown(text));
      case EXPIRY -> moment(Instant.parse(text));
      case TLS -> plain(words.text("keys.tls.required"));
      case STATUS -> plain(words.text("access.held.status." + text));
      case ALLOWED_ENDPOINTS,
          BLOCKED_ENDPOINTS,
          ALLOWED_IPS,
          ALLOWED_DOMAINS,
          TOKENS_PER_REQUEST,
          REQUESTS_PER_HOUR,
          REQUESTS_PER_DAY,
          REQUESTS_PER_MONTH,
          COST,
          CONCURRENT_REQUESTS ->
          plain(shown(text));
    };
  }

  private static AccessAnswer.Cell moment(Instant moment) {
    return new AccessAnswer.Cell(KeyWords.day(moment), KeyWords.minute(moment), false, false);
  }

  private String joined(List<String> values) {
    String first = String.join(", ", values.subList(0, Math.min(VALUES, values.size())));
    int more = values.size() - VALUES;
    return shown(more > 0 ? words.text("dialog.and-more", first, more) : first);
  }

  private String limit(Rule rule, long limit) {
    String number = KeyWords.number(limit);
    return rule == Rule.COST ? words.text("keys.cents", number) : number;
  }

  private AccessAnswer.Cell asked(RuleResult result, boolean pasted) {
    String asked = result.asked();
    return switch (result.rule()) {
      case KNOWN_KEY -> remark(pasted ? "access.asked.pasted" : "access.asked.picked");
      case STATUS -> plain("");
      case EXPIRY -> remark("access.asked.now");
      case ALLOWED_ENDPOINTS, BLOCKED_ENDPOINTS, ALLOWED_IPS ->
          asked.isEmpty() ? remark("access.asked.empty") : mono(shown(asked));
      case ALLOWED_DOMAINS -> asked.isEmpty() ? remark("access.asked.unknown") : mono(shown(asked));
      case TLS ->
          asked.isEmpty()
              ? remark("access.asked.unknown")
              : plain(words.text(asked.equals("TLS") ? "access.asked.tls" : "access.asked.no-tls"));
      case TOKENS_PER_REQUEST ->
          asked.isEmpty()
              ? remark("access.asked.unknown")
              : plain(KeyWords.number(Long.parseLong(asked)));
      case REQUESTS_PER_HOUR, REQUESTS_PER_DAY, REQUESTS_PER_MONTH ->
          plain(words.text("access.asked.one"));
      case COST, CONCURRENT_REQUESTS -> remark("access.asked.not-known");
    };
  }

  private AccessAnswer.Outcome outcome(Outcome outcome, String notJudged) {
    return switch (outcome) {
      case Outcome.Passed _ -> marked(AccessAnswer.Mark.PASSES, "access.mark.PASSES");
      case Outcome.Failed(String _, Message told) ->
          new AccessAnswer.Outcome(AccessAnswer.Mark.DENIES, shown(words.told(told)));
      case Outcome.NotJudged _ -> marked(AccessAnswer.Mark.NOT_LOOKED_AT, notJudged);
      case Outcome.NotTracked _ ->
          marked(AccessAnswer.Mark.NOT_KNOWN_HERE, "access.mark.NOT_KNOWN_HERE");
    };
  }

  private AccessAnswer.Outcome marked(AccessAnswer.Mark mark, String text) {
    return new AccessAnswer.Outcome(mark, words.text(text));
  }

  private AccessAnswer.Cell remark(String name) {
    return new AccessAnswer.Cell(words.text(name), words.text(name), false, true);
  }

  private static AccessAnswer.Cell plain(String text) {
    return new AccessAnswer.Cell(text, text, false, false);
  }

  private static AccessAnswer.Cell mono(String text) {
    return new AccessAnswer.Cell(text, text, true, false);
  }

  /// A text from outside on one line, see [Unseen], its middle left out where it is very long.
  static String shown(String text) {
    String cut =
        text.length() > LONGEST
            ? text.substring(0, text.offsetByCodePoints(0, BEGINNING))
                + " … "
                + text.substring(text.offsetByCodePoints(text.length(), -END))
            : text;
    return Unseen.shown(cut);
  }

  /// What a deed took, in the unit that fits.
  String took(long nanos) {
    if (nanos < 1_000_000) {
      return words.text("access.took.us", KeyWords.number(Math.max(1, nanos / 1_000)));
    }
    return nanos < 1_000_000_000
        ? words.text("access.took.ms", KeyWords.number(nanos / 1_000_000))
        : words.text("access.took.s", KeyWords.number(nanos / 1_000_000_000));
  }
}
