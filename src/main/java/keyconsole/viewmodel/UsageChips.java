package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import keyconsole.domain.KeyId;
import keyconsole.domain.UsageFilter;

/// What the usage screen is filtered by: the values in the order in which they were chosen, and the
/// filter that they make. UI thread only.
public final class UsageChips {

  private final List<UsageFacet> facets = new ArrayList<>();
  private final ObservableList<UsageChip> shown = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<UsageFilter> filter =
      new ReadOnlyObjectWrapper<>(UsageFilter.NONE);
  private final ReadOnlyObjectWrapper<Optional<KeyId>> oneKey =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private UsageNames names;

  UsageChips(UsageNames names) {
    this.names = names;
  }

  /// The values, ready to be shown.
  public ObservableList<UsageChip> shown() {
    return shown;
  }

  /// What they let through.
  public ReadOnlyObjectProperty<UsageFilter> filterProperty() {
    return filter.getReadOnlyProperty();
  }

  /// The key, where one is all that is filtered by.
  public ReadOnlyObjectProperty<Optional<KeyId>> oneKeyProperty() {
    return oneKey.getReadOnlyProperty();
  }

  /// Whether a value is in.
  public boolean has(UsageFacet facet) {
    return facets.contains(facet);
  }

  /// Takes a value out where it is in, else puts it in.
  public void toggle(UsageFacet facet) {
    if (!facets.remove(facet)) {
      facets.add(facet);
    }
    show();
  }

  /// Puts a value in.
  public void add(UsageFacet facet) {
    if (!facets.contains(facet)) {
      toggle(facet);
    }
  }

  /// Lets everything through.
  public void clear() {
    facets.clear();
    show();
  }

  /// Lets only this through.
  public void only(UsageFacet facet) {
    facets.clear();
    add(facet);
  }

  /// Shows the values by other names.
  void rename(UsageNames other) {
    names = other;
    showChips();
  }

  private void show() {
    showChips();
    UsageFilter next = UsageFilter.NONE;
    for (UsageFacet facet : facets) {
      next = facet.toggledIn(next);
    }
    oneKey.set(onlyKey());
    filter.set(next);
  }

  private void showChips() {
    List<UsageChip> next = names.chips(facets).toList();
    if (!next.equals(shown)) {
      shown.setAll(next);
    }
  }

  private Optional<KeyId> onlyKey() {
    return facets.size() == 1 && facets.getFirst() instanceof UsageFacet.Key(String id)
        ? KeyId.parse(id)
        : Optional.empty();
  }
}
