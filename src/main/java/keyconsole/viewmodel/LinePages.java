package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import keyconsole.domain.UsageLine;
import keyconsole.domain.UsageLinesExtent;
import keyconsole.domain.UsageLinesExtent.Place;
import keyconsole.domain.UsageLog;

/// The lines near those in sight, read in the background page by page and kept as long as there is
/// room. Pages are those of a file, so they stay as lines are found in front of it. UI thread only.
final class LinePages {

  private static final int PAGE = 64;
  private static final int MOST_PAGES = 96;
  private static final long MOST_CHARACTERS = 16 << 20;

  private final TaskRunner tasks;
  private final UsageLog log;
  private final Runnable arrived;
  private final Consumer<Exception> failed;
  private final Map<Key, Page> pages = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Key, TaskRunner.Subscription> pending = new HashMap<>();
  private final Map<Key, Long> missing = new LinkedHashMap<>();
  private long characters;

  private record Key(Object file, long page) {}

  /// @param known how many answers the file held when this was asked for
  private record Page(List<UsageLine> lines, long known, long characters) {}

  /// @param arrived told when a page that was missing is there
  LinePages(TaskRunner tasks, UsageLog log, Runnable arrived, Consumer<Exception> failed) {
    this.tasks = tasks;
    this.log = log;
    this.arrived = arrived;
    this.failed = failed;
  }

  /// The lines at some positions, as far as they are there. [#fetch()] gets the others.
  List<Optional<UsageLine>> lines(UsageLinesExtent extent, long first, int count) {
    missing.clear();
    Set<Key> needed = new HashSet<>();
    List<Optional<UsageLine>> found = new ArrayList<>(count);
    for (long position = first; position < first + count; position++) {
      Place place = extent.place(position);
      Key key = new Key(place.file(), place.row() / PAGE);
      needed.add(key);
      found.add(line(extent, place, key));
    }
    endAllBut(needed);
    return found;
  }

  private Optional<UsageLine> line(UsageLinesExtent extent, Place place, Key key) {
    Optional<Page> page = Optional.ofNullable(pages.get(key));
    int index = (int) (place.row() % PAGE);
    if (page.isPresent() && index < page.get().lines.size()) {
      return Optional.of(page.get().lines.get(index));
    }
    long known = extent.rows(place.file());
    if (page.isEmpty() || page.get().known < known) {
      missing.put(key, known);
    }
    return Optional.empty();
  }

  /// The line at a place, where it is there.
  Optional<UsageLine> line(Place place) {
    int index = (int) (place.row() % PAGE);
    return Optional.ofNullable(pages.get(new Key(place.file(), place.row() / PAGE)))
        .filter(page -> index < page.lines.size())
        .map(page -> page.lines.get(index));
  }

  /// Pages that a person scrolled past are not waited for.
  private void endAllBut(Set<Key> needed) {
    Iterator<Map.Entry<Key, TaskRunner.Subscription>> each = pending.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Key, TaskRunner.Subscription> reading = each.next();
      if (!needed.contains(reading.getKey())) {
        reading.getValue().end();
        each.remove();
      }
    }
  }

  /// Reads what was missing among the lines that were asked for last.
  void fetch() {
    Map<Key, Long> asked = new LinkedHashMap<>(missing);
    missing.clear();
    asked.forEach(this::fetch);
  }

  private void fetch(Key key, long known) {
    if (pending.containsKey(key)) {
      return;
    }
    pending.put(key, () -> {});
    TaskRunner.Subscription reading =
        tasks.run(
            () -> log.read(new Place(key.file, key.page * PAGE), PAGE),
            lines -> keep(key, lines, known),
            failure -> {
              // Not asked for again before the file has changed.
              keep(key, List.of(), known);
              failed.accept(failure);
            });
    pending.computeIfPresent(key, (_, _) -> reading);
  }

  private void keep(Key key, List<UsageLine> lines, long known) {
    pending.remove(key);
    long size = lines.stream().mapToLong(line -> line.text().length()).sum();
    Page before = pages.put(key, new Page(lines, known, size));
    characters += size - (before == null ? 0 : before.characters);
    makeRoom(key);
    arrived.run();
  }

  private void makeRoom(Key newest) {
    Iterator<Map.Entry<Key, Page>> oldest = pages.entrySet().iterator();
    while ((pages.size() > MOST_PAGES || characters > MOST_CHARACTERS) && oldest.hasNext()) {
      Map.Entry<Key, Page> page = oldest.next();
      if (!page.getKey().equals(newest)) {
        characters -= page.getValue().characters;
        oldest.remove();
      }
    }
  }

  /// Ends all reading.
  void close() {
    endAllBut(Set.of());
  }
}
