package keyconsole.viewmodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.SealFinding;
import keyconsole.domain.SealReport;

/// The seals in plain text that is kept: times are in full, with their zone, and nothing of what
/// was found is left out.
final class SealRecord {

  private final SealWords words;

  SealRecord(SealWords words) {
    this.words = words;
  }

  /// What a verification found, to be saved.
  String report(SealReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(text(report.isWhole() ? "whole" : "broken"));
    lines.add(
        text("until", report.sealedUntil().map(SealRecord::moment).orElseGet(() -> text("none"))));
    lines.add(text("verified", moment(report.verified()), report.bytes(), report.files().size()));
    part(lines, "findings", report.findings().stream().map(words::sentence));
    part(lines, "acknowledged", report.acknowledged().stream().map(this::told));
    part(lines, "others", report.others().stream().map(this::told));
    part(lines, "files", report.files().stream().map(this::told));
    return String.join("\n", lines) + "\n";
  }

  private String text(String name, Object... values) {
    return words.text("report." + name, values);
  }

  private static String moment(Instant moment) {
    return moment.toString();
  }

  private void part(List<String> lines, String name, Stream<String> told) {
    List<String> all = told.map(line -> "  " + line).toList();
    lines.add("");
    lines.add(text(name, all.size()));
    lines.addAll(all);
  }

  private String told(SealReport.Acknowledged it) {
    return text(
        "acknowledged.one", it.file(), it.reason(), it.witness(), moment(it.moment()), it.lines());
  }

  private String told(SealReport.OtherWitness it) {
    return text("others.one", it.seals(), it.witness(), it.key(), moment(it.last()));
  }

  private String told(SealReport.SealedFile it) {
    return text("files.one", it.name(), it.lines(), it.length(), moment(it.sealed()));
  }

  /// The state of the seals in a line, as an export of the log names it.
  String line(SealKeeper keeper) {
    Optional<SealReport> report = keeper.verified().map(SealKeeper.Verified::report);
    List<String> parts = new ArrayList<>();
    report
        .filter(it -> !it.isWhole())
        .ifPresent(it -> parts.add(broken(SealWords.breaking(it), keeper)));
    parts.add(
        SealWords.until(keeper)
            .map(until -> words.text("sealed", moment(until)))
            .orElseGet(() -> words.text("not-sealed")));
    parts.add(
        report
            .filter(it -> it.sealedUntil().isPresent())
            .map(it -> words.text("verified.at", moment(it.verified())))
            .orElseGet(() -> words.text("never-verified")));
    report.ifPresent(it -> parts.addAll(toKnow(it)));
    parts.add(words.trouble(keeper));
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
  }

  /// All that breaks nothing.
  private List<String> toKnow(SealReport report) {
    return Stream.concat(
            report.findings().stream().filter(it -> !it.kind().breaksSeal()).map(words::sentence),
            words.others(report).stream())
        .toList();
  }

  private String broken(List<SealFinding> breaking, SealKeeper keeper) {
    boolean log = breaking.stream().anyMatch(it -> it.kind().breaksLog());
    String until =
        keeper
            .verified()
            .flatMap(SealKeeper.Verified::unchangedUntil)
            .map(it -> words.text(log ? "unchanged" : "log-unchanged", moment(it)))
            .orElseGet(() -> words.text("nothing-before"));
    String all = breaking.stream().map(words::finding).collect(Collectors.joining("; "));
    return words.text("broken.all", breaking.size(), all) + " · " + until;
  }
}
