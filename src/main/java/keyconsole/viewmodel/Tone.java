package keyconsole.viewmodel;

/// How loud a word is. Colour never speaks alone: the word says the same.
public enum Tone {
  PLAIN,
  NEUTRAL,
  SUCCESS,
  ACCENT,
  WARNING,
  DANGER
}
