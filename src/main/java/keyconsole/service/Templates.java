package keyconsole.service;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

/// The templates of a tenant. Everybody reads them; administrators change them. A template that no
/// key could be made from, for example since its restrictions would lock everyone out, is never
/// written, and one that stands in the file all the same is told as a problem.
///
/// A template gives nothing: the key that is made from it is judged like any other. Any thread.
public final class Templates {

  /// Marks a file of templates and names its form.
  private static final String FORM = "key_console_templates";

  private static final String LIST = "templates";
  private static final String SOMEBODY = "somebody";

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
    for (Line line : lines) {
      Optional<Message> problem =
          line.template().map(it -> problem(it, templates)).orElse(line.problem());
      if (problem.isEmpty()) {
        templates.add(line.template().orElseThrow());
      } else {
        problems.add(new TemplateListing.Problem(line.number(), problem.get()));
      }
    }
    return new TemplateListing(templates, problems);
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
  /// @param replacing whether one takes the place of another one of its name, else that is refused
  /// @throws InvalidRequestException where one has no name or no key could be made from it, or a
  ///   name is taken
  /// @throws NotAuthorizedException where the session may not
  /// @throws keyconsole.store.StoreException if it could not be written
  public void add(List<KeyTemplate> templates, boolean replacing) {
    requireMayChange();
    templates.forEach(this::requireValid);
    file.change(
        lines -> {
          List<Line> next = new ArrayList<>(lines);
          templates.forEach(each -> add(next, each, replacing));
          return next;
        });
  }

  private static void add(List<Line> lines, KeyTemplate template, boolean replacing) {
    int at = place(lines, template.name());
    if (at < 0) {
      lines.add(Line.of(template));
    } else if (replacing) {
      lines.set(at, Line.of(template));
    } else {
      throw taken(template.name());
    }
  }

  /// Calls a template something else. All else stays as it stands in the file at that moment, and
  /// so does its place.
  ///
  /// @param replacing whether it takes the place of another one of its new name, else that is
  ///   refused
  /// @throws InvalidRequestException also where there is none of that name any more
  public void rename(String name, String nextName, String nextDescription, boolean replacing) {
    requireMayChange();
    file.change(
        lines -> {
          int at = requirePlace(lines, name);
          KeyTemplate renamed =
              lines.get(at).template().orElseThrow().renamed(nextName, nextDescription);
          requireValid(renamed);
          List<Line> next = new ArrayList<>(lines);
          next.set(at, Line.of(renamed));
          List<Line> others = new ArrayList<>(lines);
          others.remove(at);
          int other = place(others, nextName);
          if (other >= 0 && !replacing) {
            throw taken(nextName);
          }
          if (other >= 0) {
            next.remove(other < at ? other : other + 1);
          }
          return next;
        });
  }

  /// Takes a template away.
  ///
  /// @return it, to be added again where that is to be undone
  public KeyTemplate delete(String name) {
    requireMayChange();
    List<KeyTemplate> deleted = new ArrayList<>();
    file.change(
        lines -> {
          List<Line> next = new ArrayList<>(lines);
          deleted.add(next.remove(requirePlace(next, name)).template().orElseThrow());
          return next;
        });
    return deleted.getLast();
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

  private void requireMayChange() {
    Session acting = session.get();
    Permissions.requireLive(acting, tenant, now.get());
    if (!acting.isAdministrator()) {
      throw new NotAuthorizedException(Message.of(Refusal.TEMPLATES));
    }
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

  private static InvalidRequestException taken(String name) {
    return new InvalidRequestException("name", Message.of(Refusal.TEMPLATE_TAKEN, name));
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
        KeyTemplate template = TemplateCodec.read(item);
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
    return new TemplateListing(templates, problems);
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
