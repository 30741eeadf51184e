package keyconsole.viewmodel;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import keyconsole.domain.Restrictions;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;

/// Endpoints to ask about: those that a key allows, those that it used lately and those that it
/// blocks. UI thread only.
public final class AccessEndpoints {

  private static final int OFFERS = 8;
  private static final int DAYS = 30;

  private final Workspace workspace;
  private final KeyWords words;
  private List<String> all = List.of();
  private TaskRunner.Subscription reading = () -> {};

  AccessEndpoints(Workspace workspace, KeyWords words) {
    this.workspace = workspace;
    this.words = words;
  }

  /// The first of those that contain a text.
  public List<String> with(String typed) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    return all.stream()
        .filter(endpoint -> endpoint.toLowerCase(Locale.ROOT).contains(wanted))
        .limit(OFFERS)
        .toList();
  }

  /// Offers those of a key: what it names at once, what it used as soon as that is known.
  void offer(Optional<AccessKey> key) {
    reading.end();
    all = key.map(picked -> named(picked, Stream.of())).orElse(List.of());
    key.ifPresent(
        picked ->
            reading =
                workspace
                    .tasks()
                    .run(() -> named(picked, used(picked)), found -> all = found, this::notRead));
  }

  private void notRead(Exception failure) {
    workspace.navigator().report(words.text("access.failed.endpoints"), failure);
  }

  void close() {
    reading.end();
  }

  private static List<String> named(AccessKey key, Stream<String> used) {
    Restrictions restrictions = key.key().restrictions();
    return Stream.of(
            restrictions.allowedEndpoints().stream(),
            used,
            restrictions.blockedEndpoints().stream())
        .flatMap(each -> each)
        .filter(endpoint -> !endpoint.isEmpty())
        .distinct()
        .toList();
  }

  /// Before the usage lines were counted once, nothing is asked of them: that may take long, and
  /// somebody may have stopped it.
  private Stream<String> used(AccessKey key) {
    if (!workspace.service().isUsageCounted()) {
      return Stream.of();
    }
    LocalDate today = LocalDate.ofInstant(workspace.clock().instant(), ZoneOffset.UTC);
    UsageReport report =
        workspace
            .service()
            .usage(
                UsageQuery.between(today.minusDays(DAYS - 1L), today)
                    .with(UsageFilter.ofKey(key.id())));
    return report.endpoints().stream().map(UsageReport.Count::value);
  }
}
