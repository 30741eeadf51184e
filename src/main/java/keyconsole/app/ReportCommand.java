package keyconsole.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import keyconsole.domain.AccessReturns;
import keyconsole.domain.ReportRange;
import keyconsole.service.DemoTenant;
import keyconsole.service.InvalidRequestException;
import keyconsole.service.KeyService;
import keyconsole.service.ReportFigures;
import keyconsole.service.Reports;
import keyconsole.service.ReturnWatch;
import keyconsole.service.Session;
import keyconsole.store.StoreException;
import keyconsole.viewmodel.KeyWords;
import keyconsole.viewmodel.ReportFolder;

/// Writes a report without a window: reads only, so that it needs no token, and loads nothing of
/// the toolkit. Says in one line what became of it.
final class ReportCommand {

  private ReportCommand() {}

  /// Writes it.
  ///
  /// @return the exit status: 0, or 1 where it could not be written
  static int run(Options options, Map<String, String> environment) {
    return run(options, environment, Clock.systemUTC());
  }

  static int run(Options options, Map<String, String> environment, Clock clock) {
    try {
      System.out.println(write(options, environment, clock));
      return 0;
    } catch (IOException | StoreException | InvalidRequestException e) {
      String why = new KeyWords(Wiring.texts()).why(e);
      System.err.println(why.replaceAll("\\p{Cntrl}", " "));
      return 1;
    }
  }

  private static String write(Options options, Map<String, String> environment, Clock clock)
      throws IOException {
    ResourceBundle texts = Wiring.texts();
    Places places = Places.of(options.home(), environment);
    ReportFolder folder = ReportFolder.at(options.report().orElseThrow(), texts);
    Path dataRoot =
        options.isDemo()
            ? DemoTenant.create(Optional.of(places.data()), clock, progress -> {}).dataRoot()
            : options.dataRoot().orElseThrow();
    String tenant = options.tenant().orElse(DemoTenant.DOMAIN);
    if (!Files.isDirectory(dataRoot.resolve(tenant).resolve("api_keys"))) {
      throw new IOException(Wiring.text("report.no-tenant", tenant, dataRoot));
    }
    ReportRange range = options.range().orElseGet(() -> ReportRange.monthBefore(clock.instant()));
    try (KeyService service =
        KeyService.open(
            dataRoot,
            tenant,
            Session.readOnly(tenant),
            Optional.empty(),
            clock,
            Optional.of(places.cache()))) {
      ReportFigures figures =
          Reports.gather(
              service,
              Optional.of(places.data()),
              returns(service, places),
              range,
              clock.instant(),
              progress -> {});
      folder.write(figures, progress -> {});
      return folder.done(figures);
    }
  }

  /// Access that came back; without a token nothing is done about it.
  private static AccessReturns returns(KeyService service, Places places) {
    try (ReturnWatch watch = service.returnWatch(Optional.of(places.data()))) {
      return watch.look();
    }
  }
}
