package keyconsole.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.paint.Paint;
import javafx.scene.text.Text;
import javafx.stage.Popup;
import javafx.stage.Window;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.ApiKey;
import keyconsole.domain.Expiry;
import keyconsole.domain.KeyEdit;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.Limits;
import keyconsole.domain.Restrictions;
import keyconsole.domain.Scope;
import keyconsole.domain.Value;
import keyconsole.service.DemoTenant;
import keyconsole.service.KeyService;
import keyconsole.service.Session;
import keyconsole.viewmodel.AccessCheckViewModel;
import keyconsole.viewmodel.AccessConnection;
import keyconsole.viewmodel.AccessMode;
import keyconsole.viewmodel.Look;
import keyconsole.viewmodel.Page;
import keyconsole.viewmodel.TestSurroundings;
import keyconsole.viewmodel.TestWorkspace;
import org.junit.jupiter.api.Test;

/// The access check in every state that it can be in, left as pictures.
class AccessCheckPicturesTest extends WindowTest {

  private KeyService service;
  private AccessCheckViewModel check;

  private void open(Session session) {
    TestSurroundings.copyDemo(folder);
    interact(() -> shell.open(folder, DemoTenant.DOMAIN, session));
    service = shell.workspaceProperty().get().orElseThrow().service();
    showCheck(Optional.empty());
  }

  private void open() {
    open(TestWorkspace.administrator(DemoTenant.DOMAIN));
  }

  private void showCheck(Optional<ApiKey> key) {
    interact(() -> shell.showAccessCheck(key));
    check = ((Page.AccessCheck) shell.pageProperty().get()).model();
  }

  private ApiKey key(String name) {
    return service.list().stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  private ApiKey made(String name, Limits limits, Restrictions restrictions) {
    KeyId id =
        service
            .create(
                new KeyRequest(
                    name,
                    "",
                    "maria@" + DemoTenant.DOMAIN,
                    Scope.TENANT,
                    List.of("llm:gpt-4"),
                    Optional.of(limits),
                    new Expiry.After(Expiry.STANDARD),
                    restrictions,
                    Value.Fields.EMPTY))
            .key()
            .id();
    return service.list().stream().filter(key -> key.id().equals(id)).findFirst().orElseThrow();
  }

  private void ask(ApiKey key, String endpoint, String ip, String domain, String tokens) {
    showCheck(Optional.of(key));
    interact(
        () -> {
          check.form().endpoint().textProperty().set(endpoint);
          check.form().clientIp().textProperty().set(ip);
          check.form().domain().textProperty().set(domain);
          check.form().tokens().textProperty().set(tokens);
          check.check();
        });
  }

  private static final Restrictions NARROW =
      new Restrictions(
          List.of("/v1/chat", "/v1/embeddings"),
          List.of(),
          List.of("192.168.1.9", "192.168.1.10"),
          List.of("acme.example"),
          true);

  private ApiKey copilot() {
    return made("Support copilot", new Limits(5_000, 50_000, 13, 5_000, 4_000, 10), NARROW);
  }

  /// Twelve of thirteen requests of the month are used.
  private void use(ApiKey key) {
    for (int i = 0; i < 12; i++) {
      service.validate(AccessRequest.of(key.id(), "/v1/chat", "192.168.1.9"));
    }
  }

  private void assertNothingIsCut() {
    List<Node> whole = new ArrayList<>();
    Walk.each(lookup(".access-form").query(), whole::add);
    whole.addAll(lookup(".access-head-text").queryAll());
    whole.addAll(lookup(".access-rule").queryAll());
    for (Node node : whole) {
      if (node instanceof Labeled label) {
        assertFalse(label.isTextTruncated(), "“" + label.getText() + "” is cut");
      }
    }
  }

  private void assertNoScrolling() {
    ScrollPane scroll = lookup("#rightScroll").queryAs(ScrollPane.class);
    assertTrue(
        scroll.getContent().getLayoutBounds().getHeight()
            <= scroll.getViewportBounds().getHeight() + 0.5,
        "the trace needs scrolling at 1280 × 800");
  }

  @Test
  void beforeTheFirstCheck() {
    open();
    picture("access-empty");
    assertNothingIsCut();
  }

  @Test
  void theBackendAllowsAndTheKeyDenies() {
    open();
    ApiKey key = copilot();
    use(key);
    ask(key("Edge worker (old)"), "/v1/chat/completions", "192.168.1.77", "", "");
    ask(key("Partner portal (Acme)"), "/v1/chat/completions", "203.0.113.24", "", "");
    ask(key("Café Zürich 東京"), "/v1/chat/completions", "203.0.113.24", "", "");
    ask(key, "/v1/chat", "192.168.1.9", "partner.example", "1,200");
    picture("access-differs");
    assertNothingIsCut();
    assertNoScrolling();
    resize(1024, 700);
    picture("access-small");
    assertNothingIsCut();
  }

  @Test
  void bothAllow() {
    open();
    ask(copilot(), "/v1/chat", "192.168.1.9", "acme.example", "1,200");
    picture("access-allowed");
    assertNoScrolling();
    interact(() -> check.form().endpoint().textProperty().set("/v1/embeddings"));
    picture("access-stale");
    assertTrue(lookup(".access-subtitle").query().isVisible());
    resize(1024, 700);
    assertFalse(lookup(".access-subtitle").query().isVisible());
    assertEquals(1, fills(".access-verdict-word .text").size());
    assertEquals(fills(".access-verdict-word .text"), fills(".access-row-mark .ikonli-font-icon"));
  }

  private Set<Paint> fills(String query) {
    return lookup(query).queryAllAs(Text.class).stream()
        .map(Text::getFill)
        .collect(Collectors.toSet());
  }

  @Test
  void theBackendDeniesAndTheKeyAllows() {
    open();
    ApiKey key = key("Partner portal (Acme)");
    String range = key.restrictions().allowedIps().getFirst();
    ask(
        key,
        key.restrictions().allowedEndpoints().stream().findFirst().orElse("/v1/chat"),
        range.substring(0, range.lastIndexOf('.')) + ".9",
        "",
        "");
    picture("access-narrower");
    assertNoScrolling();
  }

  @Test
  void anUnknownRawKey() {
    open();
    interact(
        () -> {
          check.form().modeProperty().set(AccessMode.PASTE);
          check.form().rawKey().textProperty().set("gt2_acme.example_" + "x".repeat(43));
          check.form().endpoint().textProperty().set("/v1/chat");
          check.check();
        });
    picture("access-unknown");
  }

  @Test
  void aRealRequestAndAWrongNumber() {
    open();
    ask(copilot(), "/v1/chat", "192.168.1.9", "acme.example", "1,200");
    interact(() -> check.realProperty().set(true));
    interact(() -> check.check());
    interact(() -> check.form().tokens().textProperty().set("-3"));
    interact(() -> check.form().connectionProperty().set(AccessConnection.UNKNOWN));
    picture("access-real");
  }

  @Test
  void aReadOnlySessionCountsNothing() {
    open(Session.readOnly(DemoTenant.DOMAIN));
    ask(key("Café Zürich 東京"), "", "no address", "", "99999999");
    picture("access-read-only");
  }

  @Test
  void aToken() {
    open();
    interact(() -> check.form().modeProperty().set(AccessMode.TOKEN));
    picture("access-token-empty");
    ApiKey key = key("Checkout assistant");
    String token = service.capabilityToken(key.id(), Map.of("run", "nightly"));
    interact(() -> check.form().token().textProperty().set(token));
    interact(() -> check.check());
    picture("access-token");
    resize(1024, 700);
    picture("access-token-small");
    assertFalse(lookup("#source").queryAll().isEmpty());
    assertTrue(
        lookup("#rightScroll > .scroll-bar").queryAllAs(ScrollBar.class).stream()
            .anyMatch(bar -> bar.getOrientation() == Orientation.VERTICAL && bar.isVisible()),
        "nobody would know that there is more below");
  }

  @Test
  void tokensThatAreNotWhatTheySeem() {
    open();
    interact(() -> check.form().modeProperty().set(AccessMode.TOKEN));
    interact(
        () ->
            check.form().token().textProperty().set(TestSurroundings.token(DemoTenant.DOMAIN, 30)));
    interact(() -> check.check());
    picture("access-token-platform");
    ApiKey key = key("Checkout assistant");
    String token = service.capabilityToken(key.id(), Map.of());
    service.update(
        key.id(),
        KeyEdit.NOTHING
            .withCapabilities(List.of("llm:gpt-4"))
            .withLimits(Limits.defaultsFor(Scope.USER)));
    service.revoke(key.id());
    interact(() -> around.pass(Duration.ofMinutes(59)));
    interact(() -> check.form().token().textProperty().set(token));
    interact(() -> check.check());
    picture("access-token-outlived");
    assertTrue(lookup("#excesses").tryQuery().isPresent());
    interact(() -> check.form().token().textProperty().set("no.token"));
    interact(() -> check.check());
    picture("access-token-none");
  }

  @Test
  void longNames() {
    open();
    ApiKey key =
        made(
            "Sales enablement assistant for the whole of Europe, the Middle East and Africa",
            Limits.defaultsFor(Scope.TENANT),
            new Restrictions(
                List.of("/v1/" + "long-path/".repeat(30), "/v1/chat"),
                List.of("/v1/admin"),
                List.of("2001:db8:1111:2222:3333:4444:5555:6666"),
                List.of("a-host-name-that-is-rather-long.partner.example"),
                true));
    ask(
        key,
        "/v1/" + "another-long-path/".repeat(20),
        "2001:0db8:1111:2222:3333:4444:5555:6666",
        "a-host-name-that-is-rather-long.partner.example",
        "");
    picture("access-long");
  }

  @Test
  void addressesAreWholeInTheSmallestWindow() {
    open();
    resize(1024, 700);
    for (List<String> held :
        List.of(
            List.of("203.113.113.124", "203.113.113.125", "203.113.113.126"),
            List.of("2001:db8:1111:2222:3333:4444:5555:6666"))) {
      ApiKey key =
          made(
              "Ways in",
              Limits.defaultsFor(Scope.TENANT),
              new Restrictions(List.of("/v1/chat/completions"), List.of(), held, List.of(), true));
      for (String asked : List.of("203.113.113.127", "2001:db8:1111:2222:3333:4444:5555:7777")) {
        ask(key, "/v1/chat/completions", asked, "", "");
        assertEquals(List.of(), cutValues());
      }
    }
    picture("access-addresses");
  }

  private List<String> cutValues() {
    return lookup(".access-cell").queryAllAs(Labeled.class).stream()
        .filter(Labeled::isTextTruncated)
        .map(Labeled::getText)
        .toList();
  }

  @Test
  void theKeysToPickFrom() {
    open();
    for (boolean dark : new boolean[] {false, true}) {
      interact(() -> shell.look().choiceProperty().set(Optional.of(dark ? Look.DARK : Look.LIGHT)));
      clickOn("#pick");
      write("e");
      Window popup =
          Window.getWindows().stream().filter(Popup.class::isInstance).findFirst().orElseThrow();
      String name = "access-picker-" + (dark ? "dark" : "light");
      interact(() -> Pictures.write(popup.getScene().snapshot(null), name));
      interact(popup::hide);
    }
    assertEquals(50, check.picker().found().size());
  }
}
