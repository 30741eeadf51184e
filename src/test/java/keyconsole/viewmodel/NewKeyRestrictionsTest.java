package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import keyconsole.domain.Mark;
import keyconsole.domain.Restrictions;
import org.junit.jupiter.api.Test;

class NewKeyRestrictionsTest extends WizardTest {

  private static NewKeyRestriction list(NewKeyViewModel wizard, NewKeyRestriction.Kind kind) {
    return wizard.restrictions().list(kind);
  }

  private static String typed(NewKeyViewModel wizard, NewKeyRestriction.Kind kind, String text) {
    NewKeyField field = list(wizard, kind).field();
    type(field, text);
    return error(field);
  }

  private static Marked marked(NewKeyViewModel wizard, NewKeyRestriction.Kind kind) {
    return list(wizard, kind).markedProperty().get();
  }

  private static Mark mark(NewKeyViewModel wizard, NewKeyRestriction.Kind kind) {
    return marked(wizard, kind).mark();
  }

  private static String offer(NewKeyViewModel wizard, NewKeyRestriction.Kind kind) {
    return list(wizard, kind).offerProperty().get();
  }

  @Test
  void eachListSaysWhatBecomesOfItAndWhy() {
    NewKeyViewModel wizard = newKey();
    assertEquals(Mark.ENFORCED, mark(wizard, NewKeyRestriction.Kind.ENDPOINTS));
    assertEquals(Mark.ENFORCED, mark(wizard, NewKeyRestriction.Kind.IPS));
    assertEquals(Mark.STORED_ONLY, mark(wizard, NewKeyRestriction.Kind.DOMAINS));
    assertEquals(
        "The backend compares the caller’s whole address as text.",
        marked(wizard, NewKeyRestriction.Kind.IPS).reason());
    typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/*");
    typed(wizard, NewKeyRestriction.Kind.BLOCKED, "/v1/*");
    typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.0/8");
    assertEquals(Mark.LOCKS_OUT, mark(wizard, NewKeyRestriction.Kind.ENDPOINTS));
    assertEquals(Mark.BLOCKS_NOTHING, mark(wizard, NewKeyRestriction.Kind.BLOCKED));
    assertEquals(Mark.LOCKS_OUT, mark(wizard, NewKeyRestriction.Kind.IPS));
    assertEquals(
        "The backend compares whole addresses as text. No caller’s address reads like this.",
        marked(wizard, NewKeyRestriction.Kind.IPS).reason());
  }

  @Test
  void smallRangeIsOfferedAsItsAddresses() {
    NewKeyViewModel wizard = newKey();
    assertEquals(
        "10.0.0.4/30 would let nobody in. Write it as its 4 addresses.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.5\n10.0.0.4/30"));
    assertEquals("Write 10.0.0.4/30 as its 4 addresses", offer(wizard, NewKeyRestriction.Kind.IPS));
    list(wizard, NewKeyRestriction.Kind.IPS).takeOffer();
    assertEquals(
        List.of("10.0.0.5", "10.0.0.4", "10.0.0.6", "10.0.0.7"),
        wizard.restrictions().values().allowedIps());
    assertEquals("", error(list(wizard, NewKeyRestriction.Kind.IPS).field()));
    assertEquals("", offer(wizard, NewKeyRestriction.Kind.IPS));
  }

  @Test
  void rangeOf256AddressesIsOfferedAndAWiderOneIsNot() {
    NewKeyViewModel wizard = newKey();
    typed(wizard, NewKeyRestriction.Kind.IPS, "10.1.2.0/24");
    list(wizard, NewKeyRestriction.Kind.IPS).takeOffer();
    assertEquals(256, wizard.restrictions().values().allowedIps().size());
    assertEquals(
        "10.1.0.0/16 would let nobody in, and its 65,536 addresses are too many to write out. Name"
            + " up to 256 addresses, or leave the list empty and hold the range at the network’s"
            + " edge.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.1.0.0/16"));
    assertEquals("", offer(wizard, NewKeyRestriction.Kind.IPS));
    assertTrue(blocks(atRestrictions(wizard)));
  }

  private static NewKeyViewModel atRestrictions(NewKeyViewModel wizard) {
    type(wizard.who().name(), "Returns assistant");
    goTo(wizard, WizardStep.RESTRICTIONS);
    return wizard;
  }

  @Test
  void whatMatchesNothingIsRefusedWithTheWayOut() {
    NewKeyViewModel wizard = newKey();
    assertEquals(
        "here is a host name, and the backend compares addresses. Name its addresses here, or the"
            + " host under Allowed domains.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.1\nhere"));
    assertEquals(
        "10.0.0.300 is no IP address.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.1\n10.0.0.300"));
    assertEquals(
        "2001:DB8::0001 would match nobody: a caller comes as 2001:db8::1. Write it so.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "2001:DB8::0001"));
    assertEquals("Write it as 2001:db8::1", offer(wizard, NewKeyRestriction.Kind.IPS));
    assertEquals(
        "v1/chat is no path, since a path begins with /. Write it as /v1/chat.",
        typed(wizard, NewKeyRestriction.Kind.BLOCKED, "v1/chat"));
    assertEquals("Write it as /v1/chat", offer(wizard, NewKeyRestriction.Kind.BLOCKED));
    assertEquals(
        "/v1/* is a pattern, and no path reads like it. Name each path, for example /v1/chat. And 1"
            + " more to look at.",
        typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/*\n/v2/{id}"));
    assertEquals("", offer(wizard, NewKeyRestriction.Kind.ENDPOINTS));
    assertEquals(
        "/v1/chat is there twice.",
        typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/chat\n/v1/chat"));
    assertEquals("", typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/chat\n\n /v1/x "));
  }

  @Test
  void wholeDomainsAndInternationalNamesAreTakenAndOtherStarsAreNot() {
    NewKeyViewModel wizard = newKey();
    assertEquals(
        "",
        typed(
            wizard, NewKeyRestriction.Kind.DOMAINS, "*.acme.example\nmünchen.example\nA.example"));
    assertEquals(Mark.STORED_ONLY, mark(wizard, NewKeyRestriction.Kind.DOMAINS));
    assertEquals(
        "app.*.example is a pattern. Only *. in front of a domain stands for all below it.",
        typed(wizard, NewKeyRestriction.Kind.DOMAINS, "app.*.example"));
    assertEquals(
        "https://app.acme.example/ is no host name. Write it as app.example.com, or as"
            + " *.example.com for all below it.",
        typed(wizard, NewKeyRestriction.Kind.DOMAINS, "https://app.acme.example/"));
    assertEquals("Write it as app.acme.example", offer(wizard, NewKeyRestriction.Kind.DOMAINS));
  }

  @Test
  void severalAreMendedAtOnce() {
    NewKeyViewModel wizard = newKey();
    typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.1/32\n10.0.0.0/31\n10.0.0.0/8");
    assertEquals(
        "Write all 2 as the backend compares them", offer(wizard, NewKeyRestriction.Kind.IPS));
    list(wizard, NewKeyRestriction.Kind.IPS).takeOffer();
    assertEquals(
        "10.0.0.1\n10.0.0.0\n10.0.0.0/8", list(wizard, NewKeyRestriction.Kind.IPS).field().text());
  }

  private NewKeyViewModel editWithIps(String ips) throws IOException {
    Path file =
        dataRoot
            .resolve(TENANT)
            .resolve("api_keys/keys")
            .resolve(key("Billing export").id().fileName());
    Files.writeString(
        file,
        Files.readString(file).replace("\"allowed_ips\": []", "\"allowed_ips\": [" + ips + "]"));
    return edit("Billing export");
  }

  @Test
  void whatAKeyHasAlreadyIsSaidAndStaysWhileItIsEditedElsewhere() throws IOException {
    NewKeyViewModel wizard = editWithIps("\" 10.0.0.0/8\", \"\"");
    NewKeyRestriction ips = list(wizard, NewKeyRestriction.Kind.IPS);
    assertEquals(Mark.LOCKS_OUT, ips.markedProperty().get().mark());
    assertEquals("", error(ips.field()));
    assertTrue(ips.warningProperty().get().startsWith("10.0.0.0/8 would let nobody in"));
    typed(wizard, NewKeyRestriction.Kind.DOMAINS, "acme.example");
    goTo(wizard, WizardStep.REVIEW);
    wizard.next();
    assertEquals(
        new Restrictions(
            List.of(), List.of(), List.of(" 10.0.0.0/8", ""), List.of("acme.example"), true),
        key("Billing export").restrictions());
  }

  @Test
  void deadValueThatAKeyHasStaysBesideALiveOneAndNoneIsAdded() throws IOException {
    NewKeyViewModel wizard = editWithIps("\"10.0.0.0/8\"");
    assertEquals("", typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.0/8\n10.0.0.5"));
    assertTrue(
        list(wizard, NewKeyRestriction.Kind.IPS)
            .warningProperty()
            .get()
            .startsWith("10.0.0.0/8 would let nobody in"));
    assertTrue(
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.0/8\n10.0.0.5\n10.9.0.0/16")
            .startsWith("10.9.0.0/16 would let nobody in"));
    assertTrue(
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.0/8\n")
            .startsWith("10.0.0.0/8 would let nobody in"));
  }

  @Test
  void reviewShowsTheBeginningOfALongList() {
    NewKeyViewModel wizard = newKey();
    typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.0/24");
    list(wizard, NewKeyRestriction.Kind.IPS).takeOffer();
    String value = wizard.review().sections().get(3).facts().getFirst().value();
    assertEquals(13, value.lines().count());
    assertTrue(value.endsWith("10.0.0.11\nand 244 more"), value);
  }

  @Test
  void listWithADeadValueIsLookedAtFirst() throws IOException {
    NewKeyViewModel wizard = editWithIps("\"10.0.0.5\", \"10.0.0.0/8\"");
    assertEquals(NewKeyRestriction.Kind.IPS, wizard.restrictions().worst().kind());
    assertEquals(NewKeyRestriction.Kind.ENDPOINTS, newKey().restrictions().worst().kind());
    typed(wizard, NewKeyRestriction.Kind.BLOCKED, "/v1/*");
    assertEquals(NewKeyRestriction.Kind.BLOCKED, wizard.restrictions().worst().kind());
  }

  @Test
  void reviewTellsWhatBecomesOfEachRestrictionAndLimit() {
    NewKeyViewModel wizard = newKey();
    typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.5");
    assertEquals(
        List.of(Mark.ENFORCED, Mark.STORED_ONLY), reviewed(wizard, WizardStep.RESTRICTIONS));
    assertEquals(
        List.of(
            Mark.STORED_ONLY,
            Mark.STORED_ONLY,
            Mark.STORED_ONLY,
            Mark.STORED_ONLY,
            Mark.STORED_ONLY,
            Mark.STORED_ONLY,
            Mark.ENFORCED),
        reviewed(wizard, WizardStep.LIMITS));
  }

  private static List<Mark> reviewed(NewKeyViewModel wizard, WizardStep step) {
    return wizard.review().sections().stream()
        .filter(section -> section.step() == step)
        .flatMap(section -> section.facts().stream())
        .map(fact -> fact.marked().orElseThrow().mark())
        .toList();
  }

  @Test
  void countOfWhatIsSetStandsInTheList() {
    NewKeyViewModel wizard = newKey();
    assertEquals("none yet", wizard.steps().get(3).note());
    typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/a\n/b");
    assertEquals("2 set", wizard.steps().get(3).note());
  }

  @Test
  void ownerMayNarrowButNotWiden() {
    actAs(TestWorkspace.person(TENANT, "ci-bot@acme.example"));
    NewKeyViewModel wizard = edit("CI pipeline");
    assertEquals("", typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/chat"));
    assertEquals(
        "Only an administrator widens a restriction. It was /v1/chat, /v1/embeddings.",
        typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/chat\n/v1/audio"));
    assertEquals(
        "Only an administrator widens a restriction. It was ci.acme.example.",
        typed(wizard, NewKeyRestriction.Kind.DOMAINS, ""));
    assertEquals("", typed(wizard, NewKeyRestriction.Kind.BLOCKED, "/v1/admin\n/v1/files"));
    assertEquals(
        "Only an administrator widens a restriction. It was /v1/admin.",
        typed(wizard, NewKeyRestriction.Kind.BLOCKED, "/v1/files"));
    wizard.restrictions().tls().valueProperty().set(false);
    assertEquals(
        "Only an administrator takes the need of TLS away.", error(wizard.restrictions().tls()));
  }

  @Test
  void ownerMayNameTheAddressesOfARangeAndNoOthers() throws IOException {
    actAs(TestWorkspace.person(TENANT, key("Billing export").ownerId()));
    NewKeyViewModel wizard = editWithIps("\"10.0.0.0/24\"");
    list(wizard, NewKeyRestriction.Kind.IPS).takeOffer();
    assertEquals("", error(list(wizard, NewKeyRestriction.Kind.IPS).field()));
    assertEquals(
        "Only an administrator widens a restriction. It was 10.0.0.0/24.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.5\n10.0.1.5"));
    typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.5");
    goTo(wizard, WizardStep.REVIEW);
    assertFalse(blocks(wizard));
  }

  @Test
  void refusalToWidenNamesTheFirstOfManyValues() throws IOException {
    actAs(TestWorkspace.person(TENANT, key("Billing export").ownerId()));
    NewKeyViewModel wizard =
        editWithIps("\"10.0.0.1\", \"10.0.0.2\", \"10.0.0.3\", \"10.0.0.4\", \"10.0.0.5\"");
    assertEquals(
        "Only an administrator widens a restriction. It was 10.0.0.1, 10.0.0.2, 10.0.0.3"
            + " and 2 more.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.6"));
  }

  @Test
  void longListOfValuesThatMatchNothingIsTypedWithoutAStall() {
    NewKeyViewModel wizard = newKey();
    String many =
        IntStream.range(0, 10_000)
            .mapToObj("2001:DB8::%X"::formatted)
            .collect(Collectors.joining("\n"));
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          for (int letters = 0; letters < 100; letters++) {
            typed(wizard, NewKeyRestriction.Kind.IPS, many + "\n".repeat(letters));
          }
        });
    assertEquals(
        "Write all 10,000 as the backend compares them", offer(wizard, NewKeyRestriction.Kind.IPS));
  }
}
