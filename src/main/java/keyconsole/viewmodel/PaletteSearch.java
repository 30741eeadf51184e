package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;

/// What the command palette finds by what is typed: commands, keys and owners, each kind with the
/// best first. A text that begins so comes before one in which a word begins so, and that before
/// one that has it within; of equal ones what was chosen lately comes first. Runs on any thread.
///
/// @param commands every command as it stands now
/// @param rows every row of the tenant, a list that does not change
/// @param recent what was chosen lately, the latest first
record PaletteSearch(List<PaletteLine> commands, List<KeyRow> rows, List<String> recent) {

  static final String KEY_ID = "key:";
  static final String OWNER_ID = "owner:";

  private static final int MOST_COMMANDS = 12;
  private static final int MOST_KEYS = 8;
  private static final int MOST_OWNERS = 4;
  private static final int ROWS_BETWEEN_LOOKS = 4_096;

  /// @param keyCount how many keys there are in all
  record Answer(
      List<Hit<PaletteLine>> commands,
      List<Hit<KeyRow.Entry>> keys,
      long keyCount,
      List<Hit<Owner>> owners) {

    static int best(List<? extends Hit<?>> hits) {
      return hits.isEmpty() ? Match.NONE : hits.getFirst().rank();
    }
  }

  /// Somebody who owns keys.
  record Owner(String id, int keys) {}

  /// @param lately its place among what was chosen lately
  record Hit<T>(T found, int rank, int lately, String name) {

    private static final Comparator<Hit<?>> BEST =
        Comparator.<Hit<?>>comparingInt(hit -> -hit.rank())
            .thenComparingInt(Hit::lately)
            .thenComparing(Hit::name);
  }

  /// @param wanted in lower case, not empty
  Answer find(String wanted) {
    Map<String, Integer> lately = new HashMap<>();
    recent.forEach(id -> lately.put(id, lately.size()));
    Best<KeyRow.Entry> keys = new Best<>(MOST_KEYS);
    Map<String, Integer> owners = new HashMap<>();
    int looked = 0;
    for (KeyRow row : rows) {
      endIfInterrupted(looked++);
      if (row instanceof KeyRow.Entry entry) {
        owners.merge(entry.key().ownerId(), 1, Integer::sum);
        int rank = rank(entry, wanted);
        if (rank > Match.NONE) {
          keys.add(new Hit<>(entry, rank, place(lately, KEY_ID + entry.rowId()), entry.sortName()));
        }
      }
    }
    return new Answer(
        commands(wanted, lately), keys.inOrder(), keys.all(), owners(owners, wanted, lately));
  }

  private static int place(Map<String, Integer> lately, String id) {
    return lately.getOrDefault(id, Integer.MAX_VALUE);
  }

  /// Most rows are ruled out by one look at what they are searched by.
  private static int rank(KeyRow.Entry entry, String wanted) {
    String searched = entry.searched();
    int firstSpace = wanted.indexOf(' ');
    if (!searched.contains(firstSpace < 0 ? wanted : wanted.substring(0, firstSpace))) {
      return entry.sortName().contains(wanted) ? Match.of(entry.sortName(), wanted) : Match.NONE;
    }
    int nameEnd = searched.indexOf('\n');
    int ownerEnd = searched.indexOf('\n', nameEnd + 1);
    String name = searched.substring(0, nameEnd);
    int rank = Math.max(Match.of(name, wanted), Match.of(entry.sortName(), wanted));
    if (rank < Match.START && entry.rowId().startsWith(wanted)) {
      return Match.START;
    }
    boolean otherwise =
        rank == Match.NONE
            && (searched.substring(nameEnd + 1, ownerEnd).contains(wanted)
                || entry.rowId().contains(wanted));
    return otherwise ? Match.WITHIN : rank;
  }

  private List<Hit<PaletteLine>> commands(String wanted, Map<String, Integer> lately) {
    Best<PaletteLine> best = new Best<>(MOST_COMMANDS);
    int order = 0;
    for (PaletteLine line : commands) {
      order++;
      int rank = Match.of(line.title().toLowerCase(Locale.ROOT), wanted);
      if (rank > Match.NONE) {
        best.add(new Hit<>(line, rank, place(lately, line.id()), place(order, line)));
      }
    }
    return best.inOrder();
  }

  /// Those that can be chosen first, each in the order of the list.
  private static String place(int order, PaletteLine line) {
    return (line.isChoosable() ? "a" : "b") + (char) order;
  }

  private static List<Hit<Owner>> owners(
      Map<String, Integer> owners, String wanted, Map<String, Integer> lately) {
    Best<Owner> best = new Best<>(MOST_OWNERS);
    owners.forEach(
        (id, keys) -> {
          int rank = Match.of(id.toLowerCase(Locale.ROOT), wanted);
          if (rank > Match.NONE) {
            best.add(new Hit<>(new Owner(id, keys), rank, place(lately, OWNER_ID + id), id));
          }
        });
    return best.inOrder();
  }

  private static void endIfInterrupted(int looked) {
    if (looked % ROWS_BETWEEN_LOOKS == 0 && Thread.currentThread().isInterrupted()) {
      throw new CancellationException("another question was asked");
    }
  }

  /// The best of many, without putting all in order.
  private static final class Best<T> {
    private final int most;
    private final PriorityQueue<Hit<T>> worstFirst = new PriorityQueue<>(Hit.BEST.reversed());
    private long all;

    Best(int most) {
      this.most = most;
    }

    void add(Hit<T> hit) {
      all++;
      if (worstFirst.size() < most) {
        worstFirst.add(hit);
      } else if (Hit.BEST.compare(hit, worstFirst.element()) < 0) {
        worstFirst.remove();
        worstFirst.add(hit);
      }
    }

    long all() {
      return all;
    }

    List<Hit<T>> inOrder() {
      List<Hit<T>> hits = new ArrayList<>(worstFirst);
      hits.sort(Hit.BEST);
      return hits;
    }
  }
}
