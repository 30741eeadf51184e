package keyconsole.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import keyconsole.domain.Expiry;
import keyconsole.domain.Explained;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Limits;
import keyconsole.domain.Message;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.TemplateMistake;
import keyconsole.domain.Value;
import org.jspecify.annotations.Nullable;

/// Templates as JSON objects. Their parts bear the names that they have in a key file; `limits` and
/// `restrictions` hold theirs together, and are there as a whole or not at all. Names that this
/// version does not know are kept, at both depths.
public final class TemplateCodec {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 4_000;
  private static final long MOST_DAYS = 36_500;

  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";
  private static final String SCOPE = "scope";
  private static final String CAPABILITIES = "capabilities";
  private static final String LIMITS = "limits";
  private static final String DAYS = "expires_after_days";
  private static final String NEVER = "never_expires";
  private static final String RESTRICTIONS = "restrictions";
  private static final String CONSTRAINTS = "tenant_constraints";
  private static final String TLS = "require_tls";

  private static final List<String> LIMIT_NAMES =
      List.of(
          "rate_limit_per_hour",
          "daily_quota",
          "monthly_quota",
          "cost_limit_cents",
          "max_tokens_per_request",
          "max_concurrent_requests");

  private static final List<String> LIST_NAMES =
      List.of("allowed_endpoints", "blocked_endpoints", "allowed_ips", "allowed_domains");

  private static final Set<String> KNOWN =
      Set.of(
          NAME, DESCRIPTION, SCOPE, CAPABILITIES, LIMITS, DAYS, NEVER, RESTRICTIONS, CONSTRAINTS);

  private TemplateCodec() {}

  /// Something is no template; what there is to tell says why.
  public static final class NoTemplate extends Exception implements Explained {
    private static final long serialVersionUID = 1;

    private final transient Message told;

    NoTemplate(TemplateMistake mistake, Object... about) {
      this(Message.of(mistake, about));
    }

    private NoTemplate(Message told) {
      super(English.of(told));
      this.told = told;
    }

    @Override
    public Message told() {
      return told;
    }
  }

  /// A template as an object.
  public static Value.Fields write(KeyTemplate template) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(NAME, new Value.Text(template.name()));
    fields.put(DESCRIPTION, new Value.Text(template.description()));
    template.scope().ifPresent(scope -> fields.put(SCOPE, new Value.Text(scope.text())));
    template.capabilities().ifPresent(all -> fields.put(CAPABILITIES, Value.Items.ofTexts(all)));
    template.limits().ifPresent(limits -> fields.put(LIMITS, write(limits)));
    template.expiry().ifPresent(expiry -> write(expiry, fields));
    template.restrictions().ifPresent(all -> fields.put(RESTRICTIONS, write(all)));
    template.constraints().ifPresent(all -> fields.put(CONSTRAINTS, all));
    template
        .unknown()
        .fields()
        .forEach((name, value) -> fields.merge(name, value, TemplateCodec::beside));
    return new Value.Fields(fields);
  }

  /// What is known keeps its place, what is not goes behind it.
  private static Value beside(Value known, Value unknown) {
    return known instanceof Value.Fields ours && unknown instanceof Value.Fields others
        ? ours.overlaidWith(others)
        : known;
  }

  private static Value write(Limits limits) {
    long[] all = {
      limits.perHour(),
      limits.perDay(),
      limits.perMonth(),
      limits.costCents(),
      limits.tokensPerRequest(),
      limits.concurrentRequests()
    };
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < all.length; i++) {
      fields.put(LIMIT_NAMES.get(i), Value.Numeral.of(all[i]));
    }
    return new Value.Fields(fields);
  }

  private static void write(Expiry expiry, Map<String, Value> fields) {
    switch (expiry) {
      case Expiry.After(Duration span) ->
          fields.put(DAYS, Value.Numeral.of(Math.max(1, span.toDays())));
      case Expiry.Never(String reason) -> fields.put(NEVER, new Value.Text(reason));
      // A moment is of one key alone.
      case Expiry.At _, Expiry.NoEarlierThan _ -> {}
    }
  }

  private static Value write(Restrictions restrictions) {
    Map<String, Value> fields = new LinkedHashMap<>();
    List<List<String>> lists =
        List.of(
            restrictions.allowedEndpoints(),
            restrictions.blockedEndpoints(),
            restrictions.allowedIps(),
            restrictions.allowedDomains());
    for (int i = 0; i < lists.size(); i++) {
      fields.put(LIST_NAMES.get(i), Value.Items.ofTexts(lists.get(i)));
    }
    fields.put(TLS, new Value.Truth(restrictions.requireTls()));
    return new Value.Fields(fields);
  }

  /// A template from what stands in a file.
  ///
  /// @throws NoTemplate where it is none
  public static KeyTemplate read(Value value) throws NoTemplate {
    if (!(value instanceof Value.Fields fields)) {
      throw new NoTemplate(TemplateMistake.NO_OBJECT);
    }
    String name = text(fields, NAME, LONGEST_NAME).orElse("").strip();
    if (name.isEmpty()) {
      throw new NoTemplate(TemplateMistake.NO_NAME);
    }
    return new KeyTemplate(
        name,
        text(fields, DESCRIPTION, LONGEST_TEXT).orElse(""),
        scope(fields),
        fields.fields().containsKey(CAPABILITIES)
            ? Optional.of(texts(fields, CAPABILITIES))
            : Optional.empty(),
        part(fields, LIMITS, TemplateCodec::limits),
        expiry(fields),
        part(fields, RESTRICTIONS, TemplateCodec::restrictions),
        object(fields, CONSTRAINTS),
        unknown(fields));
  }

  private interface Part<T> {
    T of(Value.Fields fields) throws NoTemplate;
  }

  private static <T> Optional<T> part(Value.Fields fields, String name, Part<T> read)
      throws NoTemplate {
    Optional<Value.Fields> object = object(fields, name);
    return object.isPresent() ? Optional.of(read.of(object.get())) : Optional.empty();
  }

  private static Optional<Value.Fields> object(Value.Fields fields, String name) throws NoTemplate {
    return as(
        fields,
        name,
        TemplateMistake.NOT_OBJECT,
        v -> v instanceof Value.Fields object ? object : null);
  }

  /// @param otherwise what there is to tell where it is something else
  /// @param cast answers null where the value is something else
  private static <T> Optional<T> as(
      Value.Fields fields,
      String name,
      TemplateMistake otherwise,
      Function<Value, @Nullable T> cast)
      throws NoTemplate {
    Optional<Value> value = fields.get(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> found = Optional.ofNullable(cast.apply(value.get()));
    if (found.isEmpty()) {
      throw new NoTemplate(otherwise, name);
    }
    return found;
  }

  private static Optional<String> text(Value.Fields fields, String name, int longest)
      throws NoTemplate {
    Optional<String> text =
        as(
            fields,
            name,
            TemplateMistake.NOT_TEXT,
            v -> v instanceof Value.Text(String t) ? t : null);
    if (text.filter(it -> it.length() > longest).isPresent()) {
      throw new NoTemplate(TemplateMistake.TOO_LONG, name, longest);
    }
    return text;
  }

  private static Optional<Scope> scope(Value.Fields fields) throws NoTemplate {
    return as(
        fields,
        SCOPE,
        TemplateMistake.NOT_SCOPE,
        v -> v instanceof Value.Text(String t) ? Scope.parse(t).orElse(null) : null);
  }

  private static List<String> texts(Value.Fields fields, String name) throws NoTemplate {
    Optional<List<Value>> items =
        as(
            fields,
            name,
            TemplateMistake.NOT_LIST,
            v -> v instanceof Value.Items(List<Value> all) ? all : null);
    List<String> texts = new ArrayList<>();
    for (Value item : items.orElse(List.of())) {
      if (!(item instanceof Value.Text(String text))) {
        throw new NoTemplate(TemplateMistake.LIST_OF_OTHERS, name);
      }
      texts.add(text);
    }
    return texts;
  }

  private static Limits limits(Value.Fields fields) throws NoTemplate {
    long[] all = new long[LIMIT_NAMES.size()];
    for (int i = 0; i < all.length; i++) {
      String name = LIMIT_NAMES.get(i);
      all[i] =
          whole(fields, name)
              .orElseThrow(() -> new NoTemplate(TemplateMistake.LIMIT_LACKING, name));
    }
    return new Limits(all[0], all[1], all[2], all[3], all[4], all[5]);
  }

  private static Optional<Long> whole(Value.Fields fields, String name) throws NoTemplate {
    return as(
        fields,
        name,
        TemplateMistake.NOT_WHOLE_NUMBER,
        v ->
            v instanceof Value.Numeral(String t) && t.matches("-?[0-9]{1,18}")
                ? Long.valueOf(t)
                : null);
  }

  private static Optional<Expiry> expiry(Value.Fields fields) throws NoTemplate {
    Optional<Long> days = whole(fields, DAYS);
    Optional<String> never = text(fields, NEVER, LONGEST_TEXT);
    if (days.isPresent() && never.isPresent()) {
      throw new NoTemplate(TemplateMistake.BOTH_ENDS, DAYS, NEVER);
    }
    if (days.filter(n -> n < 1 || n > MOST_DAYS).isPresent()) {
      throw new NoTemplate(TemplateMistake.NOT_BETWEEN, DAYS, 1, MOST_DAYS);
    }
    return days.<Expiry>map(n -> new Expiry.After(Duration.ofDays(n)))
        .or(() -> never.map(Expiry.Never::new));
  }

  private static Restrictions restrictions(Value.Fields fields) throws NoTemplate {
    return new Restrictions(
        texts(fields, LIST_NAMES.get(0)),
        texts(fields, LIST_NAMES.get(1)),
        texts(fields, LIST_NAMES.get(2)),
        texts(fields, LIST_NAMES.get(3)),
        as(
                fields,
                TLS,
                TemplateMistake.NOT_TRUTH,
                v -> v instanceof Value.Truth(boolean t) ? t : null)
            .orElse(true));
  }

  private static Value.Fields unknown(Value.Fields fields) {
    Map<String, Value> kept = new LinkedHashMap<>();
    fields
        .fields()
        .forEach(
            (name, value) -> {
              if (!KNOWN.contains(name)) {
                kept.put(name, value);
              } else if (value instanceof Value.Fields object) {
                Value.Fields inner = unknown(name, object);
                if (!inner.fields().isEmpty()) {
                  kept.put(name, inner);
                }
              }
            });
    return new Value.Fields(kept);
  }

  private static Value.Fields unknown(String name, Value.Fields object) {
    Map<String, Value> kept = new LinkedHashMap<>(object.fields());
    switch (name) {
      case LIMITS -> kept.keySet().removeAll(LIMIT_NAMES);
      case RESTRICTIONS -> {
        kept.keySet().removeAll(LIST_NAMES);
        kept.remove(TLS);
      }
      default -> kept.clear();
    }
    return new Value.Fields(kept);
  }
}
