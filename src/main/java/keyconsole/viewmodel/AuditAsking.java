package keyconsole.viewmodel;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.AuditResult;
import keyconsole.domain.AuditTerm;
import keyconsole.service.AuditTrail;

/// All by which one asks the audit log: the search line with what completes it, the values found
/// entries can be narrowed by, and examples. UI thread only.
public final class AuditAsking {

  private final Workspace workspace;
  private final KeyWords keyWords;
  private final AuditNames names;
  private final Supplier<AuditWords> words;
  private final Supplier<ZoneId> zone;
  private final Runnable search;
  private final AuditKnown known;
  private final AuditSearchLine line;
  private final AuditCompletion completion;
  private final AuditFacets facets;
  private final AuditFacetCounts counts;
  private final AuditFacetPicker picker;
  private Optional<AuditResult> found = Optional.empty();

  /// A search to try.
  ///
  /// @param meaning in a few words
  public record Example(String query, String meaning) {}

  /// @param words as they are at that moment
  /// @param zone of dates that are searched for
  /// @param search searches for the terms of the line that are finished
  AuditAsking(
      Workspace workspace,
      AuditNames names,
      Supplier<AuditWords> words,
      Supplier<ZoneId> zone,
      Runnable search) {
    this.workspace = workspace;
    this.keyWords = new KeyWords(workspace.texts());
    this.names = names;
    this.words = words;
    this.zone = zone;
    this.search = search;
    this.line = new AuditSearchLine(zone, this::token);
    this.known =
        new AuditKnown(workspace.tasks(), workspace.service().auditTrail(), zone, this::cameToKnow);
    this.facets = new AuditFacets(known, words);
    this.counts =
        new AuditFacetCounts(
            workspace.tasks(), workspace.service().auditTrail(), zone, facets::show);
    this.picker = new AuditFacetPicker(workspace, keyWords, facets);
    this.completion =
        new AuditCompletion(workspace.tasks(), keyWords, line, this::completionSource);
  }

  /// The text, and the terms of it that are finished.
  public AuditSearchLine line() {
    return line;
  }

  /// What completes the text.
  public AuditCompletion completion() {
    return completion;
  }

  /// What found entries can be narrowed by.
  public AuditFacets facets() {
    return facets;
  }

  /// Finds more of it.
  public AuditFacetPicker picker() {
    return picker;
  }

  /// Takes a finished term away and searches for what is left.
  public void remove(int token) {
    line.remove(token);
    search.run();
  }

  /// Looks for a value, or not any more where it was looked for.
  public void toggle(AuditFacet facet) {
    AuditFacets.Values all = facets.of(facet.kind());
    line.toggle(facet, all.values(), all::isOne);
    search.run();
  }

  /// Searches that find something, as far as can be told.
  public List<Example> examples() {
    LocalDate today = today();
    String actor =
        known.actors().entrySet().stream()
            .filter(each -> !each.getKey().isEmpty())
            .max(Map.Entry.comparingByValue())
            .map(each -> AuditTexts.value(each.getKey(), Set.of()))
            .orElse("olu");
    String key =
        names.all().stream()
            .filter(each -> !each.name().isBlank())
            .max(Comparator.comparing(AuditNames.Named::name))
            .map(each -> AuditTexts.quoted(each.name()))
            .orElse("\"Edge worker\"");
    return Stream.of(
            new Example("action:revoked,suspended", text("either")),
            new Example("actor:" + actor + " not action:created", text("not")),
            new Example("key:" + key, text("whole")),
            new Example("from:" + today.minusDays(7) + " to:" + today, text("range")),
            new Example("detail.scope:admin", text("detail")))
        .toList();
  }

  private String text(String example) {
    return keyWords.text("audit.help.example." + example);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(workspace.clock().instant(), zone.get());
  }

  /// A search has begun.
  void begin(String query) {
    counts.forget();
    facets.ask(AuditTrail.terms(query, zone.get()));
  }

  /// Takes what is found so far.
  ///
  /// @param query what was searched for
  /// @param range what is looked at of it; empty for all times
  void take(AuditResult result, String query, Optional<AuditBrush> range) {
    found = Optional.of(result);
    List<AuditTerm> terms = AuditTrail.terms(query, zone.get());
    if (terms.isEmpty() && result.isWhole()) {
      known.take(result);
    } else if (result.isWhole() && known.isNothing()) {
      known.need(result.total());
    }
    AuditFacetCounts.Asked asked = new AuditFacetCounts.Asked(result, query, terms, range);
    if (result.isWhole() && asked.needsCounting()) {
      counts.count(asked);
    } else {
      counts.forget();
      facets.show(result.actions(), result.actors(), terms);
    }
  }

  /// Takes that nothing is known of what was searched for, since that failed.
  void takeNothing(String query) {
    found = Optional.empty();
    counts.forget();
    facets.show(Map.of(), Map.of(), AuditTrail.terms(query, zone.get()));
  }

  private void cameToKnow() {
    facets.show();
  }

  /// Calls keys and times by what they are called now.
  void retell() {
    line.retell();
  }

  private AuditToken token(AuditTerm term) {
    String field = term.field().isEmpty() ? "" : term.field() + ":";
    String kind = term.negated() ? keyWords.text("audit.line.not", field).strip() : field;
    String value =
        term.values().stream()
            .map(each -> value(term.field(), each))
            .collect(Collectors.joining(", "));
    return new AuditToken("", kind, value);
  }

  private String value(String field, AuditTerm.Value value) {
    String text =
        switch (field) {
          case "actor" -> words.get().actor(value.text());
          case "key" -> names.of(value.text()).filter(name -> !name.isBlank()).orElse(value.text());
          default -> value.text();
        };
    boolean phrase = field.isEmpty() && value.whole();
    String shown = AuditValues.oneLine(text);
    return phrase || shown.isEmpty() ? AuditTexts.quoted(shown) : shown;
  }

  private AuditCompletion.Source completionSource() {
    found.ifPresent(result -> known.need(result.total()));
    return new AuditCompletion.Source(known.actions(), known.actors(), names.all(), found, today());
  }

  void close() {
    known.close();
    counts.forget();
    completion.close();
    picker.close();
  }
}
