package keyconsole.viewmodel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import keyconsole.domain.AuditPlace;
import keyconsole.domain.AuditRecord;
import keyconsole.domain.AuditResult;

/// The found records near those in sight, read in the background page by page. As another result
/// comes, its records that were read already are there until its own pages are. UI thread only.
final class AuditPages {

  private static final int PAGE = 64;
  private static final int MOST_PAGES = 64;

  private final TaskRunner tasks;
  private final Runnable arrived;
  private final Consumer<Exception> failed;
  private final Map<Integer, List<AuditRecord>> pages = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Integer, TaskRunner.Subscription> pending = new HashMap<>();
  private Map<AuditPlace, AuditRecord> readBefore = Map.of();
  private Optional<AuditResult> result = Optional.empty();

  /// The records that were asked for last.
  private int first;

  private int last = -1;

  /// @param arrived told when a page that was missing is there
  AuditPages(TaskRunner tasks, Runnable arrived, Consumer<Exception> failed) {
    this.tasks = tasks;
    this.arrived = arrived;
    this.failed = failed;
  }

  /// Reads from another result from now on.
  void turnTo(AuditResult next) {
    endAllBut(Set.of());
    readBefore = result.map(this::readOf).orElse(Map.of());
    pages.clear();
    result = Optional.of(next);
  }

  /// What was read of a result, by where it stands: its pages, and what of the results before it is
  /// still in sight.
  private Map<AuditPlace, AuditRecord> readOf(AuditResult of) {
    Map<AuditPlace, AuditRecord> read = new HashMap<>();
    for (int number = first; number <= Math.min(last, of.size() - 1); number++) {
      AuditPlace place = of.place(number);
      record(number).ifPresent(record -> read.put(place, record));
    }
    pages.forEach(
        (page, records) -> {
          for (int i = 0; i < records.size(); i++) {
            AuditPlace place = of.place(page * PAGE + i);
            AuditRecord record = records.get(i);
            read.put(place, record.isUnread() ? readBefore.getOrDefault(place, record) : record);
          }
        });
    return read;
  }

  /// A found record, where it is there. One that was read stays though its file cannot be read any
  /// more.
  Optional<AuditRecord> record(int number) {
    List<AuditRecord> page = pages.getOrDefault(number / PAGE, List.of());
    int index = number % PAGE;
    Optional<AuditRecord> read =
        index < page.size() ? Optional.of(page.get(index)) : Optional.empty();
    return read.filter(record -> !record.isUnread())
        .or(() -> result.map(from -> readBefore.get(from.place(number))))
        .or(() -> read);
  }

  /// Reads what is missing among these records; pages that a person scrolled past are not waited
  /// for.
  void fetch(int from, int to) {
    first = from;
    last = to;
    Set<Integer> needed = new HashSet<>();
    for (int page = first / PAGE; page <= last / PAGE; page++) {
      needed.add(page);
    }
    endAllBut(needed);
    needed.stream()
        .filter(page -> !pages.containsKey(page) && !pending.containsKey(page))
        .toList()
        .forEach(page -> result.ifPresent(of -> read(of, page)));
  }

  private void read(AuditResult from, int page) {
    pending.put(page, () -> {});
    TaskRunner.Subscription reading =
        tasks.run(
            () -> from.records(page * PAGE, PAGE),
            records -> keep(page, records),
            failure -> {
              // Not asked for again before the result has changed.
              keep(page, List.of());
              failed.accept(failure);
            });
    pending.computeIfPresent(page, (_, _) -> reading);
  }

  private void keep(int page, List<AuditRecord> records) {
    pending.remove(page);
    pages.put(page, records);
    Iterator<Integer> oldest = pages.keySet().iterator();
    while (pages.size() > MOST_PAGES) {
      oldest.next();
      oldest.remove();
    }
    arrived.run();
  }

  private void endAllBut(Set<Integer> needed) {
    Iterator<Map.Entry<Integer, TaskRunner.Subscription>> each = pending.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Integer, TaskRunner.Subscription> reading = each.next();
      if (!needed.contains(reading.getKey())) {
        reading.getValue().end();
        each.remove();
      }
    }
  }

  /// Ends all reading.
  void close() {
    endAllBut(Set.of());
  }
}
