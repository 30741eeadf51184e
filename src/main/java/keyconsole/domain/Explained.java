package keyconsole.domain;

/// A failure that says what there is to tell a person of it.
public interface Explained {

  /// What happened, to be put into words by whoever shows it.
  Message told();
}
