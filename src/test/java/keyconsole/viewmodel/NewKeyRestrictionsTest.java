package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

  private static KeyDetail.Mark mark(NewKeyViewModel wizard, NewKeyRestriction.Kind kind) {
    return list(wizard, kind).markProperty().get();
  }

  @Test
  void eachListSaysWhatBecomesOfIt() {
    NewKeyViewModel wizard = newKey();
    assertEquals(KeyDetail.Mark.ENFORCED, mark(wizard, NewKeyRestriction.Kind.ENDPOINTS));
    assertEquals(KeyDetail.Mark.ENFORCED, mark(wizard, NewKeyRestriction.Kind.IPS));
    assertEquals(KeyDetail.Mark.STORED_ONLY, mark(wizard, NewKeyRestriction.Kind.DOMAINS));
    typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/*");
    typed(wizard, NewKeyRestriction.Kind.BLOCKED, "/v1/*");
    typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.0/8");
    assertEquals(KeyDetail.Mark.LOCKS_OUT, mark(wizard, NewKeyRestriction.Kind.ENDPOINTS));
    assertEquals(KeyDetail.Mark.BLOCKS_NOTHING, mark(wizard, NewKeyRestriction.Kind.BLOCKED));
    assertEquals(KeyDetail.Mark.LOCKS_OUT, mark(wizard, NewKeyRestriction.Kind.IPS));
  }

  @Test
  void smallRangeIsOfferedAsItsAddresses() {
    NewKeyViewModel wizard = newKey();
    NewKeyRestrictions restrictions = wizard.restrictions();
    assertEquals(
        "10.0.0.4/30 would lock everyone out: the backend compares whole addresses. Write it as"
            + " its 4 addresses.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.5\n10.0.0.4/30"));
    assertTrue(restrictions.rangeOfferedProperty().get());
    restrictions.spellOutRanges();
    assertEquals(
        List.of("10.0.0.5", "10.0.0.4", "10.0.0.6", "10.0.0.7"),
        restrictions.values().allowedIps());
    assertEquals("", error(list(wizard, NewKeyRestriction.Kind.IPS).field()));
    assertFalse(restrictions.rangeOfferedProperty().get());
  }

  @Test
  void rangeOf256AddressesIsOfferedAndAWiderOneIsNot() {
    NewKeyViewModel wizard = newKey();
    typed(wizard, NewKeyRestriction.Kind.IPS, "10.1.2.0/24");
    wizard.restrictions().spellOutRanges();
    assertEquals(256, wizard.restrictions().values().allowedIps().size());
    assertEquals(
        "10.1.2.0/23 would lock everyone out and is too wide to spell out. Enter up to 256"
            + " addresses.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "10.1.2.0/23"));
    assertFalse(wizard.restrictions().rangeOfferedProperty().get());
  }

  @Test
  void whatMatchesNothingIsRefusedWithTheWayOut() {
    NewKeyViewModel wizard = newKey();
    assertEquals(
        "here is no IP address.", typed(wizard, NewKeyRestriction.Kind.IPS, "10.0.0.1\nhere"));
    assertEquals(
        "2001:DB8::0001 would match nothing. Write it as 2001:db8::1.",
        typed(wizard, NewKeyRestriction.Kind.IPS, "2001:DB8::0001"));
    assertEquals(
        "v1/chat is no path. Begin with / and leave out spaces.",
        typed(wizard, NewKeyRestriction.Kind.BLOCKED, "v1/chat"));
    assertEquals(
        "*.acme.example is a pattern. Write each host name on its own line.",
        typed(wizard, NewKeyRestriction.Kind.DOMAINS, "*.acme.example"));
    assertEquals(
        "/v1/chat is there twice.",
        typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/chat\n/v1/chat"));
    assertEquals("", typed(wizard, NewKeyRestriction.Kind.ENDPOINTS, "/v1/chat\n\n /v1/x "));
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
}
