package keyconsole.usage;

/// Takes the records of lines, one by one, in the order in which they stand.
interface LineSink {

  /// One record. The numbers are those of [Names].
  ///
  /// @param micros the moment, in microseconds since 1970, UTC
  void count(long micros, int key, int endpoint, int ip);
}
