package keyconsole.viewmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import keyconsole.domain.Mark;
import keyconsole.domain.Replay;
import keyconsole.domain.Rule;
import keyconsole.domain.Traffic;
import keyconsole.domain.Unseen;
import keyconsole.domain.UsageReport;

/// Replays in a person's words.
final class ReplayWords {

  private static final int FEW = 3;

  private final KeyWords words;

  ReplayWords(KeyWords words) {
    this.words = words;
  }

  /// @param share 0 to 1; negative while nobody can tell
  String reading(double share) {
    return share < 0
        ? words.text("newkey.replay.reading")
        : words.text("newkey.replay.reading.share", (long) Math.floor(share * 100));
  }

  ReplayTold told(NewKeyReplay.Compared compared, ReplayWindow window, Traffic traffic) {
    Replay draft = compared.draft();
    return new ReplayTold(
        draft.total(),
        draft.denied(),
        verdict(draft, window),
        draft.total() == 0 ? "" : present(compared.present()),
        draft.rules().stream().map(this::rule).toList(),
        values(draft.addresses()),
        values(draft.endpoints()),
        draft.days().stream().map(this::bar).toList(),
        chart(draft),
        notes(draft, window, traffic));
  }

  private String verdict(Replay replay, ReplayWindow window) {
    if (replay.total() == 0) {
      return words.text("newkey.replay.empty", window.days());
    }
    return words.text("newkey.replay.verdict", replay.denied(), replay.total());
  }

  private String present(Replay present) {
    return words.text("newkey.replay.present", present.denied());
  }

  private ReplayTold.OfRule rule(Replay.ByRule of) {
    Mark mark = of.backendDenied() > 0 ? Mark.ENFORCED : Mark.STORED_ONLY;
    String meaning =
        of.backendDenied() == of.denied()
            ? words.text("newkey.replay.by-backend.all")
            : words.text("newkey.replay.by-backend", of.backendDenied(), of.denied());
    return new ReplayTold.OfRule(name(of.rule()), KeyWords.number(of.denied()), mark, meaning);
  }

  private String name(Rule rule) {
    return words.text("newkey.replay.rule." + rule.name());
  }

  private ReplayTold.Values values(Replay.Top top) {
    List<ReplayTold.Value> first = top.first().stream().limit(FEW).map(this::value).toList();
    int more = top.distinct() - first.size();
    return new ReplayTold.Values(first, more > 0 ? words.text("newkey.replay.more", more) : "");
  }

  private ReplayTold.Value value(UsageReport.Count count) {
    boolean given = !count.value().isEmpty();
    return new ReplayTold.Value(
        given ? Unseen.shown(count.value()) : words.text("newkey.replay.no-value"),
        given,
        KeyWords.number(count.requests()));
  }

  private ReplayTold.Bar bar(Replay.Day day) {
    String date = KeyWords.dayOfYear(day.day());
    return new ReplayTold.Bar(
        date,
        day.passed(),
        day.denied(),
        words.text("newkey.replay.day", date, day.passed(), day.denied()));
  }

  private String chart(Replay replay) {
    String all =
        words.text(
            "newkey.replay.chart",
            KeyWords.dayOfYear(replay.from()),
            KeyWords.dayOfYear(replay.to()),
            replay.total(),
            replay.denied());
    return replay.days().stream()
        .max(Comparator.comparingLong(Replay.Day::denied))
        .filter(day -> day.denied() > 0)
        .map(
            day ->
                all
                    + " "
                    + words.text(
                        "newkey.replay.chart.worst", KeyWords.dayOfYear(day.day()), day.denied()))
        .orElse(all);
  }

  private List<String> notes(Replay replay, ReplayWindow window, Traffic traffic) {
    List<String> notes = new ArrayList<>();
    if (replay.from().isAfter(replay.to().minusDays(window.days() - 1L))) {
      notes.add(words.text("newkey.replay.shortened", KeyWords.dayOfYear(replay.from())));
    }
    if (traffic.unreadable() > 0) {
      notes.add(words.text("newkey.replay.unreadable", traffic.unreadable()));
    }
    if (replay.total() > 0) {
      notes.add(words.text("newkey.replay.not-judged"));
    }
    return notes;
  }

  /// What a person is asked before a draft is saved that denies real requests.
  String question(NewKeyReplay.Compared compared) {
    Replay draft = compared.draft();
    String rules =
        draft.rules().stream()
            .map(of -> words.text("newkey.replay.ask.rule", of.denied(), name(of.rule())))
            .collect(Collectors.joining(", "));
    return words.text(
        "newkey.replay.ask.text",
        draft.denied(),
        draft.total(),
        ReplayWindow.LONGEST.days(),
        rules,
        draft.backendDenied(),
        compared.present().denied());
  }
}
