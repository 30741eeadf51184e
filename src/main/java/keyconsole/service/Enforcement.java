package keyconsole.service;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyFlag;
import keyconsole.domain.Mark;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Rule;

/// What becomes of a key's restrictions and limits at the backend today; see "Validate" in the
/// contract.
///
/// The backend compares endpoints and addresses as exact text. Callers come with a path that begins
/// with a slash and with an address in its canonical form, so a range or a pattern matches no
/// request: alone in a list of what is allowed, it locks everyone out.
public final class Enforcement {

  /// The widest range that is offered as its addresses.
  public static final int WIDEST = 256;

  private static final Comparator<Verdict> WORST_FIRST =
      Comparator.comparing(Verdict::mark).thenComparing(verdict -> verdict.flaws().isEmpty());

  private Enforcement() {}

  /// Why a mark is what it is.
  public enum Reason {
    EXACT_PATH,
    NO_LIVE_PATH,
    BLOCKED_PATH,
    NO_BLOCKED_PATH,
    EXACT_ADDRESS,
    NO_LIVE_ADDRESS,
    DOMAINS_UNREAD,
    TLS_UNREAD,
    HOUR_UNCOUNTED,
    HOUR_OF_NONE,
    COUNTED_HERE,
    TOKENS_UNREAD,
    UNTRACKED,
    EXPIRY_COMPARED,
    EXPIRY_WITH_OFFSET
  }

  /// What becomes of one restriction or limit.
  ///
  /// @param rule which it is
  /// @param flaws the values of a list that match nothing, in their order
  public record Verdict(Rule rule, Mark mark, Reason reason, List<Flaw> flaws) {
    public Verdict {
      flaws = List.copyOf(flaws);
    }

    static Verdict of(Rule rule, Mark mark, Reason reason) {
      return new Verdict(rule, mark, reason, List.of());
    }
  }

  /// Whether the backend denies every request because of what the key says, status and time aside.
  public static boolean locksEveryoneOut(ApiKey key) {
    Restrictions held = key.restrictions();
    return key.limits().perHour() <= 0
        || isExpiryUnreadable(key)
        || isDead(Rule.ALLOWED_IPS, held.allowedIps())
        || isDead(Rule.ALLOWED_ENDPOINTS, held.allowedEndpoints());
  }

  /// Whether any value of the lists that the backend compares matches nothing.
  public static boolean holdsDeadValues(ApiKey key) {
    Restrictions held = key.restrictions();
    return holdsDead(Rule.ALLOWED_IPS, held.allowedIps())
        || holdsDead(Rule.ALLOWED_ENDPOINTS, held.allowedEndpoints())
        || holdsDead(Rule.BLOCKED_ENDPOINTS, held.blockedEndpoints());
  }

  private static boolean holdsDead(Rule rule, List<String> values) {
    for (String value : values) {
      if (Flaws.of(rule, value).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// The restrictions that a key has, the worst first.
  public static List<Verdict> restrictions(Restrictions held) {
    List<Verdict> all = new ArrayList<>();
    addList(all, Rule.ALLOWED_IPS, held.allowedIps());
    addList(all, Rule.ALLOWED_ENDPOINTS, held.allowedEndpoints());
    addList(all, Rule.BLOCKED_ENDPOINTS, held.blockedEndpoints());
    addList(all, Rule.ALLOWED_DOMAINS, held.allowedDomains());
    all.add(tls());
    all.sort(WORST_FIRST);
    return List.copyOf(all);
  }

  private static void addList(List<Verdict> all, Rule rule, List<String> values) {
    if (!values.isEmpty()) {
      all.add(list(rule, values));
    }
  }

  /// The limits of a key and its end where it has one; what locks everyone out stands first.
  public static List<Verdict> limits(ApiKey key) {
    List<Verdict> all = new ArrayList<>();
    all.add(limit(Rule.REQUESTS_PER_HOUR, key.limits().perHour()));
    all.add(limit(Rule.REQUESTS_PER_DAY, key.limits().perDay()));
    all.add(limit(Rule.REQUESTS_PER_MONTH, key.limits().perMonth()));
    all.add(limit(Rule.COST, key.limits().costCents()));
    all.add(limit(Rule.TOKENS_PER_REQUEST, key.limits().tokensPerRequest()));
    all.add(limit(Rule.CONCURRENT_REQUESTS, key.limits().concurrentRequests()));
    if (key.expiresAt().isPresent()) {
      all.add(expiry(key));
    }
    all.sort(Comparator.comparing(verdict -> verdict.mark() != Mark.LOCKS_OUT));
    return List.copyOf(all);
  }

  /// One of the four lists. An empty one restricts nothing, and is judged by what it would do.
  ///
  /// @throws IllegalArgumentException for a rule that is no list
  public static Verdict list(Rule rule, List<String> values) {
    return new ListJudge(rule).judge(values);
  }

  /// A list of so many values, of which some match nothing.
  static Verdict list(Rule rule, int size, List<Flaw> flaws) {
    boolean dead = size > 0 && flaws.size() == size;
    return switch (rule) {
      case ALLOWED_ENDPOINTS -> allowed(rule, flaws, dead, Reason.NO_LIVE_PATH, Reason.EXACT_PATH);
      case ALLOWED_IPS -> allowed(rule, flaws, dead, Reason.NO_LIVE_ADDRESS, Reason.EXACT_ADDRESS);
      case BLOCKED_ENDPOINTS ->
          dead
              ? new Verdict(rule, Mark.BLOCKS_NOTHING, Reason.NO_BLOCKED_PATH, flaws)
              : new Verdict(rule, Mark.ENFORCED, Reason.BLOCKED_PATH, flaws);
      case ALLOWED_DOMAINS -> new Verdict(rule, Mark.STORED_ONLY, Reason.DOMAINS_UNREAD, flaws);
      default -> throw new IllegalArgumentException(rule + " is no list");
    };
  }

  private static Verdict allowed(
      Rule rule, List<Flaw> flaws, boolean dead, Reason ifDead, Reason ifLive) {
    return dead
        ? new Verdict(rule, Mark.LOCKS_OUT, ifDead, flaws)
        : new Verdict(rule, Mark.ENFORCED, ifLive, flaws);
  }

  /// One of the six limits.
  ///
  /// @throws IllegalArgumentException for a rule that is no limit
  public static Verdict limit(Rule rule, long limit) {
    return switch (rule) {
      case REQUESTS_PER_HOUR ->
          limit <= 0
              ? Verdict.of(rule, Mark.LOCKS_OUT, Reason.HOUR_OF_NONE)
              : Verdict.of(rule, Mark.STORED_ONLY, Reason.HOUR_UNCOUNTED);
      case REQUESTS_PER_DAY, REQUESTS_PER_MONTH ->
          Verdict.of(rule, Mark.STORED_ONLY, Reason.COUNTED_HERE);
      case TOKENS_PER_REQUEST -> Verdict.of(rule, Mark.STORED_ONLY, Reason.TOKENS_UNREAD);
      case COST, CONCURRENT_REQUESTS -> Verdict.of(rule, Mark.STORED_ONLY, Reason.UNTRACKED);
      default -> throw new IllegalArgumentException(rule + " is no limit");
    };
  }

  /// The need of TLS.
  public static Verdict tls() {
    return Verdict.of(Rule.TLS, Mark.STORED_ONLY, Reason.TLS_UNREAD);
  }

  /// The end of a key that has one.
  public static Verdict expiry(ApiKey key) {
    return isExpiryUnreadable(key)
        ? Verdict.of(Rule.EXPIRY, Mark.LOCKS_OUT, Reason.EXPIRY_WITH_OFFSET)
        : expiry();
  }

  /// An end as the console writes it.
  public static Verdict expiry() {
    return Verdict.of(Rule.EXPIRY, Mark.ENFORCED, Reason.EXPIRY_COMPARED);
  }

  private static boolean isExpiryUnreadable(ApiKey key) {
    return key.expiresAt().isPresent() && key.flags().contains(KeyFlag.EXPIRY_WITH_OFFSET);
  }

  /// A list in which whatever can be mended is: a range of at most [#WIDEST] addresses as these, an
  /// address in the form in which callers come. What is there already is not written twice.
  public static List<String> mended(Rule rule, List<String> values) {
    Set<String> mended = new LinkedHashSet<>();
    values.forEach(value -> mended.addAll(Flaws.mended(rule, value)));
    return List.copyOf(mended);
  }

  /// The values of a list that may not be written into it: those that match nothing, but for the
  /// ones that stood there before, as long as anything in the list matches.
  ///
  /// @param kept the list as the key has it
  public static List<Flaw> refused(Verdict verdict, Collection<String> kept) {
    boolean dead = verdict.mark() == Mark.LOCKS_OUT || verdict.mark() == Mark.BLOCKS_NOTHING;
    return verdict.flaws().stream().filter(flaw -> dead || !kept.contains(flaw.value())).toList();
  }

  /// Whether one of the lists of what is allowed would take in more than it did, read in its full
  /// meaning: the addresses of a range are not more than the range.
  ///
  /// @throws IllegalArgumentException for a rule that is no list of what is allowed
  public static boolean widens(Rule rule, List<String> before, List<String> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return !before.isEmpty();
    }
    Set<String> named = Set.copyOf(before);
    List<String> meaning = before.stream().filter(value -> meansMore(rule, value)).toList();
    return !after.stream()
        .allMatch(value -> named.contains(value) || takesIn(rule, meaning, value));
  }

  /// Whether a value stands for more than its own text.
  private static boolean meansMore(Rule rule, String value) {
    return rule == Rule.ALLOWED_DOMAINS || Flaws.of(rule, value).isPresent();
  }

  private static boolean takesIn(Rule rule, List<String> values, String asked) {
    return switch (rule) {
      case ALLOWED_ENDPOINTS -> Matching.endpoint(values, asked);
      case ALLOWED_IPS -> Matching.ip(values, asked);
      case ALLOWED_DOMAINS -> Matching.domain(values, asked);
      default -> throw new IllegalArgumentException(rule + " is no list of what is allowed");
    };
  }

  private static boolean isDead(Rule rule, List<String> values) {
    Predicate<String> dead = value -> Flaws.of(rule, value).isPresent();
    return !values.isEmpty() && values.stream().allMatch(dead);
  }
}
