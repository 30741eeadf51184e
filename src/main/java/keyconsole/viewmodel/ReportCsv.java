package keyconsole.viewmodel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Finding;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;
import keyconsole.domain.Snooze;
import keyconsole.service.ReportFigures;

/// A report as tables for other programs, all of it whatever its length. Names of columns stay as
/// they are in every language; times are UTC; see [Csv].
final class ReportCsv {

  private static final List<String> INVENTORY =
      List.of(
          "Key id",
          "Name",
          "Description",
          "Owner",
          "Scope",
          "Status",
          "Opens",
          "Created",
          "Updated",
          "Expires",
          "Last rotated",
          "Last used",
          "Requests in range",
          "Requests ever",
          "Limit hits ever",
          "Capabilities",
          "Allowed endpoints",
          "Blocked endpoints",
          "Allowed IPs",
          "Allowed domains",
          "TLS required",
          "Per hour",
          "Per day",
          "Per month",
          "Cost cents",
          "Tokens per request",
          "Concurrent",
          "Flags",
          "File",
          "Problem");

  private static final List<String> REVIEW =
      List.of(
          "Owner",
          "Key id",
          "Name",
          "Scope",
          "Capabilities",
          "Status",
          "Expires",
          "Last used",
          "Requests in range",
          "Decision",
          "Remark",
          "Approved by",
          "Date");

  private static final List<String> FINDINGS =
      List.of(
          "Severity",
          "Kind",
          "Title",
          "About",
          "Key id",
          "Owner",
          "Seen by",
          "Since",
          "Put off until",
          "Put off by",
          "Put off because");

  private static final List<String> SEALS =
      List.of("Table", "File", "Line", "Count", "Time", "Text");

  private final ReportFigures figures;
  private final ResourceBundle texts;

  ReportCsv(ReportFigures figures, ResourceBundle texts) {
    this.figures = figures;
    this.texts = texts;
  }

  private static void line(OutputStream out, List<String> fields) throws IOException {
    out.write(Csv.line(fields).getBytes(StandardCharsets.UTF_8));
  }

  /// Every key and every file that is none.
  void inventory(OutputStream out) throws IOException {
    line(out, INVENTORY);
    for (ApiKey key : figures.keys()) {
      line(out, row(key));
    }
    for (KeyProblem problem : figures.problems()) {
      line(out, row(problem));
    }
  }

  private List<String> row(ApiKey key) {
    List<String> fields = new ArrayList<>();
    fields.addAll(
        List.of(
            key.id().text(),
            key.name(),
            key.description(),
            key.ownerId(),
            key.scope().text(),
            key.status().text(),
            yes(key.isUsable(figures.made())),
            key.createdAt().toString(),
            key.updatedAt().toString(),
            key.expiresAt().map(Instant::toString).orElse(""),
            key.lastRotated().map(Instant::toString).orElse(""),
            key.usage().lastUsed().map(Instant::toString).orElse(""),
            Long.toString(requests(key)),
            Long.toString(key.usage().requests()),
            Long.toString(key.usage().rateLimitHits()),
            joined(key.capabilities())));
    fields.addAll(restrictions(key.restrictions()));
    fields.addAll(limits(key.limits()));
    String flags = key.flags().stream().map(Enum::name).sorted().collect(Collectors.joining(" "));
    fields.addAll(List.of(flags, key.id().fileName(), ""));
    return fields;
  }

  private static List<String> restrictions(Restrictions by) {
    return List.of(
        joined(by.allowedEndpoints()),
        joined(by.blockedEndpoints()),
        joined(by.allowedIps()),
        joined(by.allowedDomains()),
        yes(by.requireTls()));
  }

  private static List<String> limits(Limits limits) {
    return List.of(
        Long.toString(limits.perHour()),
        Long.toString(limits.perDay()),
        Long.toString(limits.perMonth()),
        Long.toString(limits.costCents()),
        Long.toString(limits.tokensPerRequest()),
        Long.toString(limits.concurrentRequests()));
  }

  private List<String> row(KeyProblem problem) {
    List<String> fields = new ArrayList<>();
    for (String column : INVENTORY) {
      fields.add(
          switch (column) {
            case "Opens" -> yes(problem.backendAcceptsIt());
            case "File" -> problem.fileName();
            case "Problem" -> new KeyWords(texts).told(problem.reason());
            default -> "";
          });
    }
    return fields;
  }

  private static String joined(List<String> values) {
    return String.join(" ", values);
  }

  private static String yes(boolean so) {
    return so ? "yes" : "no";
  }

  private long requests(ApiKey key) {
    return figures.usage().perKey().getOrDefault(key.id().text(), 0L);
  }

  /// The keys whose access is to be approved, with columns to fill in.
  void review(OutputStream out) throws IOException {
    line(out, REVIEW);
    for (ApiKey key : ReportKeyPages.toReview(figures)) {
      line(
          out,
          List.of(
              key.ownerId(),
              key.id().text(),
              key.name(),
              key.scope().text(),
              joined(key.capabilities()),
              key.status().text(),
              key.expiresAt().map(Instant::toString).orElse(""),
              key.usage().lastUsed().map(Instant::toString).orElse(""),
              Long.toString(requests(key)),
              "",
              "",
              "",
              ""));
    }
    for (KeyProblem problem : ReportKeyPages.liveProblems(figures)) {
      line(
          out,
          List.of("", "", problem.fileName(), "", "", "live problem", "", "", "", "", "", "", ""));
    }
  }

  /// What is not as it should be, the worst first.
  void findings(OutputStream out) throws IOException {
    ReportFindingWords words = new ReportFindingWords(figures, texts);
    line(out, FINDINGS);
    for (Finding finding : figures.health().findings()) {
      Optional<Snooze> putOff = words.putOff(finding);
      line(
          out,
          List.of(
              finding.severity().name(),
              finding.kind().name(),
              words.title(finding.kind()),
              words.about(finding),
              finding.key().map(key -> key.id().text()).orElse(""),
              finding.key().map(ApiKey::ownerId).orElse(""),
              words.seen(finding),
              finding.since().map(Instant::toString).orElse(""),
              putOff.map(snooze -> snooze.until().toString()).orElse(""),
              putOff.map(Snooze::by).orElse(""),
              putOff.map(Snooze::reason).orElse("")));
    }
  }

  /// The figures of the usage pages, as the usage screen exports them.
  void usage(OutputStream out) throws IOException {
    KeyWords words = new KeyWords(texts);
    UsageNames names = UsageNames.of(words, figures.keys(), figures.problems(), figures.tenant());
    List<List<String>> records =
        UsageExport.records(
            figures.usage(),
            names,
            new UsageExport.About(
                figures.tenant(), List.of(), "UTC", figures.made(), figures.usageNotRead()));
    for (List<String> record : records) {
      line(out, record);
    }
  }

  /// The audit records of the range, as the audit screen exports them.
  void audit(OutputStream out) throws IOException {
    AuditWords words = ReportAuditPages.words(figures, texts);
    ReportSeal seal = ReportSeal.of(figures, new ReportWords(texts));
    AuditExport.Range range = new AuditExport.Range(figures.range().begin(), figures.range().end());
    AuditExport.Found found =
        new AuditExport.Found(
            figures.audit(),
            figures.auditFrom(),
            figures.auditTo(),
            "",
            Optional.of(range),
            seal.title() + ". " + seal.second());
    new AuditExport(found, words, figures.made(), done -> {}).csv(out);
  }

  /// What the verification of the seals found.
  void seals(OutputStream out) throws IOException {
    ReportSeal seal = ReportSeal.of(figures, new ReportWords(texts));
    line(out, SEALS);
    String verified = figures.seals().map(it -> it.verified().toString()).orElse("");
    line(out, List.of("state", "", "", "", verified, seal.title() + ". " + seal.second()));
    if (figures.seals().isPresent()) {
      seals(figures.seals().get(), out);
    }
  }

  private void seals(SealReport report, OutputStream out) throws IOException {
    SealWords words = new SealWords(texts);
    for (SealFinding finding : report.findings()) {
      String line = Long.toString(finding.line());
      String count = Long.toString(finding.count());
      line(out, List.of("finding", finding.file(), line, count, "", words.sentence(finding)));
    }
    for (SealReport.Acknowledged it : report.acknowledged()) {
      String lines = Long.toString(it.lines());
      String text = it.reason() + " (" + it.witness() + ")";
      line(out, List.of("acknowledged", it.file(), "", lines, it.moment().toString(), text));
    }
    for (SealReport.OtherWitness it : report.others()) {
      String seals = Long.toString(it.seals());
      line(out, List.of("witness", "", "", seals, it.last().toString(), it.witness()));
    }
    for (SealReport.SealedFile it : report.files()) {
      String lines = Long.toString(it.lines());
      String bytes = Long.toString(it.length());
      line(out, List.of("sealed", it.name(), lines, bytes, it.sealed().toString(), ""));
    }
  }
}
