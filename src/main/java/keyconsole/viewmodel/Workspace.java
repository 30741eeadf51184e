package keyconsole.viewmodel;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ResourceBundle;
import javafx.beans.property.ReadOnlyObjectProperty;
import keyconsole.service.KeyService;
import keyconsole.service.Session;

/// An open tenant, as its view models share it.
///
/// @param folder the tenant's `api_keys`
/// @param session changes when a token is given or has ended; UI thread
/// @param steady what is waited by: see [SteadyTime]
/// @param texts every text a person reads
public record Workspace(
    Path folder,
    KeyService service,
    ReadOnlyObjectProperty<Session> session,
    Clock clock,
    InstantSource steady,
    TaskRunner tasks,
    Navigator navigator,
    ClipboardPort clipboard,
    FileSaver files,
    ResourceBundle texts) {}
