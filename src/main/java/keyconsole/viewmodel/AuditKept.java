package keyconsole.viewmodel;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;

/// What stays of the audit page while its tenant is open, however often a person leaves the page.
///
/// @param seals over the log; empty where it is not sealed
/// @param zone whose days and hours are shown; the usage screen's choice is the same
/// @param saving what is exported goes on on every page
public record AuditKept(
    Optional<SealViewModel> seals, ObjectProperty<UsageZones> zone, AuditSaving saving) {}
