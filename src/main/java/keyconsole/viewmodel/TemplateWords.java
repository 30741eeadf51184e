package keyconsole.viewmodel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.TemplateListing;
import keyconsole.domain.Value;
import keyconsole.service.BuiltInTemplate;
import keyconsole.service.Templates;

/// Templates in a person's words.
final class TemplateWords {

  private final KeyWords words;

  TemplateWords(KeyWords words) {
    this.words = words;
  }

  /// The templates that every tenant has, but for those whose names the tenant gave to its own.
  List<KeyTemplate> builtIn(List<KeyTemplate> own) {
    return Arrays.stream(BuiltInTemplate.values())
        .map(this::called)
        .filter(each -> Templates.find(own, each.name()).isEmpty())
        .toList();
  }

  private KeyTemplate called(BuiltInTemplate each) {
    String text = "template." + each.name();
    return each.called(words.text(text), words.text(text + ".text"));
  }

  /// The tenant's own, then those that every tenant has.
  List<KeyTemplate> all(List<KeyTemplate> own) {
    return Stream.concat(own.stream(), builtIn(own).stream()).toList();
  }

  /// The same, and then those that every tenant has by their names in the other languages: a file
  /// goes from one administrator to the next.
  List<KeyTemplate> inEveryLanguage(List<KeyTemplate> own) {
    Stream<KeyTemplate> others =
        Arrays.stream(Language.values())
            .map(language -> new TemplateWords(new KeyWords(language.texts())))
            .flatMap(elsewhere -> elsewhere.builtIn(own).stream());
    return Stream.concat(all(own).stream(), others).toList();
  }

  /// What it fills, in a few words.
  String facts(KeyTemplate template) {
    List<String> facts = new ArrayList<>();
    template.scope().ifPresent(scope -> facts.add(words.scope(scope)));
    template
        .capabilities()
        .ifPresent(all -> facts.add(words.text("template.capabilities", all.size())));
    template.limits().ifPresent(limits -> facts.add(words.text("template.limits")));
    template.expiry().flatMap(this::end).ifPresent(facts::add);
    template
        .restrictions()
        .map(
            all ->
                all.allowedEndpoints().size()
                    + all.blockedEndpoints().size()
                    + all.allowedIps().size()
                    + all.allowedDomains().size())
        .filter(count -> count > 0)
        .ifPresent(count -> facts.add(words.text("template.restrictions", count)));
    template.constraints().ifPresent(all -> facts.add(words.text("template.constraints")));
    return facts.isEmpty() ? words.text("template.nothing") : String.join(" · ", facts);
  }

  /// Who wrote it as it is, and when; that nobody knows where that is so.
  String sharing(Optional<TemplateListing.Sharing> sharing) {
    return sharing
        .map(it -> words.text("templates.shared", it.by(), KeyWords.minute(it.at())))
        .orElseGet(() -> words.text("templates.shared.unknown"));
  }

  /// What becomes another in a template that the next one replaces, a field each.
  List<String> changes(KeyTemplate there, KeyTemplate next) {
    return AuditChange.of(Templates.changes(there, next)).stream().map(this::change).toList();
  }

  private String change(AuditChange change) {
    String between =
        AuditValues.listChange(change.before(), change.after())
            .orElseGet(
                () -> words.text("template.change", brief(change.before()), brief(change.after())));
    return words.text("template.field", field(change.name()), between);
  }

  private String brief(Optional<Value> value) {
    return value
        .map(it -> AuditValues.brief(it, words.text("audit.nothing")))
        .orElseGet(() -> words.text("template.open"));
  }

  /// What a field is called; one that this version does not know as the file calls it.
  private String field(String name) {
    return Stream.of("template.field." + name, "audit.field." + name)
        .filter(words::has)
        .findFirst()
        .map(words::text)
        .orElseGet(() -> AuditValues.oneLine(name));
  }

  private Optional<String> end(Expiry expiry) {
    return switch (expiry) {
      case Expiry.After(Duration span) -> Optional.of(words.text("template.days", span.toDays()));
      case Expiry.Never _ -> Optional.of(words.text("template.never"));
      case Expiry.At _, Expiry.NoEarlierThan _ -> Optional.empty();
    };
  }
}
