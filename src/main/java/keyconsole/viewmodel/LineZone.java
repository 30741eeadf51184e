package keyconsole.viewmodel;

/// The zone in which a person reads the times of lines.
public enum LineZone {
  UTC,
  LOCAL
}
