package keyconsole.domain;

/// How much a finding matters. The worst stands first.
public enum Severity {
  /// Access is open, or proof is lost, now: to be acted on today.
  CRITICAL,
  /// It makes harm likelier or greater, or will stop somebody's work: to be mended soon.
  WARNING,
  /// Worth knowing, and tidied up when there is time.
  NOTICE
}
