package keyconsole.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Message;
import keyconsole.domain.Refusal;
import keyconsole.domain.TemplateListing;
import keyconsole.domain.TemplateMistake;
import keyconsole.domain.TenantDomain;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.TemplateCodec;
import keyconsole.store.TemplateFile;
import keyconsole.store.TemplateFile.Line;
import keyconsole.store.TenantDirectory;
import keyconsole.store.Timestamps;

/// The templates of a tenant. Everybody reads them; administrators change them. A template that no
/// key could be made from, for example since its restrictions would lock everyone out, is never
/// written, and one that stands in the file all the same is told as a problem.
///
/// Beside each stands who wrote it, and when, so that whoever replaces it knows whose it is. It is
/// no part of the template, goes into no file that is exported, and is taken from none.
///
/// A template gives nothing: the key that is made from it is judged like any other. Any thread.
public final class Templates {

  /// Marks a file of templates and names its form.
  private static final String FORM = "key_console_templates";

  private static final String LIST = "templates";
  private static final String SHARED_BY = "shared_by";
  private static final String SHARED_AT = "shared_at";
  private static final String SOMEBODY = "somebody";

  /// What holds fields of a key file together.
  private static final Set<String> GROUPS = Set.of("limits", "restrictions");

  private final TemplateFile file;
  private final TenantDomain tenant;
  private final Supplier<Session> session;
  private final Supplier<Instant> now;

  Templates(TenantDirectory directory, Supplier<Session> session, Supplier<Instant> now) {
    this.file = new TemplateFile(directory);
    this.tenant = directory.tenant();
    this.session = session;
    this.now = now;
  }

  /// The tenant's own templates in the order in which they were added, and the lines that are none.
  ///
  /// @throws keyconsole.store.StoreException if they cannot be read
  public TemplateListing list() {
    return listing(file.read());
  }

  private TemplateListing listing(List<Line> lines) {
    List<KeyTemplate> templates = new ArrayList<>();
    List<TemplateListing.Problem> problems = new ArrayList<>();
    Map<String, TemplateListing.Sharing> sharings = new HashMap<>();
    for (Line line : lines) {
      Optional<Message> problem =
          line.template().map(it -> problem(it, templates)).orElse(line.problem());
      if (problem.isEmpty()) {
        KeyTemplate template = line.template().orElseThrow();
        templates.add(plain(template));
        sharing(template).ifPresent(sharing -> sharings.put(template.name(), sharing));
      } else {
        problems.add(new TemplateListing.Problem(line.number(), problem.get()));
      }
    }
    return new TemplateListing(templates, problems, sharings);
  }

  private static Optional<TemplateListing.Sharing> sharing(KeyTemplate template) {
    Value.Fields beside = template.unknown();
    return beside.get(SHARED_BY).orElse(Value.NOTHING) instanceof Value.Text(String by)
            && beside.get(SHARED_AT).orElse(Value.NOTHING) instanceof Value.Text(String at)
        ? Timestamps.parse(at).map(moment -> new TemplateListing.Sharing(by, moment))
        : Optional.empty();
  }

  private static KeyTemplate plain(KeyTemplate template) {
    return template.beside(without(template.unknown()));
  }

  private static Value.Fields without(Value.Fields beside) {
    Map<String, Value> others = new LinkedHashMap<>(beside.fields());
    others.remove(SHARED_BY);
    others.remove(SHARED_AT);
    return new Value.Fields(others);
  }

  private static Line line(KeyTemplate template, TemplateListing.Sharing sharing) {
    Map<String, Value> beside = new LinkedHashMap<>(without(template.unknown()).fields());
    beside.put(SHARED_BY, new Value.Text(sharing.by()));
    beside.put(SHARED_AT, new Value.Text(Timestamps.format(sharing.at())));
    return Line.of(template.beside(new Value.Fields(beside)));
  }

  private Optional<Message> problem(KeyTemplate template, List<KeyTemplate> before) {
    if (find(before, template.name()).isPresent()) {
      return Optional.of(Message.of(TemplateMistake.THERE_ALREADY, template.name()));
    }
    return invalid(template)
        .map(why -> Message.of(TemplateMistake.NOT_USABLE, template.name(), why));
  }

  private Optional<Message> invalid(KeyTemplate template) {
    try {
      KeyRequests.requireValid(trial(template, SOMEBODY), now.get());
      return Optional.empty();
    } catch (InvalidRequestException e) {
      return Optional.of(e.told());
    }
  }

  private static KeyRequest trial(KeyTemplate template, String owner) {
    return template.fill(KeyRequest.of(template.name(), owner, List.of()));
  }

  /// Why the session may make no key from a template as it is; empty where it may.
  public Optional<Message> refusal(KeyTemplate template) {
    Session acting = session.get();
    try {
      ApiKey key =
          KeyDeeds.newKey(
              trial(template, acting.actor().orElse(SOMEBODY)), KeyHash.of(""), now.get());
      if (!acting.isReadOnly()) {
        Permissions.requireMayCreate(acting, key, now.get());
      }
      return Optional.empty();
    } catch (NotAuthorizedException e) {
      return Optional.of(e.told());
    }
  }

  /// A template of all that a key has, but for what is of this key alone: its name, whose it is,
  /// and a moment at which it ends. A key that was made to end after some days gives those.
  public static KeyTemplate of(ApiKey key) {
    Map<String, Value> constraints = new LinkedHashMap<>(key.constraints().fields());
    Catalog.CONSTRAINT_DEFAULTS.fields().forEach(constraints::remove);
    Optional<Expiry> life =
        key.expiresAt()
            .map(end -> Duration.between(key.createdAt(), end))
            .filter(span -> span.toDays() > 0 && span.equals(Duration.ofDays(span.toDays())))
            .map(Expiry.After::new);
    return new KeyTemplate(
        key.name(),
        key.description(),
        Optional.of(key.scope()),
        Optional.of(key.capabilities()),
        Optional.of(key.limits()),
        life,
        Optional.of(key.restrictions()),
        constraints.isEmpty() ? Optional.empty() : Optional.of(new Value.Fields(constraints)),
        Value.Fields.EMPTY);
  }

  /// Adds templates, all or none.
  ///
  /// @throws InvalidRequestException where one has no name or no key could be made from it, or a
  ///   name is taken
  /// @throws NotAuthorizedException where the session may not
  /// @throws keyconsole.store.StoreException if it could not be written
  public Replaced add(List<KeyTemplate> templates) {
    return replace(templates, List.of());
  }

  /// What was added, to be taken back.
  ///
  /// @param before those whose places were taken
  public record Replaced(List<KeyTemplate> now, List<Deleted> before) {
    public Replaced {
      now = List.copyOf(now);
      before = List.copyOf(before);
    }
  }

  /// The same, where some take the places of others of their names.
  ///
  /// @param shown those that may lose their places, as they were told to whoever decided so
  /// @throws InvalidRequestException also where one of these is not as it was shown any more
  public Replaced replace(List<KeyTemplate> templates, List<KeyTemplate> shown) {
    TemplateListing.Sharing sharing = requireMayChange();
    templates.forEach(this::requireValid);
    List<Deleted> before = new ArrayList<>();
    file.change(
        lines -> {
          List<Line> next = new ArrayList<>(lines);
          templates.forEach(each -> put(next, line(each, sharing), shown).ifPresent(before::add));
          return next;
        });
    return new Replaced(templates.stream().map(Templates::plain).toList(), before);
  }

  /// @return what stood there
  private static Optional<Deleted> put(List<Line> lines, Line line, List<KeyTemplate> shown) {
    String name = line.template().orElseThrow().name();
    int at = place(lines, name);
    if (at < 0) {
      lines.add(line);
      return Optional.empty();
    }
    requireAsShown(lines.get(at), name, shown);
    return lines.set(at, line).template().map(Deleted::of);
  }

  /// Takes back what was added, and puts back what stood there, as long as nobody has changed any
  /// of it since.
  public void takeBack(Replaced done) {
    requireMayChange();
    file.change(
        lines -> {
          List<Line> next = new ArrayList<>(lines);
          for (KeyTemplate each : done.now()) {
            int at = requirePlace(next, each.name());
            requireAsShown(next.get(at), each.name(), done.now());
            Optional<Deleted> before =
                done.before().stream()
                    .filter(gone -> gone.template().isCalled(each.name()))
                    .findFirst();
            before
                .map(Deleted::line)
                .ifPresentOrElse(it -> next.set(at, it), () -> next.remove(at));
          }
          return next;
        });
  }

  /// Nobody has agreed to lose what a colleague wrote since.
  private static void requireAsShown(Line line, String name, List<KeyTemplate> shown) {
    Optional<KeyTemplate> known = find(shown, name);
    if (known.isEmpty()) {
      throw new InvalidRequestException("name", Message.of(Refusal.TEMPLATE_TAKEN, name));
    }
    if (!known.equals(line.template().map(Templates::plain))) {
      throw new InvalidRequestException("name", Message.of(Refusal.TEMPLATE_CHANGED, name));
    }
  }

  /// Calls a template something else. All else stays as it stands in the file at that moment, and
  /// so does its place.
  ///
  /// @param shown the other one of its new name, whose place it takes, as it was told; where that
  ///   is empty, a name that is taken is refused
  /// @throws InvalidRequestException also where there is none of that name any more
  public void rename(
      String name, String nextName, String nextDescription, Optional<KeyTemplate> shown) {
    TemplateListing.Sharing sharing = requireMayChange();
    file.change(
        lines -> {
          int at = requirePlace(lines, name);
          KeyTemplate renamed =
              lines.get(at).template().orElseThrow().renamed(nextName, nextDescription);
          requireValid(renamed);
          List<Line> next = new ArrayList<>(lines);
          next.set(at, line(renamed, sharing));
          List<Line> others = new ArrayList<>(lines);
          others.remove(at);
          int other = place(others, nextName);
          if (other >= 0) {
            requireAsShown(others.get(other), nextName, shown.stream().toList());
            next.remove(other < at ? other : other + 1);
          }
          return next;
        });
  }

  /// A template that was taken away.
  ///
  /// @param sharing who had written it; empty where that was not known
  public record Deleted(KeyTemplate template, Optional<TemplateListing.Sharing> sharing) {
    private static Deleted of(KeyTemplate asItStands) {
      return new Deleted(plain(asItStands), Templates.sharing(asItStands));
    }

    private Line line() {
      return sharing.map(it -> Templates.line(template, it)).orElseGet(() -> Line.of(template));
    }
  }

  /// Takes a template away.
  public Deleted delete(String name) {
    requireMayChange();
    List<Deleted> deleted = new ArrayList<>();
    file.change(
        lines -> {
          List<Line> next = new ArrayList<>(lines);
          Line gone = next.remove(requirePlace(next, name));
          deleted.add(Deleted.of(gone.template().orElseThrow()));
          return next;
        });
    return deleted.getLast();
  }

  /// Adds a template again as it was, be it somebody else's.
  ///
  /// @throws InvalidRequestException where its name is taken by now
  public void bringBack(Deleted gone) {
    requireMayChange();
    file.change(
        lines -> {
          String name = gone.template().name();
          int at = place(lines, name);
          if (at >= 0) {
            requireAsShown(lines.get(at), name, List.of());
          }
          return Stream.concat(lines.stream(), Stream.of(gone.line())).toList();
        });
  }

  /// Takes away what cannot be taken as a template.
  ///
  /// @param problem as it was told; nothing is taken away where the file has changed since
  public void deleteProblem(TemplateListing.Problem problem) {
    requireMayChange();
    file.change(
        lines -> {
          if (!listing(lines).problems().contains(problem)) {
            throw new InvalidRequestException("templates", Message.of(Refusal.TEMPLATES_CHANGED));
          }
          return lines.stream().filter(line -> line.number() != problem.place()).toList();
        });
  }

  /// @return whose deed it is
  private TemplateListing.Sharing requireMayChange() {
    Session acting = session.get();
    Instant moment = now.get();
    String actor = Permissions.requireLive(acting, tenant, moment);
    if (!acting.isAdministrator()) {
      throw new NotAuthorizedException(Message.of(Refusal.TEMPLATES));
    }
    return new TemplateListing.Sharing(actor, moment);
  }

  private void requireValid(KeyTemplate template) {
    if (template.name().isBlank()) {
      throw new InvalidRequestException("name", Message.of(Refusal.NO_TEMPLATE_NAME));
    }
    invalid(template)
        .ifPresent(
            why -> {
              throw new InvalidRequestException("template", why);
            });
    try {
      TemplateCodec.read(TemplateCodec.write(template));
    } catch (TemplateCodec.NoTemplate e) {
      throw new InvalidRequestException("template", e.told());
    }
  }

  private static int requirePlace(List<Line> lines, String name) {
    int at = place(lines, name);
    if (at < 0) {
      throw new InvalidRequestException("name", Message.of(Refusal.TEMPLATE_GONE, name));
    }
    return at;
  }

  private static int place(List<Line> lines, String name) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).template().filter(it -> it.isCalled(name)).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  /// The one that a person means by a name.
  public static Optional<KeyTemplate> find(List<KeyTemplate> templates, String name) {
    return templates.stream().filter(each -> each.isCalled(name)).findFirst();
  }

  /// Templates as a file of their own, to be read by [#read].
  public static byte[] write(List<KeyTemplate> templates) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(FORM, Value.Numeral.of(1));
    fields.put(LIST, new Value.Items(templates.stream().<Value>map(TemplateCodec::write).toList()));
    return Json.readable(new Value.Fields(fields)).getBytes(StandardCharsets.UTF_8);
  }

  /// The templates in a file that somebody exported, or wrote by hand: such a file, a list of
  /// templates, or one alone. What is none, or would make no key, is among the problems.
  ///
  /// @throws InvalidRequestException where it is no JSON
  public TemplateListing read(byte[] text) {
    List<KeyTemplate> templates = new ArrayList<>();
    List<TemplateListing.Problem> problems = new ArrayList<>();
    int place = 0;
    for (Value item : itemsIn(text)) {
      place++;
      try {
        KeyTemplate template = plain(TemplateCodec.read(item));
        Optional<Message> problem = problem(template, templates);
        if (problem.isEmpty()) {
          templates.add(template);
        } else {
          problems.add(new TemplateListing.Problem(place, problem.get()));
        }
      } catch (TemplateCodec.NoTemplate e) {
        problems.add(new TemplateListing.Problem(place, e.told()));
      }
    }
    return new TemplateListing(templates, problems, Map.of());
  }

  /// What differs between two templates, as an audit line tells of a key's change: `before` and
  /// `after`, each with the fields by their names in a key file. What a template leaves open is
  /// missing there; each of the constraints stands behind `tenant_constraints.`.
  public static Value.Fields changes(KeyTemplate before, KeyTemplate after) {
    Map<String, Value> both = new LinkedHashMap<>();
    both.put("before", flat(before));
    both.put("after", flat(after));
    return new Value.Fields(both);
  }

  private static Value.Fields flat(KeyTemplate template) {
    Map<String, Value> fields = new LinkedHashMap<>();
    TemplateCodec.write(template)
        .fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Fields(Map<String, Value> parts)) {
                String group = GROUPS.contains(name) ? "" : name + ".";
                parts.forEach((part, inside) -> fields.put(group + part, inside));
              } else {
                fields.put(name, value);
              }
            });
    return new Value.Fields(fields);
  }

  private static List<Value> itemsIn(byte[] text) {
    try {
      Value value = Json.parse(text);
      if (value instanceof Value.Items(List<Value> items)) {
        return items;
      }
      return value instanceof Value.Fields fields
              && fields.get(LIST).orElse(Value.NOTHING) instanceof Value.Items(List<Value> items)
          ? items
          : List.of(value);
    } catch (Json.JsonException e) {
      throw new InvalidRequestException("file", Message.of(Refusal.TEMPLATES_NO_JSON, e.told()));
    }
  }
}
