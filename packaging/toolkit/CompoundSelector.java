package com.sun.javafx.css;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.css.Selector;
import javafx.css.Styleable;
import javafx.geometry.NodeOrientation;

/// A selector of several parts, of which the last is for a node, those before it for what the node
/// is in. In JavaFX 26 the class of this name, which this one stands in for, notes pseudo-classes
/// at every step of its way up, and asks each part six things. Most selectors that are held against
/// a node turn out not to be meant, and most parts ask for one style class: here the way is gone
/// without notes first, and such a part asks for that alone.
public final class CompoundSelector extends Selector {

  private final List<SimpleSelector> selectors;
  private final List<Combinator> relationships;

  /// Which style class is all that a part asks for; null where it asks for more, or other things.
  private String[] onlyStyleClasses;

  /// @param selectors the outermost first
  /// @param relationships of each but the last to the next one
  public CompoundSelector(List<SimpleSelector> selectors, List<Combinator> relationships) {
    this.selectors = selectors == null ? List.of() : List.copyOf(selectors);
    this.relationships = relationships == null ? List.of() : List.copyOf(relationships);
  }

  /// The parts, the outermost first.
  public List<SimpleSelector> getSelectors() {
    return selectors;
  }

  /// Of each part but the last to the next one.
  List<Combinator> getRelationships() {
    return relationships;
  }

  @Override
  public Set<String> getStyleClassNames() {
    return selectors.stream()
        .flatMap(part -> part.getStyleClassNames().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean applies(Styleable node) {
    return applies(node, selectors.size() - 1);
  }

  /// @param noted what the pseudo-classes are added to on which it depends whether it is met, by
  ///   how far above the node they count; null where nobody asks
  /// @param depth how far above it the node itself is
  @Override
  public boolean applies(Styleable node, Set<PseudoClass>[] noted, int depth) {
    if (noted != null && noted.length <= depth || !applies(node)) {
      return false;
    }
    return noted == null || note(node, selectors.size() - 1, noted, depth);
  }

  private boolean applies(Styleable node, int part) {
    if (part < 0 || !isMet(part, node)) {
      return false;
    }
    if (part == 0) {
      return true;
    }
    Styleable above = node.getStyleableParent();
    if (isParent(part - 1)) {
      return above != null && applies(above, part - 1);
    }
    while (above != null && !applies(above, part - 1)) {
      above = above.getStyleableParent();
    }
    return above != null;
  }

  /// The same way, noting what was met on it.
  private boolean note(Styleable node, int part, Set<PseudoClass>[] noted, int depth) {
    if (!selectors.get(part).applies(node, noted, depth)) {
      return false;
    }
    if (part == 0) {
      return true;
    }
    Styleable above = node.getStyleableParent();
    int height = depth + 1;
    if (isParent(part - 1)) {
      return above != null && note(above, part - 1, noted, height);
    }
    while (above != null && !note(above, part - 1, noted, height)) {
      above = above.getStyleableParent();
      height++;
    }
    return above != null;
  }

  @Override
  public boolean stateMatches(Styleable node, Set<PseudoClass> states) {
    return stateMatches(node, states, selectors.size() - 1);
  }

  /// Of all that a node is in, the nearest that a part is for decides.
  private boolean stateMatches(Styleable node, Set<PseudoClass> states, int part) {
    if (part < 0 || !selectors.get(part).stateMatches(node, states)) {
      return false;
    }
    if (part == 0) {
      return true;
    }
    Styleable above = node.getStyleableParent();
    while (above != null && !isMet(part - 1, above)) {
      above = isParent(part - 1) ? null : above.getStyleableParent();
    }
    return above != null && stateMatches(above, above.getPseudoClassStates(), part - 1);
  }

  private boolean isParent(int part) {
    return relationships.get(part) == Combinator.CHILD;
  }

  private boolean isMet(int part, Styleable node) {
    if (onlyStyleClasses == null) {
      onlyStyleClasses =
          selectors.stream().map(CompoundSelector::onlyStyleClass).toArray(String[]::new);
    }
    String styleClass = onlyStyleClasses[part];
    return styleClass == null
        ? selectors.get(part).applies(node)
        : node.getStyleClass().contains(styleClass);
  }

  private static String onlyStyleClass(SimpleSelector part) {
    Set<String> styleClasses = part.getStyleClassNames();
    boolean alone =
        styleClasses.size() == 1
            && part.getId().isEmpty()
            && part.getName().equals("*")
            && part.getNodeOrientation() == NodeOrientation.INHERIT
            && part.getRule() == null;
    return alone ? styleClasses.iterator().next() : null;
  }

  @Override
  public int hashCode() {
    return Objects.hash(selectors, relationships);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompoundSelector it
        && selectors.equals(it.selectors)
        && relationships.equals(it.relationships);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(selectors.getFirst());
    for (int i = 1; i < selectors.size(); i++) {
      text.append(relationships.get(i - 1)).append(selectors.get(i));
    }
    return text.toString();
  }
}
