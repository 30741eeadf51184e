package keyconsole.service;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import keyconsole.audit.AuditFound;
import keyconsole.audit.AuditIndex;
import keyconsole.audit.AuditQuery;
import keyconsole.audit.AuditSearch;
import keyconsole.audit.DetailValues;
import keyconsole.audit.KeyNames;
import keyconsole.domain.AuditMistake;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;
import keyconsole.domain.AuditTerm;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.store.StoreException;

/// The audit log of a tenant, to be read and searched. Calls block; any thread.
public final class AuditTrail {

  private final AuditIndex index;
  private final KeyNames names;

  AuditTrail(AuditIndex index, KeyNames names) {
    this.index = index;
    this.names = names;
  }

  /// Reads what is new in the log. What is searched is what was read by then.
  ///
  /// @return how many records there are, lines that cannot be read included
  /// @throws StoreException if the folder cannot be listed
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted; the next call
  ///   goes on
  public int refresh() {
    return index.refresh().size();
  }

  /// Reads a file from its beginning at the next [#refresh], since lines of it are others than were
  /// read.
  void forget(String fileName) {
    index.forget(fileName);
  }

  /// The files that could not be read, and why what is known of the log cannot be kept. Waits for
  /// nothing.
  public List<AuditTrouble> problems() {
    return Stream.of(
            index.view().problems().stream(), index.trouble().stream(), names.trouble().stream())
        .flatMap(each -> each)
        .toList();
  }

  /// Reads what the log calls keys, of what [#refresh] has read. What was read before, by an
  /// earlier console too, is not read again. A file that cannot be read is told by [#problems], and
  /// left for a call after it can be.
  ///
  /// @param stopped asked often; where it says yes, or the thread is interrupted, the rest is read
  ///   at the next call
  /// @return whether another name is known than before
  public boolean learnNames(BooleanSupplier stopped) {
    return names.learn(index.view(), stopped);
  }

  /// What the log called a key last, as far as [#learnNames] has read; empty where it told no name.
  /// Waits for nothing.
  public Optional<String> nameOf(String keyId) {
    return names.of(keyId);
  }

  /// Tells the id and the last name of each key that the log names, as far as [#learnNames] has
  /// read.
  public void forEachName(BiConsumer<String, String> taker) {
    names.forEach(taker);
  }

  /// Another number where [#learnNames] has learned another name.
  public int namesVersion() {
    return names.version();
  }

  /// How many of the newest found records have each value of a detail, as `detail.name:` finds
  /// them. A record that has one twice counts once; values of more than 256 characters are left
  /// out.
  ///
  /// @param path as it stands behind `detail.`
  /// @param most how many records are looked at
  /// @throws StoreException if a file cannot be read
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public static Map<String, Integer> detailValues(AuditResult found, String path, int most) {
    return DetailValues.count(found, path, most);
  }

  /// What is wrong with a search text; empty where it can be understood. See [#search].
  ///
  /// @param zone of dates and of times without an offset
  public static Optional<AuditMistake> mistake(String text, ZoneId zone) {
    return AuditQuery.parse(text, zone) instanceof AuditQuery.Mistaken(AuditMistake mistake)
        ? Optional.of(mistake)
        : Optional.empty();
  }

  /// Whether a search text means the same in two zones: it does unless it names a day, or a time
  /// without an offset.
  public static boolean isSameIn(String text, ZoneId one, ZoneId other) {
    return AuditQuery.parse(text, one).equals(AuditQuery.parse(text, other));
  }

  /// The conditions of a search text as they are written, as far as it can be understood.
  ///
  /// @param zone of dates and of times without an offset
  public static List<AuditTerm> terms(String text, ZoneId zone) {
    return AuditQuery.terms(text, zone);
  }

  /// The position of the first record that stands in a line of a file, or behind it in that file,
  /// among all that [#refresh] has read; empty where there is none.
  ///
  /// @param line from 1
  public OptionalInt positionOf(String fileName, long line) {
    return index.view().positionOf(fileName, line);
  }

  /// The time of the last record that stands before a line of a file, in it or in the files before
  /// it; empty where there is none, or none has a time.
  ///
  /// @param line from 1
  public Optional<Instant> momentBefore(String fileName, long line) {
    return index.view().momentBefore(fileName, line);
  }

  /// Searches all records that [#refresh] has read. The text is as [AuditQuery] tells; an empty one
  /// finds all.
  ///
  /// @param zone of dates and of times without an offset
  /// @param stopped asked now and then by a thread of the search; where it says yes, or the calling
  ///   thread is interrupted, the search ends early
  /// @param soFar told by that same thread what was found
  /// @return what was found; not whole where the search was stopped, or a file cannot be read any
  ///   more, which [#problems] then tells too
  /// @throws InvalidRequestException if the text cannot be understood
  public AuditResult search(
      String text, ZoneId zone, BooleanSupplier stopped, Consumer<AuditResult> soFar) {
    return search(text, zone, Optional.empty(), stopped, soFar);
  }

  /// The same, but where the log was only added to since the same search, no more than what was
  /// added is looked at.
  ///
  /// @param before what any search of this log has found; used where it was the same one
  public AuditResult search(
      String text,
      ZoneId zone,
      Optional<AuditResult> before,
      BooleanSupplier stopped,
      Consumer<AuditResult> soFar) {
    return switch (AuditQuery.parse(text, zone)) {
      case AuditQuery.Mistaken(AuditMistake mistake) ->
          throw new InvalidRequestException(
              "search", Message.of(Refusal.SEARCH, mistake.kind().name()));
      case AuditQuery.Understood(AuditQuery query)
          when before.orElse(null) instanceof AuditFound found ->
          AuditSearch.searchOn(found, index.view(), query, stopped, soFar::accept);
      case AuditQuery.Understood(AuditQuery query) ->
          AuditSearch.search(index.view(), query, stopped, soFar::accept);
    };
  }

  /// Whether what was found is of the log as [#refresh] has read it last.
  public boolean isCurrent(AuditResult found) {
    return found instanceof AuditFound ours && ours.isOf(index.view());
  }

  /// The lines of what [#search] has found, to be copied.
  public AuditLines lines(AuditResult found) {
    return new AuditLines(ours(found));
  }

  /// Makes sure that what [#search] has found still stands in the log as it did then, for whoever
  /// has read it since: reads what is new.
  ///
  /// @throws StoreException if a file of it was written anew or taken away, or the folder cannot be
  ///   listed
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted
  public void requireUnchanged(AuditResult found) {
    ours(found).requireIn(index.refresh());
  }

  private static AuditFound ours(AuditResult found) {
    if (found instanceof AuditFound ours) {
      return ours;
    }
    throw new IllegalArgumentException("not found by a search of this log: " + found);
  }

  /// The SHA-256 of the bytes of a record's line, without its line feed, in lower-case hex; empty
  /// where the line is not there any more as the record tells it.
  ///
  /// @throws StoreException if the file cannot be read
  public Optional<String> hashOfLine(AuditRecord record) {
    LineDigest digest = new LineDigest();
    boolean found = index.view().copyLine(record.fileName(), record.line(), digest);
    return found && digest.isOf(record) ? Optional.of(digest.hex()) : Optional.empty();
  }
}
