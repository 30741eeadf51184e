package keyconsole.viewmodel;

import java.util.List;
import keyconsole.viewmodel.AuditFacet.Kind;

/// Finds an action or an actor to narrow the found entries by.
public final class AuditFacetPicker extends Picker<AuditFacets.Values, AuditFacet> {

  /// How many are shown at most.
  static final int SHOWN = 200;

  private final KeyWords words;
  private final AuditFacets facets;
  private Kind kind = Kind.ACTION;

  AuditFacetPicker(Workspace workspace, KeyWords words, AuditFacets facets) {
    super(workspace, words, "audit.failed.find");
    this.words = words;
    this.facets = facets;
  }

  /// Looks for values of a kind from the next opening on.
  public void turnTo(Kind next) {
    kind = next;
  }

  @Override
  AuditFacets.Values source() {
    return facets.of(kind);
  }

  @Override
  Found<AuditFacet> find(AuditFacets.Values in, String wanted) {
    List<AuditFacet> found = in.holding(wanted);
    int more = Math.max(0, found.size() - SHOWN);
    String note =
        found.isEmpty()
            ? words.text("audit.facet.find.none")
            : more == 0 ? "" : words.text("audit.facet.find.more", more);
    return new Found<>(found.stream().limit(SHOWN).toList(), note);
  }
}
