package com.sun.javafx.css;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.css.Selector;

/// Which selectors of a style sheet can be meant for a node, by what its last part asks of it: id,
/// type, style classes. In JavaFX 26 the class of this name, which this one stands in for, asks
/// each group of style classes that any rule names whether the node has all of them: a few hundred,
/// for each kind of node in a window. Here a selector stands below one of its style classes, and
/// only those below one of the node's are looked at.
///
/// One thread at a time, as there.
public final class SelectorPartitioning {

  private static final String ANY_TYPE = "*";

  private final Map<String, List<Asking>> byId = new HashMap<>();
  private final Map<String, List<Asking>> byStyleClass = new HashMap<>();

  /// Those that ask for neither id nor style class.
  private final Map<String, List<Asking>> byType = new HashMap<>();

  private int ordinal;

  /// A selector, and what it asks of the node itself.
  ///
  /// @param id empty where it asks for none
  private record Asking(Selector selector, String id, String type, Set<String> styleClasses) {

    private boolean isMet(String ofId, String ofType, Set<String> ofStyleClasses) {
      return (id.isEmpty() || id.equals(ofId))
          && (type.equals(ANY_TYPE) || type.equals(ofType))
          && (styleClasses.isEmpty() || ofStyleClasses.containsAll(styleClasses));
    }
  }

  /// Forgets all selectors.
  public void reset() {
    byId.clear();
    byStyleClass.clear();
    byType.clear();
    ordinal = 0;
  }

  /// Takes a selector in, and tells it its place in the order of all.
  public void partition(Selector selector) {
    selector.setOrdinal(ordinal++);
    SimpleSelector last =
        selector instanceof CompoundSelector compound
            ? compound.getSelectors().getLast()
            : (SimpleSelector) selector;
    String id = last.getId() == null ? "" : last.getId();
    Set<String> styleClasses = last.getStyleClassNames();
    Asking asking = new Asking(selector, id, last.getName(), styleClasses);
    if (!id.isEmpty()) {
      put(byId, id, asking);
    } else if (!styleClasses.isEmpty()) {
      put(byStyleClass, styleClasses.iterator().next(), asking);
    } else {
      put(byType, last.getName(), asking);
    }
  }

  private static void put(Map<String, List<Asking>> map, String key, Asking asking) {
    map.computeIfAbsent(key, any -> new ArrayList<>()).add(asking);
  }

  /// The selectors that are met so far, in the order in which they were taken in.
  ///
  /// @param id of the node; null or empty where it has none
  /// @return a list of the caller's own
  public List<Selector> match(String id, String type, Set<String> styleClasses) {
    List<Selector> met = new ArrayList<>();
    if (id != null && !id.isEmpty()) {
      addMet(byId.get(id), id, type, styleClasses, met);
    }
    for (String styleClass : styleClasses) {
      addMet(byStyleClass.get(styleClass), id, type, styleClasses, met);
    }
    addMet(byType.get(ANY_TYPE), id, type, styleClasses, met);
    if (!ANY_TYPE.equals(type)) {
      addMet(byType.get(type), id, type, styleClasses, met);
    }
    met.sort((one, other) -> Integer.compare(one.getOrdinal(), other.getOrdinal()));
    return met;
  }

  private static void addMet(
      List<Asking> asked, String id, String type, Set<String> styleClasses, List<Selector> met) {
    if (asked == null) {
      return;
    }
    for (Asking asking : asked) {
      if (asking.isMet(id, type, styleClasses)) {
        met.add(asking.selector());
      }
    }
  }
}
