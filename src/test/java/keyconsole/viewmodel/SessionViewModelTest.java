package keyconsole.viewmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import keyconsole.service.Session;
import org.junit.jupiter.api.Test;

class SessionViewModelTest {

  private static final String TENANT = "acme.example";

  private final TestSurroundings test = new TestSurroundings();
  private final List<Session> verified = new ArrayList<>();
  private final SessionViewModel model =
      new SessionViewModel(test.surroundings(), TENANT, verified::add);

  private void give(String token, String secret) {
    model.tokenProperty().set(token);
    model.secretProperty().set(secret);
    model.verify();
  }

  private String refusalOf(String token, String secret) {
    give(token, secret);
    return model.refusalProperty().get();
  }

  @Test
  void goodTokenGivesItsSessionAndEmptiesBothFields() {
    give(TestSurroundings.token(TENANT, 60), TestSurroundings.SECRET);
    assertEquals(Optional.of("olu@acme.example"), verified.getFirst().actor());
    assertEquals("", model.tokenProperty().get());
    assertEquals("", model.secretProperty().get());
  }

  @Test
  void whatATokenSaysOfItselfNamesTheButtonAndOpensNothing() {
    String forged = TestSurroundings.token(TENANT, 60) + "x";
    assertFalse(model.administratorBinding().get());
    model.tokenProperty().set(forged);
    assertTrue(model.administratorBinding().get());
    assertEquals(
        "The signature does not match: the token or the signing secret is not the right one.",
        refusalOf(forged, TestSurroundings.SECRET));
    assertTrue(verified.isEmpty());
    model.tokenProperty().set("no token at all");
    assertFalse(model.administratorBinding().get());
  }

  @Test
  void screenNeverHoldsTheSignature() {
    String token = TestSurroundings.token(TENANT, 60);
    model.tokenProperty().set("  " + token + "\n");
    String shown = model.tokenProperty().get();
    assertFalse(shown.contains(token.substring(token.lastIndexOf('.') + 1)));
    assertEquals(token.substring(0, token.lastIndexOf('.')) + "." + "•".repeat(15), shown);
  }

  @Test
  void typedTokenOpensAsAPastedOne() {
    for (char c : TestSurroundings.token(TENANT, 60).toCharArray()) {
      model.tokenProperty().set(model.tokenProperty().get() + c);
    }
    model.secretProperty().set(TestSurroundings.SECRET);
    model.verify();
    assertEquals(1, verified.size());
  }

  @Test
  void pasteTakesTheClipboard() {
    test.clipboard = TestSurroundings.token(TENANT, 60);
    model.paste();
    model.secretProperty().set(TestSurroundings.SECRET);
    model.verify();
    assertEquals(1, verified.size());
  }

  @Test
  void refusalsNameTheReason() {
    String secret = TestSurroundings.SECRET;
    assertEquals(
        "This is not a token. A capability token has three parts with dots between them.",
        refusalOf("three words here", secret));
    assertEquals(
        "This token is for globex.example, not acme.example.",
        refusalOf(TestSurroundings.token("globex.example", 60), secret));
    assertEquals(
        "This token expired at 23 Nov 2026, 11:55 UTC.",
        refusalOf(TestSurroundings.token(TENANT, -5), secret));
    assertEquals(
        "The signature does not match: the token or the signing secret is not the right one.",
        refusalOf(TestSurroundings.token(TENANT, 60), "another"));
    assertEquals(
        "The signing secret is missing. Without it no token can be verified.",
        refusalOf(TestSurroundings.token(TENANT, 61), ""));
    assertTrue(verified.isEmpty());
  }

  @Test
  void refusalKeepsWhatWasTypedAndGoesWithTheNextChange() {
    give(TestSurroundings.token("globex.example", 60), TestSurroundings.SECRET);
    String shown = model.tokenProperty().get();
    assertFalse(shown.isEmpty());
    assertFalse(model.readyBinding().get());
    model.secretProperty().set("another");
    assertEquals("", model.refusalProperty().get());
    assertEquals(shown, model.tokenProperty().get());
    assertTrue(model.readyBinding().get());
  }

  @Test
  void maskedTextWithoutItsTokenOpensNothing() {
    give(TestSurroundings.token(TENANT, 60), "another");
    String shown = model.tokenProperty().get();
    model.drop();
    assertFalse(refusalOf(shown, TestSurroundings.SECRET).isEmpty());
    assertTrue(verified.isEmpty());
  }
}
