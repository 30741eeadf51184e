package keyconsole.usage;

/// How often what was asked for on a UTC day: by key, endpoint and slot; and from where, by key.
/// The numbers are those of [Names].
interface DayCells {

  /// What is done with each cell.
  interface CellVisitor {
    /// Takes one.
    ///
    /// @param slot from 0, at midnight; an hour or a quarter of one
    void visit(int key, int endpoint, int slot, long count);
  }

  /// What is done with each address of a key.
  interface IpVisitor {
    void visit(int key, int ip, long count);
  }

  void forEachCell(CellVisitor visitor);

  void forEachIp(IpVisitor visitor);

  /// How many requests may be missing from an address.
  long ipError();
}
