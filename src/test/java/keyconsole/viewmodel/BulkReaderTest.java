package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import keyconsole.TreeState;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Limits;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the rows of a file come to: the keys that would be made, and every mistake at its column.
class BulkReaderTest {

  private static final String TENANT = "acme.example";

  @TempDir Path dataRoot;
  private TestWorkspace test;

  @BeforeEach
  void open() {
    test = new TestWorkspace(dataRoot, TENANT);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private BulkPlan read(String... lines) {
    return read(new KeyWords(test.workspace.texts()), lines);
  }

  private BulkPlan read(KeyWords words, String... lines) {
    String actor = test.session.get().actor().orElseThrow();
    return new BulkReader(test.service, words, actor)
        .read(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private BulkRow row(String header, String cells) {
    return read(header, cells).rows().getFirst();
  }

  private static Map<String, String> mistakes(BulkRow row) {
    return row.mistakes().stream()
        .collect(Collectors.toMap(BulkRow.Mistake::column, BulkRow.Mistake::text, (a, b) -> a));
  }

  @Test
  void templatesThatEveryTenantHasAreFoundByTheirNameInEachLanguage() {
    for (Language spoken : Language.values()) {
      KeyWords words = new KeyWords(spoken.texts());
      for (Language written : Language.values()) {
        String name = written.texts().getString("template.READ_ONLY_SEARCH");
        BulkPlan plan = read(words, "name;template", "Till;" + name);
        assertEquals(List.of(), plan.rows().getFirst().mistakes(), spoken + " " + name);
      }
    }
  }

  @Test
  void rowIsMadeOfItsCellsOverItsTemplateOverTheDefaults() {
    BulkRow row =
        row(
            "Name;Description;OWNER;template;Expires;requests per hour;allowed_ips;require-tls",
            "Till;\"In the; shop\";dana@acme.example;ci pipeline;2027-01-31;250;10.1.0.1 10.1.0.2;no");
    assertEquals(List.of(), row.mistakes());
    KeyRequest asked = row.request();
    assertEquals("Till", asked.name());
    assertEquals("In the; shop", asked.description());
    assertEquals("dana@acme.example", asked.ownerId());
    assertEquals(Scope.USER, asked.scope());
    assertEquals(
        List.of("llm:groq", "automation:execute", "external:github"), asked.capabilities());
    assertEquals(Optional.of(new Limits(250, 3_000, 60_000, 500, 4_000, 4)), asked.limits());
    assertEquals(new Expiry.At(Instant.parse("2027-01-31T23:59:59Z")), asked.expiry());
    assertEquals(List.of("10.1.0.1", "10.1.0.2"), asked.restrictions().allowedIps());
    assertEquals(false, asked.restrictions().requireTls());
  }

  @Test
  void emptyCellsLeaveItToTheDefaultsAndTheKeyIsMine() {
    BulkRow row = row("name,owner,expires,capabilities", "Till,,,");
    assertEquals(KeyRequest.of("Till", "olu@acme.example", List.of()), row.request());
  }

  @Test
  void tenantsTemplateGoesBeforeTheOneThatEveryTenantHas() {
    test.service
        .templates()
        .add(
            List.of(
                new KeyTemplate(
                    "CI pipeline",
                    "",
                    Optional.of(Scope.TENANT),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Value.Fields.EMPTY)));
    assertEquals(Scope.TENANT, row("name,template", "A,CI Pipeline").request().scope());
  }

  @Test
  void neverTakesItsReasonAndDaysTakeTheirUnit() {
    assertEquals(
        new Expiry.Never("Build server"),
        row("name,expires", "A,never: Build server").request().expiry());
    assertEquals(
        new Expiry.After(Duration.ofDays(30)), row("name,expires", "A,30 days").request().expiry());
  }

  @Test
  void thousandsMayBeSetApartAndDecimalsAreNoWholeNumber() {
    for (String written : List.of("1500", "1,500", "1’500", "1'500")) {
      assertEquals(
          1_500,
          row("name;cost_cents", "A;" + written).request().limits().orElseThrow().costCents());
    }
    for (String written : List.of("10,50", "1,5", "15,00,0", "1,5000", "1.500")) {
      assertEquals(
          Map.of("cost_cents", "Enter a whole number."),
          mistakes(row("name;cost_cents", "A;" + written)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "template | nothing | There is no template “nothing”.",
        "scope | root | “root” is none of user, tenant and admin.",
        "capabilities | gpt | “gpt” is not kind:name, e.g. llm:gpt-4.",
        "expires | soon | “soon” is no number of days and no day such as 2027-06-30.",
        "expires | never | Say why, e.g. never: build server of the platform.",
        "expires | 2026-01-01 | The expiry must lie in the future.",
        "expires | 0 | The expiry must lie in the future.",
        "expires | 2027-02-30 | “2027-02-30” is no number of days and no day such as 2027-06-30.",
        "requests_per_hour | many | Enter a whole number.",
        "cost_cents | 0 | Enter 1 or more.",
        "requests_per_day | 10 | Below the hourly limit of 1,000. Enter 1,000 or more.",
        "require_tls | maybe | “maybe” is neither yes nor no."
      })
  void mistakeIsToldAtItsColumnInAPersonsWords(String column, String cell, String text) {
    assertEquals(Map.of(column, text), mistakes(row("name," + column, "A," + cell)));
  }

  @Test
  void everyMistakeOfARowIsTold() {
    BulkRow row =
        row(
            "name,scope,capabilities,expires,allowed_ips,allowed_endpoints",
            ",root,x,soon,10.0.0.0/8,/v1/*");
    assertEquals(
        Set.of("name", "scope", "capabilities", "expires", "allowed_ips", "allowed_endpoints"),
        mistakes(row).keySet());
    assertTrue(mistakes(row).get("allowed_ips").contains("lock everyone out"));
  }

  @Test
  void whoIsNoAdministratorIsToldWhatOnlyOneMay() {
    test.actFor(TestWorkspace.person(TENANT, "dana@acme.example"));
    BulkRow row =
        row(
            "name,owner,scope,capabilities,expires,requests_per_hour",
            "A,lee@acme.example,admin,admin:tenant_settings,365,5000");
    assertEquals(
        Set.of("owner", "scope", "capabilities", "expires", "requests_per_hour"),
        mistakes(row).keySet());
    assertEquals(List.of(), row("name,capabilities", "A,rag:search").mistakes());
    assertEquals(
        Set.of("template"), mistakes(row("name,template", "A,Break-glass administrator")).keySet());
  }

  @Test
  void sameNamesAreWarnedOfInTheFileAndAgainstKeysThatAreThere() {
    List<BulkRow> rows = read("name", "Till", "billing EXPORT", "till").rows();
    assertEquals(List.of(), rows.get(0).warnings());
    assertEquals(
        List.of("dana@acme.example has a key of this name already."), rows.get(1).warnings());
    assertEquals(List.of("Line 2 has the same name."), rows.get(2).warnings());
    assertTrue(rows.stream().allMatch(row -> row.mistakes().isEmpty()));
  }

  @Test
  void nameThatCouldPassForAnotherIsWarnedOf() {
    assertEquals(
        List.of("Holds characters that nobody sees: prod\u2039U+202E\u203atset"),
        row("name,owner", "prod\u202etset,dana@acme.example").warnings());
  }

  @Test
  void formulaIsPlainTextAndSaidToBe() {
    BulkRow row = row("name,description", "\"=HYPERLINK(\"\"x\"\")\",@SUM(A1)");
    assertEquals("=HYPERLINK(\"x\")", row.request().name());
    assertEquals(2, row.warnings().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | The file is empty.",
        "name | The file has a first row with names of columns, and no key below it.",
        "owner | There is no column “name”.",
        "name,alowed_ips | There is no column “alowed_ips”. Correct its name, or take it away.",
        "name,ips,allowed_ips | The column “allowed_ips” is there twice.",
        "name, | Column 2 has no name. Name it, or take it away."
      })
  void fileThatCannotBeTakenSaysWhy(String header, String text) {
    assertEquals(List.of(text), read(header).mistakes());
  }

  @Test
  void mistypedColumnOfARestrictionNeverMakesAKeyWithoutIt() {
    BulkPlan plan = read("name,allowed_ip", "Till,10.1.0.1");
    assertEquals(1, plan.mistakes().size());
    assertEquals(List.of(), plan.rows());
  }

  @Test
  void rowOfAnotherShapeIsWrongAsAWhole() {
    List<BulkRow> rows = read("name,owner", "Till,a,b", "\"x\"y,z", "\"open").rows();
    assertEquals(3, rows.size());
    rows.forEach(row -> assertTrue(mistakes(row).containsKey(""), row.toString()));
  }

  @Test
  void tooManyRowsAreRefused() {
    String[] lines = new String[BulkReader.MOST_ROWS + 2];
    Arrays.fill(lines, "Till");
    lines[0] = "name";
    assertTrue(read(lines).mistakes().getFirst().contains("10,001"));
  }

  @Test
  void dryRunOfTenThousandRowsWritesNothing() {
    Map<String, String> before = TreeState.of(dataRoot);
    String[] lines = new String[BulkReader.MOST_ROWS + 1];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "Till " + i + ",ci pipeline,10.1.0." + i % 250 + ",30";
    }
    lines[0] = "name,template,allowed_ips,expires";
    BulkPlan plan = read(lines);
    assertEquals(BulkReader.MOST_ROWS, plan.rows().size());
    assertTrue(plan.rows().stream().allMatch(row -> row.mistakes().isEmpty()));
    assertEquals(before, TreeState.of(dataRoot));
  }
}
