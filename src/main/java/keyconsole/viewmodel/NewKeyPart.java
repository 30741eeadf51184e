package keyconsole.viewmodel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyEdit;

/// What one step of the wizard asks for, and how it judges it.
abstract class NewKeyPart {

  final NewKeyBasis basis;

  NewKeyPart(NewKeyBasis basis) {
    this.basis = basis;
  }

  /// Everything that may be wrong in this step.
  abstract List<NewKeyCheck> checks();

  /// Judges everything anew.
  abstract void judge();

  /// A few words on what it holds, for the list of steps.
  abstract String note();

  /// Calls back after each change by a person.
  abstract void onChange(Runnable changed);

  /// Whether anything here differs from what the wizard began with.
  abstract boolean isChanged();

  /// The change with this part's share.
  abstract KeyEdit addTo(KeyEdit edit);

  /// What was changed both here and, to something else, by somebody else. Changes nothing.
  abstract List<NewKeyClash> clashes(ApiKey current);

  /// Goes on from the key as it is by now, and keeps what was typed.
  abstract void goOnFrom(ApiKey current);

  /// What a template or another key fills here.
  abstract List<NewKeySlot> slots();

  /// What the review says.
  abstract List<NewKeyReview.Fact> facts();

  final long wrong() {
    return checks().stream().filter(NewKeyCheck::isWrong).count();
  }

  final long said() {
    return checks().stream().filter(NewKeyCheck::isSaid).count();
  }

  final void visit() {
    checks().forEach(NewKeyCheck::visit);
  }

  final NewKeyReview.Fact fact(
      String label, String value, String original, boolean changed, boolean mono) {
    boolean marked = basis.isEditing() && changed;
    return new NewKeyReview.Fact(
        basis.text(label), value, marked, marked ? original : "", mono, Optional.empty());
  }

  final NewKeyReview.Fact fact(String label, NewKeyField field) {
    return fact(label, field.stripped(), field.original(), field.isChanged(), false);
  }

  final Optional<NewKeyClash> clash(String label, NewKeyField field, String current) {
    return field.clashesWith(current)
        ? Optional.of(
            new NewKeyClash(
                basis.text(label), field.original(), current, field.text(), field::giveUp))
        : Optional.empty();
  }

  final <T> Optional<NewKeyClash> clash(
      String label, NewKeyChoice<T> choice, T current, Function<T, String> words) {
    return choice.clashesWith(current)
        ? Optional.of(
            new NewKeyClash(
                basis.text(label),
                words.apply(choice.original()),
                words.apply(current),
                words.apply(choice.value()),
                choice::giveUp))
        : Optional.empty();
  }
}
