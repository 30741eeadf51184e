package keyconsole.viewmodel;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import keyconsole.domain.KeyId;
import keyconsole.domain.SecretMask;
import keyconsole.service.Session;

/// What whoever helps needs to know: versions, the machine, counts and the end of the log. No
/// secret is in it, no key's name, no person and not which tenant it is. In English, since it is
/// for those who know the code.
final class Diagnostics {

  /// What stands in a token is no secret, but names the person and the tenant.
  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]*\\.[\\w-]*(\\.\\S*)?");

  private static final Pattern KEY_ID =
      Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

  private static final int NOTICE_LINES = 60;
  private static final Pattern PERSON = Pattern.compile("[\\w.+-]+@[\\w.-]+");
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");
  private static final String NO_TENANT = "none";

  private final List<String> lines = new ArrayList<>();
  private final String tenant;
  private final String folder;

  /// Takes down how things stand. UI thread.
  Diagnostics(Surroundings surroundings, ShellViewModel shell) {
    tenant = shell.tenantName().orElse("");
    folder =
        shell.workspaceProperty().get().map(open -> open.folder().toString()).orElse(NO_TENANT);
    add("Console", surroundings.text("app.version"));
    add("Time", surroundings.clock().instant().toString());
    addMachine(surroundings.zone());
    add("Page", shell.pageProperty().get().getClass().getSimpleName());
    add("Theme", shell.look().lookProperty().get().name().toLowerCase(Locale.ROOT));
    add("Folder", folder);
    shell.workspaceProperty().get().ifPresent(open -> add("Session", told(open.session().get())));
    shell.keys().ifPresent(this::addCounts);
    shell.sealProperty().get().ifPresent(seal -> add("Seals", seal.kind().toString()));
    shell.warnings().ifPresent(this::addWarnings);
    shell
        .notices()
        .shownProperty()
        .get()
        .filter(notice -> !notice.detail().isEmpty())
        .ifPresent(notice -> add("Notice", withoutNames(notice.detail(), shell.keys())));
  }

  /// What became of several keys is told by their ids and names; the ids will do.
  private static String withoutNames(String detail, Optional<KeyListViewModel> list) {
    StringBuilder told = new StringBuilder();
    int at = 0;
    Matcher id = KEY_ID.matcher(detail);
    while (id.find()) {
      String name =
          KeyId.parse(id.group())
              .flatMap(found -> list.flatMap(keys -> keys.keyNow(found)))
              .flatMap(key -> list.map(keys -> " " + keys.words().name(key)))
              .orElse("");
      if (detail.startsWith(name, id.end())) {
        told.append(detail, at, id.end());
        at = id.end() + name.length();
      }
    }
    told.append(detail.substring(at));
    return told.toString().lines().limit(NOTICE_LINES).collect(Collectors.joining("\n"));
  }

  private void add(String name, String value) {
    lines.add(String.format(Locale.ROOT, "%-9s %s", name, value));
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  private void addMachine(ZoneId zone) {
    Runtime runtime = Runtime.getRuntime();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    add("Java", property("java.runtime.version") + ", " + property("java.vendor"));
    add("JavaFX", property("javafx.runtime.version"));
    add(
        "System",
        String.join(" ", property("os.name"), property("os.version"), property("os.arch")));
    add("Language", Locale.getDefault().toLanguageTag() + ", " + zone);
    add(
        "Memory",
        used
            + " of "
            + (runtime.maxMemory() >> 20)
            + " MB, "
            + runtime.availableProcessors()
            + " processors");
  }

  private static String told(Session session) {
    if (session.isReadOnly()) {
      return "read-only";
    }
    return (session.isAdministrator() ? "administrator" : "person")
        + session.expiresAt().map(end -> ", ends " + end).orElse("");
  }

  private void addCounts(KeyListViewModel list) {
    add("Keys", list.keyCount() + ", " + list.problemCount() + " problems");
    Instant read = list.updatedAtProperty().get();
    add("Read", read.equals(Instant.EPOCH) ? "not yet" : read.toString());
    String failure = list.failureProperty().get();
    if (!failure.isEmpty()) {
      add("Failure", failure);
    }
  }

  private void addWarnings(WarningsViewModel warnings) {
    warnings.itemsProperty().get().forEach(item -> add("Warning", item.title()));
  }

  /// All of it, with the end of the log. Any thread.
  ///
  /// @param log empty where there is none
  String text(List<String> log) {
    List<String> all = new ArrayList<>(lines);
    if (!log.isEmpty()) {
      all.add("");
      all.add("Log");
      all.addAll(log);
    }
    return masked(String.join("\n", all) + "\n");
  }

  private String masked(String text) {
    String without = TOKEN.matcher(SecretMask.masked(text)).replaceAll("<token>");
    String home = System.getProperty("user.home", "");
    without = home.length() > 1 ? without.replace(home, "~") : without;
    without = PERSON.matcher(without).replaceAll("<person>");
    without = HASH.matcher(without).replaceAll("<hash>");
    return Optional.of(tenant).filter(name -> !name.isEmpty()).isPresent()
        ? without.replace(tenant, "<tenant>")
        : without;
  }
}
