package keyconsole.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.Rule;
import keyconsole.service.Enforcement.Verdict;

/// Judges a list again and again while it is typed: a value that stays in it is looked at once,
/// since a list may be pasted with thousands of them and every letter calls for a new verdict. For
/// one thread.
public final class ListJudge {

  private final Rule rule;
  private Map<String, Optional<Flaw>> known = Map.of();

  /// @param rule one of the four lists
  public ListJudge(Rule rule) {
    this.rule = rule;
  }

  /// The same as [Enforcement#list].
  public Verdict judge(List<String> values) {
    Map<String, Optional<Flaw>> now = HashMap.newHashMap(values.size());
    List<Flaw> flaws = new ArrayList<>();
    for (String value : values) {
      now.computeIfAbsent(value, this::flaw).ifPresent(flaws::add);
    }
    known = now;
    return Enforcement.list(rule, values.size(), flaws);
  }

  private Optional<Flaw> flaw(String value) {
    Optional<Flaw> before = known.get(value);
    return before == null ? Flaws.of(rule, value) : before;
  }
}
