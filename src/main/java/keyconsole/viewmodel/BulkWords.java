package keyconsole.viewmodel;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.Unseen;
import keyconsole.viewmodel.BulkLine.Outcome;

/// Rows of a file with keys to make, in a person's words.
public final class BulkWords {

  private final KeyWords words;
  private final Clock clock;

  BulkWords(KeyWords words, Clock clock) {
    this.words = words;
    this.clock = clock;
  }

  /// The key's name, or that it has none.
  public String name(BulkLine line) {
    return words.name(line.row().request().name());
  }

  /// Whose key it would be.
  public String owner(BulkLine line) {
    return Unseen.shown(line.row().request().ownerId());
  }

  /// The scope's name.
  public String scope(BulkLine line) {
    return words.scope(line.row().request().scope());
  }

  /// When the key would end.
  public String expires(BulkLine line) {
    return line.row()
        .request()
        .expiry()
        .from(clock.instant())
        .map(KeyWords::day)
        .orElseGet(() -> words.text("keys.never"));
  }

  /// What became of the row, in a word or two.
  public String state(BulkLine line) {
    return switch (line.outcome()) {
      case Outcome.Ready _ -> words.text("bulk.state.ready");
      case Outcome.Wrong _ -> words.text("bulk.state.wrong", line.row().mistakes().size());
      case Outcome.AtWork _ -> words.text("bulk.state.at-work");
      case Outcome.Created _ -> words.text("bulk.state.created");
      case Outcome.Lost _ -> words.text("bulk.state.lost");
      case Outcome.Failed _ -> words.text("bulk.state.failed");
    };
  }

  /// How loud that is.
  public Tone tone(BulkLine line) {
    return switch (line.outcome()) {
      case Outcome.Ready _ -> line.row().warnings().isEmpty() ? Tone.NEUTRAL : Tone.WARNING;
      case Outcome.Lost _ -> Tone.WARNING;
      case Outcome.Wrong _, Outcome.Failed _ -> Tone.DANGER;
      case Outcome.AtWork _ -> Tone.ACCENT;
      case Outcome.Created _ -> Tone.SUCCESS;
    };
  }

  /// All that is to be said of a row, a sentence each, the gravest first.
  public List<String> told(BulkLine line) {
    List<String> told = new ArrayList<>();
    if (line.outcome() instanceof Outcome.Failed(String reason)) {
      told.add(reason);
    }
    if (line.outcome() instanceof Outcome.Lost(ApiKey _, String reason)) {
      told.add(reason.isEmpty() ? words.text("bulk.lost.row") : reason);
    }
    line.row().mistakes().forEach(mistake -> told.add(mistake(mistake)));
    if (line.outcome() instanceof Outcome.Created(IssuedKey issued)) {
      issued.warnings().forEach(warning -> told.add(words.told(warning)));
    } else if (!line.isCreated()) {
      told.addAll(line.row().warnings());
    }
    return told;
  }

  /// The first of that, and how many more there are; empty where there is nothing to say.
  public String first(BulkLine line) {
    List<String> told = told(line);
    return Optional.of(told)
        .filter(all -> !all.isEmpty())
        .map(
            all ->
                all.size() == 1
                    ? all.getFirst()
                    : words.text("bulk.and-more", all.getFirst(), all.size() - 1))
        .orElse("");
  }

  private String mistake(BulkRow.Mistake mistake) {
    return mistake.column().isEmpty()
        ? mistake.text()
        : words.text("bulk.mistake", mistake.column(), mistake.text());
  }
}
