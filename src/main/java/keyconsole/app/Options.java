package keyconsole.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.ReportRange;
import keyconsole.domain.TenantDomain;

/// The command line and the environment, read once. Secrets come from files or the environment,
/// never from arguments; `toString` shows none. Each is handed out once and forgotten: whoever
/// holds the options while the window is open holds no secret.
final class Options {

  /// What was asked for.
  enum Wish {
    OPEN,
    REPORT,
    HELP,
    VERSION
  }

  /// An option that cannot be; the message is one line for a person.
  static final class WrongOptionException extends Exception {
    private static final long serialVersionUID = 1;

    private WrongOptionException(String message) {
      super(message);
    }
  }

  private static WrongOptionException wrong(String name, Object... values) {
    return new WrongOptionException(
        Wiring.text("option." + name, values).replaceAll("\\p{Cntrl}", " "));
  }

  private Wish wish = Wish.OPEN;
  private boolean demo;
  private boolean readOnly;
  private Optional<Path> home;
  private Optional<Path> dataRoot = Optional.empty();
  private Optional<String> tenant = Optional.empty();
  private Optional<String> token;
  private boolean tokenGiven;
  private Optional<String> jwtSecret;
  private Optional<String> signingKey;

  private Optional<Path> report = Optional.empty();
  private Optional<ReportRange> month = Optional.empty();
  private Optional<LocalDate> from = Optional.empty();
  private Optional<LocalDate> to = Optional.empty();

  private Options(Map<String, String> environment) throws WrongOptionException {
    Optional<String> folder = fromEnvironment(environment, "KEY_CONSOLE_HOME");
    home =
        folder.isPresent() ? Optional.of(home("KEY_CONSOLE_HOME", folder.get())) : Optional.empty();
    token = fromEnvironment(environment, "GT2_CAPABILITY_TOKEN");
    jwtSecret = fromEnvironment(environment, "JWT_SECRET");
    signingKey = fromEnvironment(environment, "GT2_SIGNING_KEY");
  }

  private static Optional<String> fromEnvironment(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// Reads a command line.
  ///
  /// @throws WrongOptionException with one line that says what is wrong
  static Options parse(String[] arguments, Map<String, String> environment)
      throws WrongOptionException {
    Options options = new Options(environment);
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      options.take(rest.next(), rest);
    }
    if (options.dataRoot.isPresent() != options.tenant.isPresent()) {
      throw wrong("together");
    }
    if (options.demo && options.dataRoot.isPresent()) {
      throw wrong("demo-alone");
    }
    options.requireReport();
    options.tokenGiven = options.token.isPresent();
    return options;
  }

  private void requireReport() throws WrongOptionException {
    if (report.isPresent() && !demo && dataRoot.isEmpty()) {
      throw wrong("report-what");
    }
    if (report.isEmpty() && (month.isPresent() || from.isPresent() || to.isPresent())) {
      throw wrong(
          "report-only", month.isPresent() ? "--month" : from.isPresent() ? "--from" : "--to");
    }
    if (month.isPresent() && (from.isPresent() || to.isPresent())) {
      throw wrong("one-range");
    }
    if (from.isPresent() != to.isPresent()) {
      throw wrong("from-to");
    }
    if (from.isPresent() && to.orElseThrow().isBefore(from.get())) {
      throw wrong("backwards");
    }
    if (from.isPresent() && ReportRange.isTooLong(from.get(), to.orElseThrow())) {
      throw wrong("too-long");
    }
  }

  private void take(String option, Iterator<String> rest) throws WrongOptionException {
    switch (option) {
      case "--help" -> wish = Wish.HELP;
      case "--version" -> wish = Wish.VERSION;
      case "--demo" -> demo = true;
      case "--read-only" -> readOnly = true;
      case "--home" -> home = Optional.of(home(option, value(option, rest)));
      case "--data-root" -> dataRoot = Optional.of(folder(option, value(option, rest)));
      case "--tenant" -> tenant = Optional.of(domain(value(option, rest)));
      case "--token-file" -> token = Optional.of(secret(option, rest));
      case "--jwt-secret-file" -> jwtSecret = Optional.of(secret(option, rest));
      case "--signing-key-file" -> signingKey = Optional.of(secret(option, rest));
      case "--report" -> {
        wish = Wish.REPORT;
        report = Optional.of(path(option, value(option, rest)));
      }
      case "--month" -> month = Optional.of(month(value(option, rest)));
      case "--from" -> from = Optional.of(day(option, value(option, rest)));
      case "--to" -> to = Optional.of(day(option, value(option, rest)));
      default -> throw unknown(option);
    }
  }

  private static String value(String option, Iterator<String> rest) throws WrongOptionException {
    String value = rest.hasNext() ? rest.next() : "";
    // As a script leaves it whose variable is not set: it would name the folder where one is, or
    // take the next option for a folder.
    if (value.isBlank() || value.startsWith("--")) {
      throw wrong("no-value", option);
    }
    return value;
  }

  /// Says no more of an argument than its name: somebody may have tried to hand a secret over in
  /// it.
  private static WrongOptionException unknown(String argument) {
    String name = argument.split("=", 2)[0];
    return name.matches("--?[a-z][a-z-]*") ? wrong("unknown", name) : wrong("no-option");
  }

  private static Path folder(String option, String text) throws WrongOptionException {
    Path folder = path(option, text);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    throw wrong("no-folder", text, option);
  }

  private static Path path(String option, String text) throws WrongOptionException {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw wrong("no-path", text, option);
    }
  }

  private static ReportRange month(String text) throws WrongOptionException {
    Optional<ReportRange> month = ReportRange.month(text);
    if (month.isEmpty()) {
      throw wrong("no-month", text);
    }
    return month.get();
  }

  private static LocalDate day(String option, String text) throws WrongOptionException {
    Optional<LocalDate> day = ReportRange.day(text);
    if (day.isEmpty()) {
      throw wrong("no-day", text, option);
    }
    return day.get();
  }

  /// Made when it is first written to, so it need not be there.
  private static Path home(String option, String text) throws WrongOptionException {
    try {
      Path folder = Path.of(text).toAbsolutePath().normalize();
      if (Files.isDirectory(folder) || Files.notExists(folder)) {
        return folder;
      }
    } catch (InvalidPathException e) {
      throw wrong("no-path", text, option);
    }
    throw wrong("no-folder", text, option);
  }

  private static String domain(String text) throws WrongOptionException {
    if (TenantDomain.parse(text).isEmpty()) {
      throw wrong("no-domain", text);
    }
    return text;
  }

  private static String secret(String option, Iterator<String> rest) throws WrongOptionException {
    String file = value(option, rest);
    String secret;
    try {
      secret = Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw wrong("unreadable", option);
    }
    if (secret.isEmpty()) {
      throw wrong("empty", option);
    }
    return secret;
  }

  Wish wish() {
    return wish;
  }

  /// Whether the demo tenant is to be opened: asked for, or nothing else was.
  boolean isDemo() {
    return demo || dataRoot.isEmpty();
  }

  /// Where a report is to be put; empty where none was asked for.
  Optional<Path> report() {
    return report;
  }

  /// What the report is to be about; empty for the last month that is over.
  Optional<ReportRange> range() {
    return month.or(() -> from.map(first -> new ReportRange(first, to.orElseThrow())));
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /// Where this person's files are to be kept; empty where the system's own places are taken.
  Optional<Path> home() {
    return home;
  }

  Optional<Path> dataRoot() {
    return dataRoot;
  }

  Optional<String> tenant() {
    return tenant;
  }

  /// Whether a token was given, handed out or not.
  boolean isTokenGiven() {
    return tokenGiven;
  }

  /// The token; empty where none was given, and from the second time on.
  Optional<String> takeToken() {
    Optional<String> taken = token;
    token = Optional.empty();
    return taken;
  }

  /// What the token is verified with; the same.
  Optional<String> takeJwtSecret() {
    Optional<String> taken = jwtSecret;
    jwtSecret = Optional.empty();
    return taken;
  }

  /// What tokens of keys are signed with; the same.
  Optional<String> takeSigningKey() {
    Optional<String> taken = signingKey;
    signingKey = Optional.empty();
    return taken;
  }
}
