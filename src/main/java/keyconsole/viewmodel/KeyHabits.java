package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.util.Subscription;
import keyconsole.domain.Scope;

/// Finds the key table as a person left it: columns and drawer wherever they go, order and filters
/// in each tenant. What was searched for is not kept, since it may be part of a secret. What was
/// kept and cannot be made out is passed over.
final class KeyHabits {

  private static final String COLUMNS = "keys.columns";
  private static final String DRAWER = "keys.drawer";
  private static final int MOST_WIDE = 2_000;

  private final Memory memory;
  private final KeyListViewModel keys;
  private final String tenant;
  private Subscription following = Subscription.EMPTY;

  KeyHabits(Memory memory, KeyListViewModel keys, String tenant) {
    this.memory = memory;
    this.keys = keys;
    this.tenant = tenant;
  }

  /// Arranges the table as it was left, as soon as that is known, and keeps what a person changes
  /// from then on.
  Subscription follow() {
    Subscription waiting = memory.whenKnown(() -> following = recallAndFollow());
    return () -> {
      waiting.unsubscribe();
      following.unsubscribe();
    };
  }

  private Subscription recallAndFollow() {
    recall();
    KeyLook look = keys.look();
    InvalidationListener facets = changed -> memory.put(name("facets"), facetsText());
    keys.facets().addListener(facets);
    return Subscription.combine(
        look.columnsProperty().subscribe((before, now) -> memory.put(COLUMNS, text(now))),
        look.drawerWidthProperty()
            .subscribe(
                (before, now) -> memory.put(DRAWER, Long.toString(Math.round(now.doubleValue())))),
        look.sortProperty().subscribe((before, now) -> memory.put(name("sort"), text(now))),
        keys.filterProperty().subscribe((before, now) -> memory.put(name("filter"), now.name())),
        () -> keys.facets().removeListener(facets));
  }

  private String name(String what) {
    return "tenant." + tenant + "." + what;
  }

  private void recall() {
    memory.get(COLUMNS).map(KeyHabits::columns).ifPresent(keys.look().columnsProperty()::set);
    memory.number(DRAWER).ifPresent(keys.look().drawerWidthProperty()::set);
    memory.get(name("sort")).ifPresent(this::recallSort);
    memory
        .get(name("filter"))
        .flatMap(text -> named(KeyFilter.values(), text))
        .ifPresent(keys.filterProperty()::set);
    memory.get(name("facets")).ifPresent(text -> text.lines().forEach(this::recallFacet));
  }

  private static <T extends Enum<T>> Optional<T> named(T[] all, String name) {
    return Arrays.stream(all).filter(each -> each.name().equals(name)).findFirst();
  }

  private static String text(KeyOrder order) {
    return order.column().name() + (order.ascending() ? "+" : "-");
  }

  private void recallSort(String text) {
    if (!text.isEmpty()) {
      named(KeyColumn.values(), text.substring(0, text.length() - 1))
          .ifPresent(column -> keys.sortBy(column, text.endsWith("+")));
    }
  }

  private static String text(List<KeyLook.ColumnPlace> columns) {
    return columns.stream()
        .map(place -> place.column().name() + " " + place.width() + (place.shown() ? " +" : " -"))
        .collect(Collectors.joining(","));
  }

  /// Each column once; those that were not known then come last, as they are at first.
  private static List<KeyLook.ColumnPlace> columns(String text) {
    List<KeyLook.ColumnPlace> places = new ArrayList<>();
    Set<KeyColumn> left = EnumSet.allOf(KeyColumn.class);
    for (String part : text.split(",", -1)) {
      String[] words = part.split(" ", -1);
      if (words.length == 3 && words[1].matches("\\d{1,4}")) {
        int width = Math.min(MOST_WIDE, Integer.parseInt(words[1]));
        named(KeyColumn.values(), words[0])
            .filter(left::remove)
            .ifPresent(
                column -> places.add(new KeyLook.ColumnPlace(column, width, words[2].equals("+"))));
      }
    }
    if (!places.isEmpty()) {
      left.forEach(
          column -> places.add(new KeyLook.ColumnPlace(column, 0, column.isShownAtFirst())));
    }
    return places;
  }

  private String facetsText() {
    return keys.facets().stream()
        .map(
            facet ->
                switch (facet) {
                  case KeyFacet.OfScope(Scope scope) -> "scope " + scope.name();
                  case KeyFacet.OfOwner(String owner) -> "owner " + owner;
                  case KeyFacet.WithCapability(String capability) -> "capability " + capability;
                  // It was found by a secret.
                  case KeyFacet.Found _ -> "";
                })
        .filter(line -> !line.isEmpty() && line.lines().count() == 1)
        .collect(Collectors.joining("\n"));
  }

  private void recallFacet(String line) {
    String[] words = line.split(" ", 2);
    if (words.length == 2) {
      Consumer<KeyFacet> add = keys::add;
      switch (words[0]) {
        case "scope" -> named(Scope.values(), words[1]).map(KeyFacet.OfScope::new).ifPresent(add);
        case "owner" -> add.accept(new KeyFacet.OfOwner(words[1]));
        case "capability" -> add.accept(new KeyFacet.WithCapability(words[1]));
        default -> {
          // Of a console that knows more kinds than this one.
        }
      }
    }
  }
}
