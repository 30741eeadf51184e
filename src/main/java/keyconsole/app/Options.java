package keyconsole.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.TenantDomain;

/// The command line and the environment, read once. Secrets come from files or the environment,
/// never from arguments; `toString` shows none.
final class Options {

  static final String HELP =
      """
      Key Console: see and govern a tenant's API keys.

        --data-root DIR --tenant DOMAIN   open DIR/DOMAIN/api_keys
        --demo                            open the demo tenant (also without options)
        --token-file F                    the capability token to act with, or GT2_CAPABILITY_TOKEN
        --jwt-secret-file F               the secret it is verified with, or JWT_SECRET
        --signing-key-file F              what keys' tokens are signed with, or GT2_SIGNING_KEY
        --read-only                       see everything, change nothing
        --help                            this text
        --version                         the version
      """;

  /// What was asked for.
  enum Wish {
    OPEN,
    HELP,
    VERSION
  }

  /// An option that cannot be; the message is one line for a person.
  static final class WrongOptionException extends Exception {
    private static final long serialVersionUID = 1;

    WrongOptionException(String message) {
      super(message);
    }
  }

  private Wish wish = Wish.OPEN;
  private boolean demo;
  private boolean readOnly;
  private Optional<Path> dataRoot = Optional.empty();
  private Optional<String> tenant = Optional.empty();
  private Optional<String> token;
  private Optional<String> jwtSecret;
  private Optional<String> signingKey;

  private Options(Map<String, String> environment) {
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
      throw new WrongOptionException("--data-root and --tenant go together.");
    }
    if (options.demo && options.dataRoot.isPresent()) {
      throw new WrongOptionException("--demo does not go with --data-root.");
    }
    return options;
  }

  private void take(String option, Iterator<String> rest) throws WrongOptionException {
    switch (option) {
      case "--help" -> wish = Wish.HELP;
      case "--version" -> wish = Wish.VERSION;
      case "--demo" -> demo = true;
      case "--read-only" -> readOnly = true;
      case "--data-root" -> dataRoot = Optional.of(folder(option, value(option, rest)));
      case "--tenant" -> tenant = Optional.of(domain(value(option, rest)));
      case "--token-file" -> token = Optional.of(secret(option, rest));
      case "--jwt-secret-file" -> jwtSecret = Optional.of(secret(option, rest));
      case "--signing-key-file" -> signingKey = Optional.of(secret(option, rest));
      default -> throw new WrongOptionException(unknown(option));
    }
  }

  private static String value(String option, Iterator<String> rest) throws WrongOptionException {
    if (!rest.hasNext()) {
      throw new WrongOptionException(option + " needs a value. Try --help.");
    }
    return rest.next();
  }

  /// Says no more of an argument than its name: somebody may have tried to hand a secret over in
  /// it.
  private static String unknown(String argument) {
    String name = argument.split("=", 2)[0];
    return name.matches("--?[a-z][a-z-]*")
        ? "Unknown option " + name + ". Try --help."
        : "There is an argument that is no option. Try --help.";
  }

  private static Path folder(String option, String text) throws WrongOptionException {
    try {
      Path folder = Path.of(text).toAbsolutePath().normalize();
      if (Files.isDirectory(folder)) {
        return folder;
      }
    } catch (InvalidPathException e) {
      throw new WrongOptionException("“" + text + "” of " + option + " is not a path.");
    }
    throw new WrongOptionException("There is no folder " + text + " for " + option + ".");
  }

  private static String domain(String text) throws WrongOptionException {
    if (TenantDomain.parse(text).isEmpty()) {
      throw new WrongOptionException("“" + text + "” of --tenant cannot be a tenant's domain.");
    }
    return text;
  }

  private static String secret(String option, Iterator<String> rest) throws WrongOptionException {
    String file = value(option, rest);
    String secret;
    try {
      secret = Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new WrongOptionException("The file of " + option + " cannot be read.");
    }
    if (secret.isEmpty()) {
      throw new WrongOptionException("The file of " + option + " is empty.");
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

  boolean isReadOnly() {
    return readOnly;
  }

  Optional<Path> dataRoot() {
    return dataRoot;
  }

  Optional<String> tenant() {
    return tenant;
  }

  Optional<String> token() {
    return token;
  }

  Optional<String> jwtSecret() {
    return jwtSecret;
  }

  Optional<String> signingKey() {
    return signingKey;
  }
}
