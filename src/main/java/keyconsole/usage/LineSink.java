package keyconsole.usage;

/// Takes the records of lines, in the order in which they stand.
interface LineSink {

  /// Takes some. The batch is used again for others after it.
  void take(LineBatch batch);
}
