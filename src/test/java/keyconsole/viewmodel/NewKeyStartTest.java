package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyTemplate;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.viewmodel.NewKeyStart.From;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new key that starts from a template or another key: what is filled in, what stays, what asks.
class NewKeyStartTest {

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

  private static KeyTemplate shop() {
    return new KeyTemplate(
        "Shop",
        "For the shop",
        Optional.of(Scope.TENANT),
        Optional.of(List.of("llm:gpt-4", "rag:search")),
        Optional.of(new Limits(10, 200, 3_000, 400, 500, 6)),
        Optional.of(new Expiry.After(Duration.ofDays(14))),
        Optional.of(
            new Restrictions(
                List.of("/v1/chat"), List.of(), List.of("10.1.0.1"), List.of(), false)),
        Optional.of(
            new Value.Fields(
                Map.of(
                    "mcp_timeout_seconds", new Value.Numeral("45"), "own", new Value.Truth(true)))),
        Value.Fields.EMPTY);
  }

  private NewKeyViewModel wizard() {
    return new NewKeyViewModel(test.workspace);
  }

  private static NewKeyStart.Offer offer(NewKeyViewModel wizard, String name) {
    return wizard.start().offers().stream()
        .filter(each -> each.template().isCalled(name))
        .findFirst()
        .orElseThrow();
  }

  private Dialog.Question question() {
    return assertInstanceOf(Dialog.Question.class, test.dialogs.getLast());
  }

  @Test
  void theTenantsOwnTemplatesStandBeforeThoseThatEveryTenantHas() {
    test.service.templates().add(List.of(shop(), shop().renamed("ci pipeline", "Ours")));
    List<String> names =
        wizard().start().offers().stream().map(each -> each.template().name()).toList();
    assertEquals(List.of("Shop", "ci pipeline", "Read-only search"), names.subList(0, 3));
    assertFalse(names.contains("CI pipeline"));
    assertTrue(names.contains("Break-glass administrator"));
  }

  @Test
  void templateFillsAllThatItHasAndTheKeyIsMadeOfIt() {
    test.service.templates().add(List.of(shop()));
    NewKeyViewModel wizard = wizard();
    wizard.who().name().textProperty().set("Till");
    wizard.start().choose(offer(wizard, "Shop"));
    assertEquals(List.of(), test.dialogs);
    assertEquals("Till", wizard.who().name().text());
    for (int step = 0; step < 6; step++) {
      wizard.next();
    }
    ApiKey made = test.key("Till");
    assertEquals(Scope.TENANT, made.scope());
    assertEquals(List.of("llm:gpt-4", "rag:search"), made.capabilities());
    assertEquals(new Limits(10, 200, 3_000, 400, 500, 6), made.limits());
    assertEquals(List.of("10.1.0.1"), made.restrictions().allowedIps());
    assertFalse(made.restrictions().requireTls());
    assertEquals(new Value.Numeral("45"), made.constraints().get("mcp_timeout_seconds").get());
    assertEquals(new Value.Truth(true), made.constraints().get("own").get());
    assertEquals("2026-12-07", made.expiresAt().get().toString().substring(0, 10));
  }

  @Test
  void whatWasEnteredIsReplacedOnlyAfterAYesThatNamesIt() {
    NewKeyViewModel wizard = wizard();
    wizard.capabilities().grant("image:dall-e", true);
    wizard.restrictions().list(NewKeyRestriction.Kind.IPS).field().textProperty().set("10.0.0.9");
    wizard.start().choose(offer(wizard, "CI pipeline"));
    assertTrue(question().text().contains("Capabilities, Restrictions"), question().text());
    assertEquals(List.of("image:dall-e"), wizard.capabilities().chosen());
    question().onYes().run();
    assertEquals(
        List.of("llm:groq", "automation:execute", "external:github"),
        wizard.capabilities().chosen());
    test.undo.orElseThrow().run();
    assertEquals(List.of("image:dall-e"), wizard.capabilities().chosen());
    assertEquals("", wizard.start().toldProperty().get());
    assertEquals(
        List.of("10.0.0.9"), wizard.restrictions().list(NewKeyRestriction.Kind.IPS).values());
  }

  @Test
  void nextTemplateTakesThePlaceOfTheLastOneWithoutAsking() {
    test.service.templates().add(List.of(shop(), KeyTemplate.named("Bare", "")));
    NewKeyViewModel wizard = wizard();
    wizard.start().choose(offer(wizard, "Shop"));
    wizard.start().choose(offer(wizard, "CI pipeline"));
    assertEquals(Scope.USER, wizard.who().scope().value());
    assertEquals(List.of(), wizard.restrictions().list(NewKeyRestriction.Kind.IPS).values());
    assertEquals(ExpiryChoice.DAYS_30, wizard.limits().expiry().choice().value());
    wizard.start().choose(offer(wizard, "Bare"));
    assertEquals(List.of(), wizard.capabilities().chosen());
    assertEquals("1,000", wizard.limits().limit(NewKeyLimit.Kind.HOUR).field().text());
    assertEquals(ExpiryChoice.DAYS_90, wizard.limits().expiry().choice().value());
    assertEquals(List.of(), test.dialogs);
  }

  @Test
  void blankStartTakesAwayWhatWasFilledInAndKeepsWhatWasTyped() {
    NewKeyViewModel wizard = wizard();
    wizard.start().choose(offer(wizard, "Service integration"));
    wizard.who().name().textProperty().set("Mine");
    wizard.capabilities().grant("llm:gpt-4", true);
    wizard.start().clear();
    assertEquals("Mine", wizard.who().name().text());
    assertEquals(Scope.USER, wizard.who().scope().value());
    assertTrue(wizard.capabilities().chosen().contains("llm:gpt-4"));
    test.undo.orElseThrow().run();
    assertEquals(Scope.TENANT, wizard.who().scope().value());
  }

  @Test
  void scopeThatAPersonChoseLetsItsLimitsBeFilledWithoutAQuestionAboutThem() {
    test.service
        .templates()
        .add(
            List.of(
                new KeyTemplate(
                    "Limits",
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    shop().limits(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Value.Fields.EMPTY)));
    NewKeyViewModel wizard = wizard();
    wizard.who().scope().valueProperty().set(Scope.TENANT);
    wizard.start().choose(offer(wizard, "Limits"));
    assertEquals(List.of(), test.dialogs);
    assertEquals(Scope.TENANT, wizard.who().scope().value());
    assertEquals("10", wizard.limits().limit(NewKeyLimit.Kind.HOUR).field().text());
  }

  @Test
  void copyOfAKeyIsLikeItUnderANameOfItsOwn() {
    ApiKey billing = test.key("Billing export");
    NewKeyViewModel wizard = wizard();
    wizard.start().searchProperty().set("billing");
    assertEquals(List.of(billing), wizard.start().found());
    wizard.start().choose(billing);
    assertEquals("Billing export (copy)", wizard.who().name().text());
    assertEquals(billing.ownerId(), wizard.who().owner().text());
    assertEquals(billing.scope(), wizard.who().scope().value());
    assertEquals(billing.capabilities(), wizard.capabilities().chosen());
    assertEquals(billing.restrictions(), wizard.restrictions().values());
    assertEquals(billing.limits(), wizard.limits().values());
  }

  @Test
  void nameThatWasTypedStaysWhereAKeyIsCopied() {
    NewKeyViewModel wizard = wizard();
    wizard.who().name().textProperty().set("Mine");
    wizard.start().choose(test.key("Billing export"));
    assertEquals("Mine", wizard.who().name().text());
    assertEquals(List.of(), test.dialogs);
  }

  @Test
  void whoIsNoAdministratorGetsNoTemplateAndNoKeyBeyondTheirOwn() {
    test.actFor(TestWorkspace.person(TENANT, "dana@acme.example"));
    NewKeyViewModel wizard = wizard();
    NewKeyStart.Offer breakGlass = offer(wizard, "Break-glass administrator");
    assertTrue(breakGlass.refusal().contains("administrator"));
    wizard.start().choose(breakGlass);
    assertEquals(List.of(), wizard.capabilities().chosen());
    assertEquals("", offer(wizard, "Read-only search").refusal());
    assertTrue(
        wizard.start().found().stream().allMatch(key -> key.ownerId().equals("dana@acme.example")));
  }

  @Test
  void leavingAsksOnlyWhereAPersonEnteredSomething() {
    NewKeyViewModel wizard = wizard();
    wizard.start().choose(offer(wizard, "CI pipeline"));
    assertFalse(wizard.isChanged());
    wizard.who().name().textProperty().set("Build");
    assertTrue(wizard.isChanged());
  }

  @Test
  void damagedTemplatesAreToldAndTheOthersAreThere() throws IOException {
    Path console = dataRoot.resolve(TENANT).resolve("api_keys/.console");
    Files.createDirectories(console);
    Files.writeString(console.resolve("templates.jsonl"), "{\n{\"name\": \"Shop\"}\n");
    NewKeyViewModel wizard = wizard();
    assertEquals("Shop", wizard.start().offers().getFirst().template().name());
    assertTrue(wizard.start().troubleProperty().get().startsWith("One line"));
  }

  @Test
  void wizardIsKeptAsATemplateUnderItsOwnName() {
    NewKeyViewModel wizard = wizard();
    wizard.who().name().textProperty().set("Till");
    wizard.capabilities().grant("llm:gpt-4", true);
    wizard.saveAsTemplate();
    SaveTemplateViewModel save =
        assertInstanceOf(Dialog.SaveTemplate.class, test.dialogs.getLast()).model();
    save.nameProperty().set("Tills");
    save.save();
    assertEquals(List.of(), test.dialogs);
    KeyTemplate kept = test.service.templates().list().templates().getFirst();
    assertEquals("Tills", kept.name());
    assertEquals(Optional.of(List.of("llm:gpt-4")), kept.capabilities());
    assertEquals(Optional.of(new Expiry.After(Duration.ofDays(90))), kept.expiry());
    assertEquals("Tills", wizard.start().offers().getFirst().template().name());
    wizard.start().fromProperty().set(From.TEMPLATE);
  }
}
