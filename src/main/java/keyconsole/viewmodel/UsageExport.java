package keyconsole.viewmodel;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import keyconsole.domain.UsageReport.Count;

/// The figures of the usage screen as a table for other programs, every record with the same number
/// of fields; see [Csv].
final class UsageExport {

  private static final int FIELDS = 5;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx", Locale.ROOT);

  private final UsageReport report;
  private final UsageQuery query;
  private final UsageNames names;
  private final List<List<String>> records = new ArrayList<>();

  private UsageExport(UsageReport report, UsageNames names) {
    this.report = report;
    this.query = report.query();
    this.names = names;
  }

  /// What the figures are about, beside the range that they are of.
  ///
  /// @param chips the filters
  /// @param zone its label
  /// @param notRead the usage files that are told of as not read in full
  record About(
      String tenant, List<UsageChip> chips, String zone, Instant made, List<String> notRead) {}

  /// Records of five fields each: first what they are about, then a table of all figures.
  static List<List<String>> records(UsageReport report, UsageNames names, About about) {
    UsageExport export = new UsageExport(report, names);
    export.head(about);
    export.body();
    return export.records;
  }

  private void head(About about) {
    add("Tenant", about.tenant(), "", "", "");
    add("From", moment(query.from()), "", "", "");
    add("To (not included)", moment(query.to()), "", "", "");
    add("Zone", about.zone(), "", "", "");
    about
        .chips()
        .forEach(chip -> add("Filter", chip.kind(), rawValue(chip.facet()), chip.value(), ""));
    if (about.chips().isEmpty()) {
      add("Filter", "none", "", "", "");
    }
    add("Made", moment(about.made()), "", "", "");
    addresses();
    about.notRead().forEach(file -> add("Not read in full", file, "", "", ""));
    add("Table", "Begin", "Id", "Name", "Requests");
  }

  /// What to know of the addresses, which are not all told and may not be exact.
  private void addresses() {
    if (report.ips().size() == UsageReport.MOST_IPS) {
      String most = Integer.toString(UsageReport.MOST_IPS);
      add("Addresses", "those with the most requests only", "", "", most);
    }
    if (report.ipError() > 0) {
      String missing = Long.toString(report.ipError());
      add("Addresses", "may be missing from each, at most", "", "", missing);
    }
  }

  private static String rawValue(UsageFacet facet) {
    return switch (facet) {
      case UsageFacet.Key(String id) -> id;
      case UsageFacet.Owner(String owner) -> owner;
      case UsageFacet.Endpoint(String endpoint) -> endpoint;
      case UsageFacet.Ip(String address) -> address;
      case UsageFacet.Hour(var hour) -> hour.day() + " " + hour.hour();
    };
  }

  private void body() {
    add("total", "", "", "", Long.toString(report.totalRequests()));
    String step = query.step().name().toLowerCase(Locale.ROOT);
    String bands = query.bands().name().toLowerCase(Locale.ROOT);
    for (UsageReport.Band band : report.bands()) {
      steps(step + " by " + bands, band.value(), name(band.value()), band.counts());
    }
    report.other().ifPresent(other -> steps(step + " by " + bands, "", "other", other.counts()));
    steps(step, "", "all", report.total());
    report.before().ifPresent(before -> before(step + " before", before));
    counts("key", sorted(), names::storedKey);
    counts("owner", report.owners(), names::storedOwner);
    counts("endpoint", report.endpoints(), Function.identity());
    counts("address", report.ips(), Function.identity());
  }

  /// Requests a key of what the whole filter lets through.
  private List<Count> sorted() {
    return report.perKey().entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Count::requests).reversed().thenComparing(Count::value))
        .toList();
  }

  private String name(String value) {
    return switch (query.bands()) {
      case KEY -> names.storedKey(value);
      case OWNER -> names.storedOwner(value);
      case ENDPOINT -> value;
    };
  }

  /// What nothing is known of stays empty: 0 would say that there was no request.
  private void steps(String table, String id, String name, List<Long> counts) {
    for (int i = 0; i < counts.size(); i++) {
      UsageReport.Step step = report.steps().get(i);
      String requests = step.known() ? Long.toString(counts.get(i)) : "";
      add(table, moment(step.start()), id, name, requests);
    }
  }

  private void before(String table, UsageReport.Before before) {
    for (int i = 0; i < before.total().size(); i++) {
      Instant start =
          report
              .steps()
              .get(i)
              .start()
              .atZone(query.zone())
              .minusWeeks(query.weeksBefore())
              .toInstant();
      String requests = before.known().get(i) ? Long.toString(before.total().get(i)) : "";
      add(table, moment(start), "", "all", requests);
    }
  }

  private void counts(String table, List<Count> counts, Function<String, String> called) {
    for (Count count : counts) {
      add(table, "", count.value(), called.apply(count.value()), Long.toString(count.requests()));
    }
  }

  private String moment(Instant moment) {
    return MOMENT.format(moment.atZone(query.zone()));
  }

  private void add(String... fields) {
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a record has " + FIELDS + " fields");
    }
    records.add(List.of(fields));
  }
}
