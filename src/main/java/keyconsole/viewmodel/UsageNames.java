package keyconsole.viewmodel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyProblem;
import keyconsole.domain.Unseen;
import keyconsole.domain.UsageFilter;
import keyconsole.domain.UsageLinesQuestion;
import keyconsole.domain.UsageQuery;
import keyconsole.domain.UsageReport;
import org.jspecify.annotations.Nullable;

/// What keys and owners are called, as the keys were last read. Immutable.
final class UsageNames {

  /// As much of an id as tells keys apart at a glance.
  private static final int ID_START = 8;

  private static final String NO_KEY = "";

  private final KeyWords words;
  private final String tenant;
  private final boolean complete;
  private final Map<String, ApiKey> keys = new HashMap<>();
  private final Map<String, String> unreadable = new HashMap<>();

  private UsageNames(KeyWords words, List<KeyRow> rows, String tenant, boolean complete) {
    this.words = words;
    this.tenant = tenant;
    this.complete = complete;
    for (KeyRow row : rows) {
      switch (row) {
        case KeyRow.Entry entry -> keys.put(entry.key().id().text(), entry.key());
        case KeyRow.Problem problem -> addUnreadable(problem.problem().fileName());
      }
    }
  }

  private void addUnreadable(String fileName) {
    KeyId.parse(fileName.replaceFirst("\\.json$", ""))
        .ifPresent(id -> unreadable.put(id.text(), "usage.name.unreadable"));
  }

  private UsageNames(KeyWords words, List<ApiKey> all, List<KeyProblem> problems, String tenant) {
    this(words, List.of(), tenant, true);
    all.forEach(key -> keys.put(key.id().text(), key));
    problems.forEach(problem -> addUnreadable(problem.fileName()));
  }

  /// @param all every key
  static UsageNames of(KeyWords words, List<ApiKey> all, List<KeyProblem> problems, String tenant) {
    return new UsageNames(words, all, problems, tenant);
  }

  /// @param complete whether these are all keys; where not, nothing is said of those that are
  ///   missing
  static UsageNames of(KeyWords words, List<KeyRow> rows, String tenant, boolean complete) {
    return new UsageNames(words, rows, tenant, complete);
  }

  /// Whether what would be made of other rows calls all as this does, and would let the same keys
  /// in.
  boolean saysAs(List<KeyRow> rows, boolean areComplete) {
    UsageNames problems = new UsageNames(words, List.of(), tenant, areComplete);
    int same = 0;
    for (KeyRow row : rows) {
      switch (row) {
        case KeyRow.Entry entry -> {
          if (!isAs(entry.key(), keys.get(entry.key().id().text()))) {
            return false;
          }
          same++;
        }
        case KeyRow.Problem problem -> problems.addUnreadable(problem.problem().fileName());
      }
    }
    return same == keys.size() && complete == areComplete && unreadable.equals(problems.unreadable);
  }

  private static boolean isAs(ApiKey key, @Nullable ApiKey other) {
    return other != null
        && key.name().equals(other.name())
        && key.ownerId().equals(other.ownerId())
        && key.status() == other.status()
        && key.expiresAt().equals(other.expiresAt());
  }

  /// A key's name as it is shown; of one that is not there that it was deleted.
  String key(String id) {
    return Unseen.shown(storedKey(id));
  }

  /// The same as it is stored.
  String storedKey(String id) {
    ApiKey key = keys.get(id);
    if (key != null) {
      return key.name().isBlank() ? words.name(key) : key.name();
    }
    String start = id.length() > ID_START ? id.substring(0, ID_START) + "…" : id;
    if (!complete) {
      return start;
    }
    return words.text(unreadable.getOrDefault(id, "usage.name.deleted"), start);
  }

  /// An owner as it is shown, without the tenant's own domain.
  String owner(String owner) {
    return Unseen.shown(storedOwner(owner));
  }

  /// The same as it is stored.
  String storedOwner(String owner) {
    return owner.isEmpty() ? words.text("usage.name.no-owner") : KeyRow.shortOwner(owner, tenant);
  }

  /// An endpoint or an address; one that is missing has a word too.
  String text(String value) {
    return value.isEmpty() ? words.text("usage.name.empty") : Unseen.shown(value);
  }

  /// A key by its id.
  Optional<ApiKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  /// Which lines a report was counted from. Lines know no owners: their keys stand for them, those
  /// that are gone as far as they have requests.
  UsageLinesQuestion lines(UsageReport report) {
    return lines(report, report.query().filter());
  }

  /// The same for one mark of what is shown of a report: within its filter, or in place of what the
  /// filter says of its kind.
  UsageLinesQuestion lines(UsageReport report, UsageFacet of) {
    return lines(report, of.aloneIn(report.query().filter()));
  }

  private UsageLinesQuestion lines(UsageReport report, UsageFilter filter) {
    UsageQuery query = report.query();
    Set<String> ids = new HashSet<>(filter.keys());
    if (!filter.owners().isEmpty()) {
      Stream.concat(report.perKey().keySet().stream(), keys.keySet().stream())
          .filter(id -> filter.owners().contains(ownerOf(id)))
          .forEach(ids::add);
      ids.removeIf(id -> !filter.keys().isEmpty() && !filter.keys().contains(id));
      // No key at all would let all through.
      ids.addAll(ids.isEmpty() ? Set.of(NO_KEY) : Set.of());
    }
    return UsageLinesQuestion.of(query.from(), query.to(), query.zone(), filter, ids);
  }

  private String ownerOf(String id) {
    return find(id).map(ApiKey::ownerId).orElse("");
  }

  /// How many keys there are, with those of some ids whose files cannot be read.
  long countWith(Set<String> ids) {
    return keys.size()
        + ids.stream().filter(id -> !keys.containsKey(id) && unreadable.containsKey(id)).count();
  }

  /// How many of some ids are of keys that were deleted; 0 where that is not known.
  long deleted(Set<String> ids) {
    return ids.stream()
        .filter(id -> complete && !keys.containsKey(id) && !unreadable.containsKey(id))
        .count();
  }

  /// Every key that would be let in.
  List<ApiKey> usable(Instant now) {
    return keys.values().stream().filter(key -> key.isUsable(now)).toList();
  }

  /// Every owner, by name.
  List<String> owners() {
    return keys.values().stream().map(ApiKey::ownerId).distinct().sorted().toList();
  }

  /// Every key's id, by name.
  List<String> ids() {
    List<String> ids = new ArrayList<>(keys.keySet());
    ids.sort(Comparator.comparing(id -> storedKey(id).toLowerCase(Locale.ROOT)));
    return ids;
  }

  /// The name of a facet's value.
  String of(UsageFacet facet) {
    return switch (facet) {
      case UsageFacet.Key(String id) -> key(id);
      case UsageFacet.Owner(String owner) -> owner(owner);
      case UsageFacet.Endpoint(String endpoint) -> text(endpoint);
      case UsageFacet.Ip(String address) -> text(address);
      case UsageFacet.Hour(var hour) -> UsageTimes.weekHour(hour);
    };
  }

  /// The facet as a chip.
  UsageChip chip(UsageFacet facet) {
    boolean mono = facet instanceof UsageFacet.Endpoint || facet instanceof UsageFacet.Ip;
    return new UsageChip(facet, words.text(kind(facet)), of(facet), mono);
  }

  private static String kind(UsageFacet facet) {
    return switch (facet) {
      case UsageFacet.Key _ -> "usage.facet.key";
      case UsageFacet.Owner _ -> "usage.facet.owner";
      case UsageFacet.Endpoint _ -> "usage.facet.endpoint";
      case UsageFacet.Ip _ -> "usage.facet.ip";
      case UsageFacet.Hour _ -> "usage.facet.hour";
    };
  }

  /// All values of a filter as chips.
  Stream<UsageChip> chips(List<UsageFacet> facets) {
    return facets.stream().map(this::chip);
  }
}
