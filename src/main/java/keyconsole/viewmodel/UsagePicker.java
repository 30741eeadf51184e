package keyconsole.viewmodel;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import keyconsole.domain.UsageReport;
import keyconsole.domain.UsageReport.Count;

/// Finds something to filter by: keys, owners, endpoints and addresses. Searches in the background
/// and shows the first of each. UI thread only.
public final class UsagePicker {

  /// How many of each kind are shown at most.
  static final int SHOWN = 20;

  private final Workspace workspace;
  private final KeyWords words;
  private final Supplier<Source> source;
  private final StringProperty text = new SimpleStringProperty("");
  private final ObservableList<UsageChip> found = FXCollections.observableArrayList();
  private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
  private TaskRunner.Subscription searching = () -> {};

  /// What is searched: all keys and owners, and what the report that is shown names.
  record Source(UsageNames names, List<Count> endpoints, List<Count> ips) {
    static Source of(UsageNames names, UsageReport report) {
      return new Source(names, report.endpoints(), report.ips());
    }
  }

  UsagePicker(Workspace workspace, KeyWords words, Supplier<Source> source) {
    this.workspace = workspace;
    this.words = words;
    this.source = source;
    text.subscribe((before, now) -> search());
  }

  /// What is searched for: a part of a name, an owner, an id, an endpoint or an address.
  public StringProperty textProperty() {
    return text;
  }

  /// What was found, keys first.
  public ObservableList<UsageChip> found() {
    return found;
  }

  /// What to say below: that nothing was found; empty where something was.
  public ReadOnlyStringProperty noteProperty() {
    return note.getReadOnlyProperty();
  }

  /// Begins anew.
  public void open() {
    if (text.get().isEmpty()) {
      search();
    } else {
      text.set("");
    }
  }

  void close() {
    searching.end();
  }

  private void search() {
    searching.end();
    Source in = source.get();
    String wanted = text.get().strip().toLowerCase(Locale.ROOT);
    searching =
        workspace
            .tasks()
            .run(
                () -> find(in, wanted),
                this::show,
                failure -> workspace.navigator().report(words.text("usage.failed.find"), failure));
  }

  private static List<UsageChip> find(Source in, String wanted) {
    UsageNames names = in.names();
    return Stream.of(
            some(names, wanted, names.ids().stream().map(UsageFacet.Key::new)),
            some(names, wanted, names.owners().stream().map(UsageFacet.Owner::new)),
            some(
                names,
                wanted,
                in.endpoints().stream().map(count -> new UsageFacet.Endpoint(count.value()))),
            some(names, wanted, in.ips().stream().map(count -> new UsageFacet.Ip(count.value()))))
        .flatMap(List::stream)
        .toList();
  }

  private static List<UsageChip> some(
      UsageNames names, String wanted, Stream<? extends UsageFacet> facets) {
    return facets
        .filter(facet -> searched(names, facet).contains(wanted))
        .limit(SHOWN)
        .map(names::chip)
        .toList();
  }

  private static String searched(UsageNames names, UsageFacet facet) {
    String more = facet instanceof UsageFacet.Key(String id) ? "\n" + id : "";
    return (names.of(facet) + more).toLowerCase(Locale.ROOT);
  }

  private void show(List<UsageChip> next) {
    found.setAll(next);
    note.set(next.isEmpty() ? words.text("usage.pick.none") : "");
  }
}
