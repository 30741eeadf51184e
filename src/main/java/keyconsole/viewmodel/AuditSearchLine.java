package keyconsole.viewmodel;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import keyconsole.domain.AuditTerm;
import keyconsole.service.AuditTrail;

/// What is looked for in the audit log, as one writes it: terms that are finished, and behind them
/// the text that is still being typed. Both together are a search text as [AuditTrail#search] reads
/// it. UI thread only.
public final class AuditSearchLine {

  private final Supplier<ZoneId> zone;
  private final Function<AuditTerm, AuditToken> words;
  private final StringProperty text = new SimpleStringProperty("");
  private final StringProperty typed = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<AuditToken>> tokens =
      new ReadOnlyObjectWrapper<>(List.of());
  private List<String> finished = List.of();
  private boolean changing;

  /// @param words what a term is called; its text is put in here
  AuditSearchLine(Supplier<ZoneId> zone, Function<AuditTerm, AuditToken> words) {
    this.zone = zone;
    this.words = words;
    text.subscribe((before, now) -> takeWhole(now));
    typed.subscribe((before, now) -> change(finished, now));
  }

  /// The whole of it. What is put in from outside is text that is typed, until it is finished.
  public StringProperty textProperty() {
    return text;
  }

  /// What is still being typed.
  public StringProperty typedProperty() {
    return typed;
  }

  /// The finished terms.
  public ReadOnlyObjectProperty<List<AuditToken>> tokensProperty() {
    return tokens.getReadOnlyProperty();
  }

  /// Where in the whole text that begins which is still being typed.
  public int typedFrom() {
    return finished.isEmpty() ? 0 : finishedText().length() + 1;
  }

  /// The finished terms as a search text.
  String finishedText() {
    return String.join(" ", finished);
  }

  /// Finishes all that is typed, where it can be understood.
  void finish() {
    String rest = typed.get();
    if (AuditTrail.mistake(rest, zone.get()).isEmpty()) {
      change(with(termTexts(rest)), "");
    }
  }

  /// Finishes what stands before a space that is typed, if that is a term with a field.
  ///
  /// @param caret where in the typed text
  /// @return whether it did; the space is not needed then, and the caret stands at the beginning
  public boolean space(int caret) {
    String before = typed.get().substring(0, caret);
    List<AuditTerm> terms = AuditTrail.terms(before, zone.get());
    if (terms.isEmpty()
        || terms.getLast().to() != caret
        || terms.getLast().field().isEmpty()
        || AuditTrail.mistake(before, zone.get()).isPresent()) {
      return false;
    }
    change(with(termTexts(before)), typed.get().substring(caret).stripLeading());
    return true;
  }

  /// Takes a finished term away.
  void remove(int index) {
    List<String> next = new ArrayList<>(finished);
    next.remove(index);
    change(next, typed.get());
  }

  /// Makes a finished term text again, before what is typed.
  ///
  /// @return where in the typed text it ends
  public int edit(int index) {
    List<String> next = new ArrayList<>(finished);
    String term = next.remove(index);
    change(next, typed.get().isBlank() ? term : term + " " + typed.get().stripLeading());
    return term.length();
  }

  /// Takes a value away where a finished term looks for it, else puts it in: beside others of its
  /// kind that are looked for already, since one of them is enough.
  ///
  /// @param others the values that there are of its kind
  /// @param known whether what is looked for is one of them, and not a part of several
  void toggle(AuditFacet facet, Collection<String> others, Predicate<AuditTerm.Value> known) {
    List<String> next = new ArrayList<>(finished);
    String field = facet.kind().field();
    int with = place(field, term -> term.values().stream().anyMatch(facet::isNamedBy));
    int beside = place(field, term -> term.values().stream().allMatch(known));
    if (with >= 0) {
      String rest = AuditTexts.with(term(next.get(with)), each -> !facet.isNamedBy(each));
      if (rest.isEmpty()) {
        next.remove(with);
      } else {
        next.set(with, rest);
      }
    } else if (beside >= 0) {
      next.set(beside, next.get(beside) + "," + AuditTexts.value(facet.value(), others));
    } else {
      next.add(field + ":" + AuditTexts.value(facet.value(), others));
    }
    change(next, typed.get());
  }

  private int place(String field, Predicate<AuditTerm> test) {
    for (int i = 0; i < finished.size(); i++) {
      AuditTerm term = term(finished.get(i));
      if (!term.negated() && term.field().equals(field) && test.test(term)) {
        return i;
      }
    }
    return -1;
  }

  /// Calls the terms by their words anew.
  void retell() {
    tokens.set(finished.stream().map(this::token).toList());
  }

  private AuditToken token(String written) {
    AuditToken token = words.apply(term(written));
    return new AuditToken(written, token.kind(), token.value());
  }

  private AuditTerm term(String written) {
    return AuditTrail.terms(written, zone.get()).getFirst();
  }

  private List<String> termTexts(String of) {
    return AuditTrail.terms(of, zone.get()).stream()
        .map(term -> of.substring(term.from(), term.to()))
        .toList();
  }

  private List<String> with(List<String> more) {
    return Stream.concat(finished.stream(), more.stream()).toList();
  }

  private void takeWhole(String whole) {
    if (!changing) {
      set(List.of(), whole, whole);
    }
  }

  private void change(List<String> terms, String rest) {
    if (!changing) {
      Stream<String> last = rest.isEmpty() ? Stream.empty() : Stream.of(rest);
      String whole = Stream.concat(terms.stream(), last).reduce((a, b) -> a + " " + b).orElse("");
      set(terms, rest, whole);
    }
  }

  private void set(List<String> terms, String rest, String whole) {
    changing = true;
    boolean same = terms.equals(finished);
    finished = List.copyOf(terms);
    typed.set(rest);
    text.set(whole);
    changing = false;
    if (!same) {
      retell();
    }
  }
}
