package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Rule;
import keyconsole.domain.Unseen;
import keyconsole.service.Enforcement.Verdict;
import keyconsole.service.Flaw;

/// What [keyconsole.service.Enforcement] finds, in a person's words.
final class MarkWords {

  private static final int FEW = 3;
  private static final int MANY = 300;
  private static final int MOST_FLAWS = 12;
  private static final int LONGEST_VALUE = 80;

  private final KeyWords words;

  MarkWords(KeyWords words) {
    this.words = words;
  }

  Marked marked(Verdict verdict) {
    return new Marked(
        verdict.mark(),
        words.text("keys.mark." + stem(verdict.mark())),
        words.text("keys.mark.reason." + stem(verdict.reason())));
  }

  private static String stem(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What is wrong with a value, and what to write instead.
  String flaw(Flaw flaw) {
    boolean offered = flaw.fault() != Flaw.Fault.NO_SLASH || flaw.isMendable();
    return words.text(
        "keys.flaw." + stem(flaw.fault()) + (offered ? "" : ".other"),
        shown(flaw.value()),
        shown(flaw.instead()),
        flaw.addresses());
  }

  /// What is wrong with the first value, and how many more there are.
  String first(List<Flaw> flaws) {
    if (flaws.isEmpty()) {
      return "";
    }
    String first = flaw(flaws.getFirst());
    return flaws.size() == 1 ? first : words.text("keys.flaw.more", first, flaws.size() - 1);
  }

  /// What can be written in place of the values that match nothing; empty where nothing can.
  String offer(List<Flaw> flaws) {
    List<Flaw> mendable = flaws.stream().filter(Flaw::isMendable).toList();
    if (mendable.isEmpty()) {
      return "";
    }
    if (mendable.size() > 1) {
      return words.text("keys.mend.all", mendable.size());
    }
    Flaw flaw = mendable.getFirst();
    return flaw.fault() == Flaw.Fault.RANGE
        ? words.text(
            "keys.mend.range",
            shown(flaw.value()),
            KeyWords.number(flaw.addresses().longValueExact()))
        : words.text("keys.mend.form", shown(flaw.instead()));
  }

  /// A value of any text, fit to stand in a sentence.
  private static String shown(String value) {
    String text =
        value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value.strip();
    return Unseen.shown(text);
  }

  List<KeyDetail.Line> lines(List<Verdict> verdicts, ApiKey key) {
    return verdicts.stream().map(verdict -> line(verdict, key)).toList();
  }

  private KeyDetail.Line line(Verdict verdict, ApiKey key) {
    Marked marked = marked(verdict);
    List<Flaw> flaws = verdict.flaws();
    boolean partly = !flaws.isEmpty() && !marked.isBad();
    List<String> dead = new ArrayList<>();
    flaws.stream().limit(MOST_FLAWS).forEach(flaw -> dead.add(flaw(flaw)));
    if (flaws.size() > MOST_FLAWS) {
      dead.add(words.text("keys.more-values", flaws.size() - MOST_FLAWS));
    }
    List<String> named = flaws.stream().map(flaw -> shown(flaw.value())).toList();
    return new KeyDetail.Line(
        words.text(label(verdict.rule())),
        value(verdict.rule(), key, MANY),
        value(verdict.rule(), key, FEW),
        marked,
        dead,
        partly ? words.text("keys.restriction.dead", few(named)) : "",
        marked.isBad() || partly ? Optional.of(step(verdict.rule())) : Optional.empty());
  }

  private String value(Rule rule, ApiKey key, int most) {
    return switch (rule) {
      case ALLOWED_IPS -> upTo(most, key.restrictions().allowedIps());
      case ALLOWED_ENDPOINTS -> upTo(most, key.restrictions().allowedEndpoints());
      case BLOCKED_ENDPOINTS -> upTo(most, key.restrictions().blockedEndpoints());
      case ALLOWED_DOMAINS -> upTo(most, key.restrictions().allowedDomains());
      case TLS ->
          words.text(
              key.restrictions().requireTls() ? "keys.tls.required" : "keys.tls.not-required");
      case EXPIRY ->
          key.expiresAt().map(KeyWords::minute).orElseGet(() -> words.text("keys.never"));
      case REQUESTS_PER_HOUR -> KeyWords.number(key.limits().perHour());
      case REQUESTS_PER_DAY -> KeyWords.number(key.limits().perDay());
      case REQUESTS_PER_MONTH -> KeyWords.number(key.limits().perMonth());
      case COST -> words.text("keys.cents", KeyWords.number(key.limits().costCents()));
      case TOKENS_PER_REQUEST -> KeyWords.number(key.limits().tokensPerRequest());
      case CONCURRENT_REQUESTS -> KeyWords.number(key.limits().concurrentRequests());
      case KNOWN_KEY, STATUS -> "";
    };
  }

  /// The first few values of a list, and how many more there are.
  String few(List<String> values) {
    return upTo(FEW, values);
  }

  private String upTo(int most, List<String> values) {
    String first =
        values.stream()
            .limit(most)
            .map(value -> value.isBlank() ? "“" + value + "”" : value)
            .map(Unseen::shown)
            .collect(Collectors.joining(", "));
    return values.size() > most
        ? first + " " + words.text("keys.more-values", values.size() - most)
        : first;
  }

  private static String label(Rule rule) {
    return switch (rule) {
      case ALLOWED_IPS -> "keys.restriction.ips";
      case ALLOWED_ENDPOINTS -> "keys.restriction.endpoints";
      case BLOCKED_ENDPOINTS -> "keys.restriction.blocked";
      case ALLOWED_DOMAINS -> "keys.restriction.domains";
      case TLS -> "keys.restriction.tls";
      case REQUESTS_PER_HOUR -> "keys.limit.hour";
      case REQUESTS_PER_DAY -> "keys.limit.day";
      case REQUESTS_PER_MONTH -> "keys.limit.month";
      case COST -> "keys.limit.cost";
      case TOKENS_PER_REQUEST -> "keys.limit.tokens";
      case CONCURRENT_REQUESTS -> "keys.limit.concurrent";
      case EXPIRY -> "keys.fact.expires";
      case STATUS, KNOWN_KEY -> "keys.fact.status";
    };
  }

  /// Where in the wizard it is set.
  private static WizardStep step(Rule rule) {
    return switch (rule) {
      case ALLOWED_IPS, ALLOWED_ENDPOINTS, BLOCKED_ENDPOINTS, ALLOWED_DOMAINS, TLS ->
          WizardStep.RESTRICTIONS;
      case REQUESTS_PER_HOUR,
          REQUESTS_PER_DAY,
          REQUESTS_PER_MONTH,
          COST,
          TOKENS_PER_REQUEST,
          CONCURRENT_REQUESTS,
          EXPIRY ->
          WizardStep.LIMITS;
      case STATUS, KNOWN_KEY -> WizardStep.WHO;
    };
  }
}
