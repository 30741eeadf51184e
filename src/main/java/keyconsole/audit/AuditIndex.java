package keyconsole.audit;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import keyconsole.domain.AuditTrouble;
import keyconsole.domain.AuditTrouble.Kind;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.AllCores;
import keyconsole.store.FolderSight;
import keyconsole.store.StoreException;

/// Where each record of the audit log stands: any page of a million records is there at once, and
/// is read from its file when it is asked for.
///
/// Any thread; one call of [#refresh] at a time reads, the others wait.
public final class AuditIndex {

  private static final Pattern DAY_FILE = Pattern.compile("audit_(.*)\\.jsonl", Pattern.DOTALL);

  private final Path folder;
  private final TextCodes texts = new TextCodes();
  private final Optional<RowsCache> cache;
  private final ConcurrentSkipListMap<String, AuditFile> files = new ConcurrentSkipListMap<>();
  private final Map<String, AuditTrouble> problems = new ConcurrentHashMap<>();
  private final UnreadFiles unread = new UnreadFiles();
  private volatile AuditView view = AuditView.EMPTY;
  private boolean loaded;

  /// Whether the folder was ever there.
  private boolean wasThere;

  /// Whether lines were read that the view does not show.
  private boolean stale;

  private AuditIndex(Path folder, Optional<RowsCache> cache) {
    this.folder = folder;
    this.cache = cache;
  }

  /// Opens the folder `audit` of a tenant; reads nothing yet. A missing folder counts as empty.
  ///
  /// @param cacheFolder the user's, where the index is kept between runs; empty to keep nothing
  public static AuditIndex open(Path auditFolder, Optional<Path> cacheFolder) {
    return new AuditIndex(auditFolder, cacheFolder.map(cache -> new RowsCache(cache, auditFolder)));
  }

  /// The records at the last call of [#refresh]; none before the first.
  public AuditView view() {
    return view;
  }

  /// Reads what is new: of a file that grew what was added, of one that was written anew all of it.
  /// Where a search could not read a file and it can be read again, the view is another one, so
  /// that it is searched again.
  ///
  /// @throws StoreException if the folder cannot be listed
  /// @throws CancellationException if the thread is interrupted; the next call goes on
  public synchronized AuditView refresh() {
    problems.clear();
    stale |= unread.retry();
    Map<String, Optional<LocalDate>> days = days();
    load(days);
    files.keySet().retainAll(days.keySet());
    Queue<Changed> changed = new ConcurrentLinkedQueue<>();
    Map<String, FolderSight.Entry> looks = looks();
    new TreeMap<>(days)
        .descendingMap()
        .forEach((name, day) -> changed(name, day, looks).ifPresent(changed::add));
    if (!changed.isEmpty()) {
      stale = true;
      readAll(changed);
    }
    tellUnended(days.values());
    List<AuditTrouble> told =
        problems.values().stream().sorted(Comparator.comparing(AuditTrouble::file)).toList();
    if (stale || files.size() != view.files().size() || !told.equals(view.ownProblems())) {
      List<AuditRows> rows = files.values().stream().map(file -> file.rows().taken()).toList();
      view = new AuditView(rows, texts, told, unread);
      stale = false;
    }
    return view;
  }

  private void readAll(Queue<Changed> changed) {
    AtomicBoolean stop = new AtomicBoolean();
    Set<String> names = ConcurrentHashMap.newKeySet();
    changed.forEach(each -> names.add(each.name));
    if (changed.size() == 1) {
      readSome(changed, () -> AllCores.stopIfInterrupted(stop));
    } else {
      AllCores.run(_ -> () -> readSome(changed, stop::get), stop);
    }
    if (AllCores.stopIfInterrupted(stop)) {
      throw new CancellationException("The reading of audit lines was stopped");
    }
    cache.ifPresent(to -> to.save(files, names, texts));
  }

  private void readSome(Queue<Changed> changed, BooleanSupplier stopped) {
    for (Changed next = changed.poll();
        next != null && !stopped.getAsBoolean();
        next = changed.poll()) {
      try {
        next.file.readOn(next.now, stopped);
      } catch (ClosedByInterruptException e) {
        Thread.currentThread().interrupt();
      } catch (NoSuchFileException e) {
        files.remove(next.name);
      } catch (IOException e) {
        cannotRead(next.name, e);
      }
    }
  }

  private void load(Map<String, Optional<LocalDate>> days) {
    if (!loaded) {
      loaded = true;
      cache.ifPresent(from -> files.putAll(from.load(days, texts)));
    }
  }

  private Map<String, Optional<LocalDate>> days() {
    Map<String, Optional<LocalDate>> found = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        Matcher file = DAY_FILE.matcher(name);
        if (file.matches()) {
          Optional<LocalDate> day = day(file.group(1));
          found.put(name, day);
          if (day.isEmpty()) {
            problems.put(name, new AuditTrouble(Kind.NO_DATE, entry.toString()));
          }
        }
      }
    } catch (NoSuchFileException e) {
      if (wasThere) {
        StoreException.requireNotGone(folder);
      }
      return Map.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_LISTED, folder, FileReason.of(e)), folder, e);
    }
    wasThere = true;
    return found;
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(date -> date.toString().equals(text));
    } catch (DateTimeException e) {
      // Told as a problem by the caller.
      return Optional.empty();
    }
  }

  /// A file to read on in.
  private record Changed(String name, AuditFile file, FolderSight.Entry now) {}

  /// How the files look; nothing of them where one cannot be looked at, so that each is for itself.
  private Map<String, FolderSight.Entry> looks() {
    try {
      return FolderSight.of(folder).files();
    } catch (IOException e) {
      return Map.of();
    }
  }

  private Optional<Changed> changed(
      String name, Optional<LocalDate> day, Map<String, FolderSight.Entry> looks) {
    Path path = folder.resolve(name);
    try {
      FolderSight.Entry seen = looks.get(name);
      FolderSight.Entry now = seen == null ? look(path) : seen;
      AuditFile file = files.get(name);
      if (file != null && file.isAsBefore(now)) {
        return Optional.empty();
      }
      if (!SealFile.isFile(path)) {
        files.remove(name);
        problems.put(name, new AuditTrouble(Kind.NO_FILE, path.toString()));
        return Optional.empty();
      }
      if (file == null || file.isWrittenAnew(now)) {
        file = new AuditFile(path, day, texts);
        files.put(name, file);
        cache.ifPresent(kept -> kept.forget(name));
      }
      return Optional.of(new Changed(name, file, now));
    } catch (NoSuchFileException e) {
      files.remove(name);
      return Optional.empty();
    } catch (IOException e) {
      cannotRead(name, e);
      return Optional.empty();
    }
  }

  private static FolderSight.Entry look(Path path) throws IOException {
    BasicFileAttributes now =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new FolderSight.Entry(
        now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey()), "");
  }

  /// The end of a last line is waited for, since it may be on its way; where a later day has begun
  /// it does not come any more.
  private void tellUnended(Collection<Optional<LocalDate>> days) {
    Optional<LocalDate> newest =
        days.stream().flatMap(Optional::stream).max(Comparator.naturalOrder());
    files.forEach(
        (name, file) -> {
          Optional<LocalDate> day = file.rows().day();
          if (day.isPresent() && !day.equals(newest) && file.seen().size() > file.rows().end()) {
            String path = folder.resolve(name).toString();
            problems.putIfAbsent(name, new AuditTrouble(Kind.UNENDED, path));
          }
        });
  }

  private void cannotRead(String name, IOException e) {
    problems.put(
        name, new AuditTrouble(Kind.UNREADABLE, folder.resolve(name).toString(), FileReason.of(e)));
  }

  /// Reads a file from its beginning at the next call of [#refresh]: it is known to be another one
  /// than was read, though its end is the same.
  public synchronized void forget(String fileName) {
    if (files.remove(fileName) != null) {
      stale = true;
    }
  }

  /// Why the index cannot be kept; empty where it can, or where nobody asked for it.
  public Optional<AuditTrouble> trouble() {
    return cache
        .flatMap(RowsCache::trouble)
        .map(why -> new AuditTrouble(Kind.INDEX_NOT_KEPT, folder.toString(), why));
  }
}
