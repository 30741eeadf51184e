package keyconsole.viewmodel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.domain.Value;
import keyconsole.service.AuditTrail;
import keyconsole.viewmodel.AuditOffer.Kind;
import keyconsole.viewmodel.AuditOffer.Offers;

/// Completes the term that is being typed in the search line of the audit log: fields by their
/// names, actions and actors with how many records have them, keys by name or id, days, and names
/// and values of details that the newest records have. Looks in the background. UI thread only.
public final class AuditCompletion {

  /// How many offers there are at most.
  static final int MOST = 8;

  private static final int MOST_OF_A_KIND = 3;
  private static final int LOOKED_AT = 200;
  private static final int LONGEST = 56;

  /// Of so many records the values of a detail are counted.
  static final int COUNTED = 20_000;

  private final TaskRunner tasks;
  private final KeyWords words;
  private final AuditSearchLine line;
  private final Supplier<Source> source;
  private final ReadOnlyObjectWrapper<Offers> offers = new ReadOnlyObjectWrapper<>(Offers.NONE);
  private TaskRunner.Subscription looking = () -> {};
  private volatile Optional<DetailCounts> detail = Optional.empty();

  /// The values of a detail that were counted last.
  private record DetailCounts(AuditResult of, String path, Map<String, Integer> counts) {}

  /// What is offered.
  ///
  /// @param actions how many records of each
  /// @param actors how many records of each
  /// @param found what is found now, whose details are looked at
  /// @param today in the zone of the times
  record Source(
      Map<String, Integer> actions,
      Map<String, Integer> actors,
      List<AuditNames.Named> keys,
      Optional<AuditResult> found,
      LocalDate today) {}

  /// @param source asked for on the UI thread
  AuditCompletion(TaskRunner tasks, KeyWords words, AuditSearchLine line, Supplier<Source> source) {
    this.tasks = tasks;
    this.words = words;
    this.line = line;
    this.source = source;
  }

  /// What fits to what was typed; empty where nothing does.
  public ReadOnlyObjectProperty<Offers> offersProperty() {
    return offers.getReadOnlyProperty();
  }

  /// Looks for what fits to what is typed.
  ///
  /// @param caret where in the typed text
  /// @param all whether fields are offered where nothing is typed yet
  public void ask(int caret, boolean all) {
    looking.end();
    String typed = line.typedProperty().get();
    AuditPlace place = AuditPlace.at(typed, Math.clamp(caret, 0, typed.length()));
    if (place.field().isEmpty() && place.wanted().isEmpty() && !all) {
      forget();
      return;
    }
    Source in = source.get();
    looking =
        tasks.run(
            () -> find(place, in, typed),
            offers::set,
            // What can not be offered can be typed; a log that cannot be read is told elsewhere.
            failure -> offers.set(Offers.NONE));
  }

  /// Offers nothing until it is asked again.
  public void forget() {
    looking.end();
    offers.set(Offers.NONE);
  }

  /// Puts an offer in its place.
  ///
  /// @return where the caret belongs
  public int take(AuditOffer offer) {
    Offers place = offers.get();
    String typed = line.typedProperty().get();
    int from = Math.min(place.from(), typed.length());
    int to = Math.clamp(place.to(), from, typed.length());
    line.typedProperty().set(typed.substring(0, from) + offer.written() + typed.substring(to));
    forget();
    return from + offer.written().length();
  }

  private Offers find(AuditPlace place, Source in, String typed) {
    List<AuditOffer> found =
        switch (place.field()) {
          case "" -> words(place.wanted(), in);
          case "action" -> counted(in.actions(), place.wanted(), "", MOST);
          case "actor" -> counted(in.actors(), place.wanted(), "", MOST);
          case "key" -> keys(in.keys(), place.wanted(), "", MOST);
          case "from", "to" -> days(in.today(), place.wanted());
          default -> detail(place, in);
        };
    String there = typed.substring(place.from(), place.to());
    boolean done = found.size() == 1 && found.getFirst().written().equals(there);
    return done ? Offers.NONE : new Offers(place.from(), place.to(), found);
  }

  /// The values of a detail in what is found, or in the newest of it where that is much.
  private List<AuditOffer> detail(AuditPlace place, Source in) {
    if (in.found().isEmpty()) {
      return List.of();
    }
    AuditResult found = in.found().get();
    Map<String, Integer> counts =
        counts(found, place.field().substring(AuditPlace.DETAIL.length()));
    String hint = found.size() > COUNTED ? words.text("audit.line.newest", COUNTED) : "";
    return counted(counts, place.wanted(), "", MOST).stream()
        .map(offer -> offer.withHint(hint))
        .toList();
  }

  private Map<String, Integer> counts(AuditResult found, String path) {
    Optional<DetailCounts> known =
        detail.filter(each -> each.of().equals(found) && each.path().equals(path));
    if (known.isPresent()) {
      return known.get().counts();
    }
    Map<String, Integer> counts = AuditTrail.detailValues(found, path, COUNTED);
    detail = Optional.of(new DetailCounts(found, path, counts));
    return counts;
  }

  /// What a word may become: a field, or a value that holds it.
  private List<AuditOffer> words(String wanted, Source in) {
    List<AuditOffer> found = new ArrayList<>();
    Stream.concat(
            AuditPlace.FIELDS.stream().map(field -> field + ":"), Stream.of(AuditPlace.DETAIL))
        .filter(name -> name.startsWith(wanted) && !name.equals(wanted))
        .map(
            name ->
                name(name, wanted, words.text("audit.line.field." + name.replaceAll("\\W", ""))))
        .forEach(found::add);
    if (wanted.startsWith(AuditPlace.DETAIL)) {
      details(in).stream()
          .map(name -> AuditPlace.DETAIL + name + ":")
          .filter(name -> AuditTexts.lower(name).startsWith(wanted) && !name.equals(wanted))
          .map(name -> name(name, wanted, ""))
          .forEach(found::add);
    } else if (wanted.length() > 1) {
      found.addAll(counted(in.actions(), wanted, "action:", MOST_OF_A_KIND));
      found.addAll(counted(in.actors(), wanted, "actor:", MOST_OF_A_KIND));
      found.addAll(keys(in.keys(), wanted, "key:", MOST_OF_A_KIND));
    }
    return found.stream().limit(MOST).toList();
  }

  private static AuditOffer name(String name, String wanted, String hint) {
    return new AuditOffer(Kind.FIELD, name, 0, wanted.length(), hint, OptionalInt.empty(), name);
  }

  private List<AuditOffer> counted(
      Map<String, Integer> counts, String wanted, String field, int most) {
    return counts.entrySet().stream()
        .filter(each -> place(each.getKey(), wanted) >= 0)
        .sorted(
            Comparator.<Map.Entry<String, Integer>, Boolean>comparing(
                    each -> place(each.getKey(), wanted) != 0)
                .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(each -> counted(each, wanted, field, counts.keySet()))
        .toList();
  }

  private AuditOffer counted(
      Map.Entry<String, Integer> each, String wanted, String field, Collection<String> others) {
    String value = each.getKey();
    String written = field + AuditTexts.value(value, others);
    OptionalInt count = OptionalInt.of(each.getValue());
    return value.isEmpty()
        ? new AuditOffer(
            Kind.VALUE, field + "\"\"", 0, 0, words.text("audit.line.none"), count, written)
        : offer(Kind.VALUE, field, value, wanted, "", count, written);
  }

  private List<AuditOffer> keys(
      List<AuditNames.Named> keys, String wanted, String field, int most) {
    List<String> named = keys.stream().flatMap(key -> Stream.of(key.id(), key.name())).toList();
    return keys.stream()
        .filter(key -> place(key.name(), wanted) >= 0 || key.id().startsWith(wanted))
        .sorted(
            Comparator.<AuditNames.Named, Boolean>comparing(key -> place(key.name(), wanted) != 0)
                .thenComparing(AuditNames.Named::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(AuditNames.Named::id))
        .limit(most)
        .map(key -> key(key, wanted, field, named))
        .toList();
  }

  private AuditOffer key(AuditNames.Named key, String wanted, String field, List<String> named) {
    String name = words.name(key.name());
    String id = AuditValues.cut(key.id(), 8);
    return offer(
        Kind.KEY,
        field,
        name,
        wanted,
        id,
        OptionalInt.empty(),
        field + AuditTexts.value(key.id(), named));
  }

  private List<AuditOffer> days(LocalDate today, String wanted) {
    return Stream.of(
            day(today, "today", wanted),
            day(today.minusDays(1), "yesterday", wanted),
            day(today.minusDays(7), "week", wanted),
            day(today.minusDays(30), "month", wanted),
            day(today.withDayOfMonth(1), "month.first", wanted),
            day(today.withDayOfYear(1), "year.first", wanted))
        .filter(
            day ->
                day.written().startsWith(wanted) || AuditTexts.lower(day.hint()).contains(wanted))
        .toList();
  }

  private AuditOffer day(LocalDate day, String name, String wanted) {
    String text = day.toString();
    int to = text.startsWith(wanted) ? wanted.length() : 0;
    return new AuditOffer(
        Kind.VALUE, text, 0, to, words.text("audit.line.day." + name), OptionalInt.empty(), text);
  }

  private static AuditOffer offer(
      Kind kind,
      String field,
      String value,
      String wanted,
      String hint,
      OptionalInt count,
      String written) {
    String shown = AuditValues.cut(AuditValues.oneLine(value), LONGEST);
    int found = place(shown, wanted);
    int from = found < 0 ? 0 : field.length() + found;
    int to = found < 0 ? 0 : from + wanted.length();
    return new AuditOffer(kind, field + shown, from, to, hint, count, written);
  }

  /// Where a text stands in another, whatever its case; below 0 where it does not.
  private static int place(String in, String wanted) {
    for (int i = 0; i + wanted.length() <= in.length(); i++) {
      if (in.regionMatches(true, i, wanted, 0, wanted.length())) {
        return i;
      }
    }
    return -1;
  }

  /// The names in the details of the newest records, also those within others.
  private static Set<String> details(Source in) {
    Set<String> names = new TreeSet<>();
    in
        .found()
        .map(found -> found.records(Math.max(0, found.size() - LOOKED_AT), LOOKED_AT))
        .orElse(List.of())
        .stream()
        .flatMap(record -> record.fields().stream().flatMap(AuditRecord::detailObjects))
        .forEach(details -> addNames(details, "", names));
    return names;
  }

  private static void addNames(Value.Fields of, String before, Set<String> names) {
    of.fields()
        .forEach(
            (name, value) -> {
              if (AuditTexts.isName(name)) {
                names.add(before + name);
                if (value instanceof Value.Fields inside && before.isEmpty()) {
                  addNames(inside, name + ".", names);
                }
              }
            });
  }

  void close() {
    looking.end();
  }
}
