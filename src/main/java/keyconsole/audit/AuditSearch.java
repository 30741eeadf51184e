package keyconsole.audit;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import keyconsole.store.AllCores;

/// One search over all records, on all cores. Lines are read only where the index does not know
/// enough of them.
public final class AuditSearch {

  private static final long TELLING_NANOS = 100_000_000;

  private final AuditView view;
  private final AuditQuery query;
  private final RowJudge judge;
  private final List<SearchChunk> chunks;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<ChunkHits> done;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Hits merged;

  /// Whether each piece is behind all that was found before it.
  private final boolean isInOrder;

  /// The first position that a piece or those behind it may hold; where all are in order, nobody
  /// asks.
  private final int[] firstPositions;

  private int mergedChunks;
  private int searched;
  private int shown;
  private final UnreadFiles unread = new UnreadFiles();

  private AuditSearch(AuditView view, AuditQuery query) {
    this(view, new Hits(view, query), query, 0, SearchChunk.of(view));
  }

  private AuditSearch(AuditView view, AuditFound before, ViewGrowth growth) {
    this(view, before.goingOn(growth, view), before.query(), before.searched(), growth.newChunks());
  }

  private AuditSearch(
      AuditView view, Hits known, AuditQuery query, int searched, List<SearchChunk> chunks) {
    this.view = view;
    this.query = query;
    this.judge = new RowJudge(query, view.texts());
    this.chunks = chunks;
    this.merged = known;
    this.searched = searched;
    this.done = new AtomicReferenceArray<>(chunks.size());
    this.isInOrder = view.order().isAsTheyStand() && searched == 0;
    this.firstPositions = new int[chunks.size() + 1];
    firstPositions[chunks.size()] = Integer.MAX_VALUE;
    for (int i = chunks.size() - 1; i >= 0 && !isInOrder; i--) {
      int first = chunks.get(i).firstPosition(view.order());
      firstPositions[i] = Math.min(first, firstPositions[i + 1]);
    }
  }

  /// Searches all records of a view.
  ///
  /// @param stopped asked now and then by a thread of the search; where it says yes, or the calling
  ///   thread is interrupted, the search ends early
  /// @param soFar told what was found, in the order of the records, by that same thread
  /// @return what was found; not whole where the search was stopped, or a file cannot be read any
  ///   more, which [AuditFound#problems] tells
  public static AuditFound search(
      AuditView view, AuditQuery query, BooleanSupplier stopped, Consumer<AuditFound> soFar) {
    return new AuditSearch(view, query).run(stopped, soFar);
  }

  /// The same, but what was found before is not searched for again: only records that came since
  /// are looked at, where the files were only added to. What was found in another way, or not to
  /// the end, is not used.
  ///
  /// @param before what an earlier search in the same log found
  public static AuditFound searchOn(
      AuditFound before,
      AuditView view,
      AuditQuery query,
      BooleanSupplier stopped,
      Consumer<AuditFound> soFar) {
    Optional<ViewGrowth> growth =
        before.isWhole() && before.query().equals(query)
            ? ViewGrowth.of(before.view(), view)
            : Optional.empty();
    return growth
        .map(grown -> new AuditSearch(view, before, grown))
        .orElseGet(() -> new AuditSearch(view, query))
        .run(stopped, soFar);
  }

  private AuditFound run(BooleanSupplier stopped, Consumer<AuditFound> soFar) {
    // Before any other thread begins, so that what is not wanted any more is not done either.
    stop.set(stopped.getAsBoolean());
    AllCores.run(
        thread ->
            thread == 0
                ? () -> searchAndTell(stopped, soFar)
                : () -> searchSome(stop::get, () -> {}),
        stop);
    return merge();
  }

  private void searchAndTell(BooleanSupplier stopped, Consumer<AuditFound> soFar) {
    long[] lastTold = {System.nanoTime()};
    boolean[] toldAny = {false};
    searchSome(
        () -> {
          if (stopped.getAsBoolean()) {
            stop.set(true);
          }
          return stop.get();
        },
        () -> {
          if (!toldAny[0] || System.nanoTime() - lastTold[0] >= TELLING_NANOS) {
            lastTold[0] = System.nanoTime();
            AuditFound found = merge();
            toldAny[0] = toldAny[0] || found.size() > 0;
            soFar.accept(found);
          }
        });
  }

  private void searchSome(BooleanSupplier ends, Runnable told) {
    ChunkSearch search = new ChunkSearch(query, judge, view.order());
    while (!ends.getAsBoolean()) {
      int chunk = next.getAndIncrement();
      if (chunk >= chunks.size()) {
        return;
      }
      try {
        done.set(chunk, hits(search, chunks.get(chunk)));
        told.run();
      } catch (ClosedByInterruptException e) {
        stop.set(true);
        Thread.currentThread().interrupt();
      }
    }
  }

  /// What is found in a piece; a file of which one cannot be read is left out from there on.
  private ChunkHits hits(ChunkSearch search, SearchChunk chunk) throws ClosedByInterruptException {
    if (unread.holds(chunk.file())) {
      return ChunkHits.UNREAD;
    }
    try {
      return search.search(chunk);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      unread.add(chunk, e);
      view.unread().add(chunk, e);
      return ChunkHits.UNREAD;
    }
  }

  /// Puts together what is done without a gap. The first thread alone does it, and once all have
  /// ended, the calling one.
  private AuditFound merge() {
    for (; mergedChunks < chunks.size(); mergedChunks++) {
      ChunkHits hits = done.getAndSet(mergedChunks, null);
      if (hits == null) {
        break;
      }
      merged.addAll(hits);
      searched += hits == ChunkHits.UNREAD ? 0 : chunks.get(mergedChunks).size();
    }
    if (isInOrder) {
      shown = merged.size();
    } else {
      merged.sortFrom(shown);
      shown += merged.countBefore(shown, firstPositions[mergedChunks]);
    }
    return merged.found(shown, searched, unread.problems());
  }
}
