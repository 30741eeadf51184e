package keyconsole.viewmodel;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keyconsole.domain.UsageReport;
import keyconsole.domain.UsageReport.Count;

/// Finds something to filter by: keys, owners, endpoints and addresses, by a part of a name, an id
/// or what they say themselves; keys first.
public final class UsagePicker extends Picker<UsagePicker.Source, UsageChip> {

  /// How many of each kind are shown at most.
  static final int SHOWN = 20;

  private final KeyWords words;
  private final Supplier<Source> source;

  /// What is searched: all keys and owners, and what the report that is shown names.
  record Source(UsageNames names, List<Count> endpoints, List<Count> ips) {
    static Source of(UsageNames names, UsageReport report) {
      return new Source(names, report.endpoints(), report.ips());
    }
  }

  UsagePicker(Workspace workspace, KeyWords words, Supplier<Source> source) {
    super(workspace, words, "usage.failed.find");
    this.words = words;
    this.source = source;
  }

  @Override
  Source source() {
    return source.get();
  }

  @Override
  Found<UsageChip> find(Source in, String wanted) {
    List<UsageChip> found = chips(in, wanted);
    return new Found<>(found, found.isEmpty() ? words.text("usage.pick.none") : "");
  }

  private static List<UsageChip> chips(Source in, String wanted) {
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
    String stored =
        switch (facet) {
          case UsageFacet.Key(String id) -> names.storedKey(id) + "\n" + id;
          case UsageFacet.Owner(String owner) -> names.storedOwner(owner);
          case UsageFacet.Endpoint(String endpoint) -> endpoint;
          case UsageFacet.Ip(String address) -> address;
          case UsageFacet.Hour _ -> "";
        };
    return (stored + "\n" + names.of(facet)).toLowerCase(Locale.ROOT);
  }
}
