package keyconsole.service;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import keyconsole.domain.ApiKey;
import keyconsole.domain.KeyCounters;
import keyconsole.domain.KeyHash;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyStatus;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Json.JsonException;
import keyconsole.store.KeyFile;

/// The demo tenant's keys: what they are, and what was done to them when.
final class DemoKeys {

  private static final long SEED = 20_250;

  /// Name; owner; scope; state; requests on a weekday; days since it was made; what is special;
  /// description.
  private static final String TABLE =
      """
      Analytics export;maria;tenant;ACTIVE;72;140;rotated;Warehouse totals
      Backoffice search;sam;tenant;ACTIVE;124;131;near;Contracts for staff
      Café Zürich 東京;kenji;user;ACTIVE;39;96;;Kiosk, three sites
      Checkout assistant;maria;tenant;ACTIVE;247;122;limits;Order help in the shop
      CI smoke tests;svc-ci;user;ACTIVE;104;118;rotated;After every merge
      CRM sync;ada;tenant;ACTIVE;58;101;twin;Accounts to notes
      CRM sync (copy);sam;tenant;UNUSED;0;19;same;
      Data labelling 2025;ada;user;SUSPENDED;46;99;;Waits for a review
      Digest bot;svc-bots;tenant;WEEK;16;84;;Morning digest
      Edge worker (old);kenji;tenant;REVOKED;78;133;;Replaced in October
      Edge worker;kenji;tenant;ACTIVE;136;27;;Close to readers
      Email triage;svc-bots;tenant;ACTIVE;49;93;;Sorts the support inbox
      Feedback classifier;maria;user;ACTIVE;20;71;;Stars and comments
      Finance month end;ada;user;IDLE;9;128;;Only around the first
      Forecast notebook;lena;user;PAST;12;95;;Demand, weekly
      Frontend preview;sam;user;DAY;23;89;;Branches on staging
      GitHub release notes;svc-ci;user;ACTIVE;8;66;endpoints;Drafts from commits
      Grafana probe;svc-ops;admin;FOREVER;62;134;;Synthetic checks
      Hackathon 2025;lena;user;EXPIRED;16;97;;Two days in June
      Helpdesk copilot;maria;tenant;ACTIVE;156;110;rotated;Suggests answers to agents
      HR policy search;olu;tenant;ACTIVE;26;107;;Handbook in four languages
      Image thumbnails;kenji;user;ACTIVE;14;58;;Catalogue pictures
      Import from legacy wiki;sam;tenant;REVOKED;29;116;;Done in spring
      Incident summariser;svc-ops;admin;ACTIVE;10;80;;Timeline for the review
      Intranet search;olu;tenant;ACTIVE;84;125;updated;All of the intranet
      Invoice reader;ada;user;ACTIVE;36;64;;Totals and dates from PDF
      Jupyter sandbox;lena;user;WEEK;13;83;;Experiments of the team
      Kiosk Lisboa;kenji;user;ACTIVE;18;52;;Visitors at the door
      Knowledge base upload;sam;tenant;ACTIVE;21;105;;Nightly, new pages only
      Load test rig;svc-ci;admin;SUSPENDED;55;92;;Off until the next test
      Localisation batch;kenji;tenant;IDLE;20;127;;German and French
      Log summaries;svc-ops;admin;ACTIVE;17;77;;What was new last night
      Marketing drafts;lena;user;ACTIVE;25;61;;Newsletters
      Meeting notes;maria;user;ACTIVE;29;49;;From the recording
      Mobile app;sam;tenant;ACTIVE;202;119;resumed;iOS and Android
      Nightly reindex;svc-ops;admin;FOREVER;31;136;;Starts at two
      Office door 🚪 bot;svc-bots;user;ACTIVE;6;44;;Opens for visitors
      Onboarding guide;olu;tenant;ACTIVE;11;73;;First week questions
      Partner portal (Acme);ada;tenant;ACTIVE;42;88;cidr;Their office only
      Payments reconciliation;ada;tenant;ACTIVE;23;104;hits;Bank lines to invoices
      Platform administration;olu;admin;ACTIVE;4;138;many;Break glass, two people
      Podcast transcripts;lena;user;EXPIRED;10;113;;Until episode forty
      Prototype, please delete;lena;user;UNUSED;0;62;;
      QA regression;svc-ci;user;ACTIVE;38;91;;Every evening
      Quarterly report;maria;user;IDLE;5;129;;Board figures
      Research crawler;kenji;tenant;REVOKED;62;114;;Ended with the project
      Robotics demo 🤖🚀;lena;user;PAST;7;90;;Trade fair
      Sales enablement assistant for the whole of Europe, the Middle East and Africa, second try, \
      with the longer context;ada;tenant;ACTIVE;19;47;;
      Search relevance tuning;sam;user;ACTIVE;12;39;;Judgements by hand
      Slack summaries;svc-bots;tenant;ACTIVE;57;100;burst;Long threads
      Staging gateway;svc-ops;admin;ACTIVE;47;121;;As production, smaller
      Status page;svc-ops;tenant;FOREVER;20;112;;Public uptime
      Support macros;maria;user;ACTIVE;15;34;;Canned answers
      Terraform;svc-ops;admin;DAY;5;85;;Plans and applies
      Test key;sam;user;UNUSED;0;3;;
      Tokyo 支社 検索;kenji;tenant;ACTIVE;33;79;;東京支社の文書検索
      Training videos;lena;user;SUSPENDED;8;86;;Chapters and captions
      Translation memory;kenji;tenant;ACTIVE;44;109;;Reviewed segments
      Vendor trial;ada;user;EXPIRED;6;98;;Thirty days
      Warehouse scanner;sam;tenant;ACTIVE;50;94;;Handhelds in hall two
      Webhook relay;svc-bots;tenant;ACTIVE;35;56;moved;Fans out to teams
      Zendesk import;maria;tenant;UNUSED;0;9;text;Tickets since 2021
      Zürich office printer;olu;user;UNUSED;0;31;cut;
      """;

  private static final int MOVED_DAYS_AGO = 4;
  private static final List<String> MOVED_TO =
      List.of("203.0.113.24", "203.0.113.25", "2001:db8:4::1f");

  private static final int BURST_DAYS_AGO = 3;
  private static final int BURST = 260;

  private static final Map<String, String> ENDPOINTS =
      Map.of(
          "llm", "/v1/chat/completions",
          "embedding", "/v1/embeddings",
          "image", "/v1/images/generations",
          "rag", "/v1/rag/search",
          "automation", "/v1/automations/run",
          "external", "/v1/webhooks",
          "admin", "/v1/admin/users");

  private final Random random = new Random(SEED);
  private final Instant now;
  private Optional<KeyHash> twin = Optional.empty();

  private DemoKeys(Instant now) {
    this.now = now;
  }

  private enum State {
    ACTIVE,
    SUSPENDED,
    REVOKED,
    EXPIRED,
    PAST,
    DAY,
    WEEK,
    UNUSED,
    IDLE,
    FOREVER
  }

  private record Row(
      String name,
      String owner,
      Scope scope,
      State state,
      int perDay,
      int age,
      String special,
      String description) {
    static Row of(String line) {
      List<String> cells = Arrays.asList(line.split(";", -1));
      return new Row(
          cells.get(0),
          cells.get(1) + "@" + DemoTenant.DOMAIN,
          Scope.parse(cells.get(2)).orElseThrow(),
          State.valueOf(cells.get(3)),
          Integer.parseInt(cells.get(4)),
          Integer.parseInt(cells.get(5)),
          cells.get(6),
          cells.get(7));
    }
  }

  /// Something that was done to a key.
  record Deed(Instant moment, String action, String actor, Map<String, Value> more) {}

  /// A key without its counters, what was done to it, and how it is used.
  ///
  /// @param special what sets its file apart; see the table
  record Seed(
      ApiKey key,
      List<Deed> deeds,
      String special,
      int perDay,
      List<String> endpoints,
      List<String> ips,
      Instant until) {

    /// Whether requests came at this moment.
    boolean isInUse(Instant moment) {
      return moment.isAfter(key.createdAt()) && moment.isBefore(until);
    }

    /// Where requests come from: one of the keys moved to another network some days ago.
    List<String> ipsOn(long daysAgo) {
      return special.equals("moved") && daysAgo < MOVED_DAYS_AGO ? MOVED_TO : ips;
    }

    /// How many requests come at once in the night of that day.
    int burstOn(long daysAgo) {
      return special.equals("burst") && daysAgo == BURST_DAYS_AGO ? BURST : 0;
    }

    /// The text of its file.
    byte[] text(DemoLogs.Used used) {
      KeyCounters counters = used.counters(special.equals("hits") ? 37 : 0);
      byte[] text = KeyFile.textOf(key.with().usage(counters).key());
      return switch (special) {
        case "cut" -> Arrays.copyOf(text, text.length / 2);
        case "text" -> withQuotaAsText(text);
        default -> text;
      };
    }

    private static byte[] withQuotaAsText(byte[] text) {
      try {
        Map<String, Value> quota = Map.of("daily_quota", new Value.Text("50000"));
        return Json.parse(text) instanceof Value.Fields fields
            ? Json.pretty(fields.overlaidWith(new Value.Fields(quota)))
            : text;
      } catch (JsonException e) {
        throw new IllegalStateException("A key file that was just written is JSON", e);
      }
    }
  }

  /// The keys as they stand at this moment; the same for the same moment.
  static List<Seed> seeds(Instant now) {
    DemoKeys keys = new DemoKeys(now);
    return TABLE.lines().map(Row::of).map(keys::seed).toList();
  }

  private Seed seed(Row row) {
    Instant created = workingHour(row.age());
    Optional<Instant> expires = expiry(row.state());
    List<String> capabilities = capabilities(row);
    List<String> endpoints = endpoints(capabilities);
    List<Deed> deeds = deeds(row, created, capabilities);
    ApiKey key =
        new ApiKey(
            id(),
            row.name(),
            row.description(),
            row.owner(),
            hash(row),
            capabilities,
            row.scope(),
            constraints(row),
            limits(row),
            restrictions(row, endpoints),
            status(row.state()),
            created,
            deeds.getLast().moment(),
            expires,
            last(deeds, "api_key_rotated"),
            KeyCounters.ZERO,
            Set.of());
    deeds.replaceAll(deed -> told(deed, row, key));
    Instant until = until(row, expires, deeds);
    return new Seed(key, deeds, row.special(), row.perDay(), endpoints, ips(), until);
  }

  private Instant workingHour(int daysAgo) {
    long micros = random.nextLong(Duration.ofHours(9).toNanos() / 1_000);
    return now.atOffset(ZoneOffset.UTC)
        .toLocalDate()
        .minusDays(daysAgo)
        .atTime(8, 0)
        .toInstant(ZoneOffset.UTC)
        .plus(micros, ChronoUnit.MICROS);
  }

  private KeyId id() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new KeyId(new UUID(high, low).toString());
  }

  /// Random, so that there is no raw key which has it.
  private KeyHash hash(Row row) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    KeyHash hash = new KeyHash(HexFormat.of().formatHex(bytes));
    if (row.special().equals("twin")) {
      twin = Optional.of(hash);
    }
    return row.special().equals("same") ? twin.orElse(hash) : hash;
  }

  private Optional<Instant> expiry(State state) {
    int days = random.nextInt(170);
    return switch (state) {
      case FOREVER -> Optional.empty();
      case DAY -> Optional.of(now.plus(Duration.ofHours(9 + days % 12)));
      case WEEK -> Optional.of(now.plus(Duration.ofHours(6 * 24 + 2)));
      case EXPIRED, PAST -> Optional.of(workingHour(3 + days % 20));
      case ACTIVE, SUSPENDED, REVOKED, UNUSED, IDLE -> Optional.of(workingHour(-20 - days));
    };
  }

  private static KeyStatus status(State state) {
    return switch (state) {
      case SUSPENDED -> KeyStatus.SUSPENDED;
      case REVOKED -> KeyStatus.REVOKED;
      case EXPIRED -> KeyStatus.EXPIRED;
      case ACTIVE, PAST, DAY, WEEK, UNUSED, IDLE, FOREVER -> KeyStatus.ACTIVE;
    };
  }

  private List<String> capabilities(Row row) {
    List<String> offered = new ArrayList<>();
    for (Catalog.Category category : Catalog.CAPABILITIES) {
      if (row.scope() == Scope.ADMIN || !category.name().equals("Admin")) {
        offered.addAll(category.capabilities());
      }
    }
    if (row.special().equals("many")) {
      offered.addAll(List.of("mcp:filesystem", "mcp:web_search", "llm:mistral-large"));
      return offered;
    }
    Set<String> picked = new LinkedHashSet<>();
    int count = 1 + random.nextInt(4);
    while (picked.size() < count) {
      picked.add(offered.get(random.nextInt(offered.size())));
    }
    return List.copyOf(picked);
  }

  private static List<String> endpoints(List<String> capabilities) {
    return capabilities.stream()
        .map(name -> ENDPOINTS.getOrDefault(name.substring(0, name.indexOf(':')), "/v1/tools"))
        .distinct()
        .toList();
  }

  private List<String> ips() {
    return List.of(
        "192.0.2." + (1 + random.nextInt(254)),
        "198.51.100." + (1 + random.nextInt(254)),
        "203.0.113." + (1 + random.nextInt(254)),
        "2001:db8::" + Integer.toHexString(1 + random.nextInt(0xFFFE)));
  }

  private static Value.Fields constraints(Row row) {
    if (!row.special().equals("many")) {
      return Catalog.CONSTRAINT_DEFAULTS;
    }
    Map<String, Value> more = new LinkedHashMap<>();
    more.put("enable_premium_features", new Value.Truth(true));
    more.put(
        "llm:gpt-4",
        new Value.Fields(Map.of("models", Value.Items.ofTexts(List.of("gpt-4", "gpt-4-turbo")))));
    return Catalog.CONSTRAINT_DEFAULTS.overlaidWith(new Value.Fields(more));
  }

  private static Limits limits(Row row) {
    return switch (row.special()) {
      case "limits" -> new Limits(8_000, 120_000, 2_000_000, 25_000, 16_000, 40);
      case "hits" -> new Limits(60, 400, 9_000, 500, 2_000, 2);
      case "near" -> new Limits(40, 150, 2_500, 5_000, 4_000, 10);
      default -> Limits.defaultsFor(row.scope());
    };
  }

  /// The backend compares addresses as text, so a range lets nobody in.
  private static Restrictions restrictions(Row row, List<String> endpoints) {
    return switch (row.special()) {
      case "cidr" ->
          new Restrictions(List.of(), List.of(), List.of("203.0.113.0/24"), List.of(), true);
      case "endpoints" ->
          new Restrictions(
              endpoints, List.of("/v1/admin/users"), List.of(), List.of("ci.demo.example"), true);
      case "hits" -> new Restrictions(List.of(), List.of(), List.of(), List.of(), false);
      default -> Restrictions.NONE;
    };
  }

  private List<Deed> deeds(Row row, Instant created, List<String> capabilities) {
    List<Deed> deeds = new ArrayList<>();
    Map<String, Value> settings = new LinkedHashMap<>();
    settings.put("scope", new Value.Text(row.scope().text()));
    settings.put("capabilities", Value.Items.ofTexts(capabilities));
    if (row.state() == State.FOREVER) {
      settings.put("reason", new Value.Text("Monitoring must not stop"));
    }
    deeds.add(new Deed(created, "api_key_created", row.owner(), settings));
    addSpecial(row, deeds);
    String administrator = "olu@" + DemoTenant.DOMAIN;
    if (row.state() == State.SUSPENDED) {
      deeds.add(deed(2 + random.nextInt(9), "api_key_suspended", administrator));
    } else if (row.state() == State.REVOKED) {
      deeds.add(deed(5 + random.nextInt(20), "api_key_revoked", row.owner()));
    }
    return deeds;
  }

  private void addSpecial(Row row, List<Deed> deeds) {
    String administrator = "olu@" + DemoTenant.DOMAIN;
    switch (row.special()) {
      case "rotated" -> deeds.add(deed(8 + random.nextInt(30), "api_key_rotated", row.owner()));
      case "resumed" -> {
        deeds.add(deed(16, "api_key_suspended", administrator));
        deeds.add(deed(15, "api_key_resumed", administrator));
      }
      case "cidr" -> deeds.add(deed(12, "api_key_updated", row.owner()));
      case "limits", "hits" -> deeds.add(deed(33, "api_key_updated", administrator));
      case "updated" -> deeds.add(deed(6, "api_key_updated", row.owner()));
      default -> {}
    }
  }

  private Deed deed(int daysAgo, String action, String actor) {
    return new Deed(workingHour(daysAgo), action, actor, Map.of());
  }

  /// A deed with what it changed of the key, as the console's own lines tell it.
  private static Deed told(Deed deed, Row row, ApiKey key) {
    ApiKey.Changed before = key.with();
    ApiKey.Changed after = key.with();
    switch (deed.action()) {
      case "api_key_rotated" -> before.lastRotated(Optional.empty());
      case "api_key_suspended" -> change(before, KeyStatus.ACTIVE, after, KeyStatus.SUSPENDED);
      case "api_key_resumed" -> change(before, KeyStatus.SUSPENDED, after, KeyStatus.ACTIVE);
      case "api_key_revoked" -> change(before, KeyStatus.ACTIVE, after, KeyStatus.REVOKED);
      case "api_key_updated" -> undoEdit(row, before);
      default -> {
        return deed;
      }
    }
    Value changed = KeyFields.changes(before.key(), after.key());
    return new Deed(deed.moment(), deed.action(), deed.actor(), Map.of("changed", changed));
  }

  private static void change(
      ApiKey.Changed before, KeyStatus from, ApiKey.Changed after, KeyStatus to) {
    before.status(from);
    after.status(to);
  }

  private static void undoEdit(Row row, ApiKey.Changed key) {
    switch (row.special()) {
      case "cidr" -> key.restrictions(Restrictions.NONE);
      case "limits", "hits" -> key.limits(Limits.defaultsFor(row.scope()));
      default -> key.description("");
    }
  }

  private static Optional<Instant> last(List<Deed> deeds, String action) {
    return deeds.stream()
        .filter(deed -> deed.action().equals(action))
        .map(Deed::moment)
        .reduce((_, later) -> later);
  }

  /// When the key stopped being used.
  private Instant until(Row row, Optional<Instant> expires, List<Deed> deeds) {
    return switch (row.state()) {
      case SUSPENDED, REVOKED -> deeds.getLast().moment();
      case EXPIRED, PAST -> expires.orElse(now);
      case IDLE -> workingHour(50 + random.nextInt(20));
      case ACTIVE, DAY, WEEK, UNUSED, FOREVER ->
          row.special().equals("cidr") ? deeds.getLast().moment() : now;
    };
  }
}
