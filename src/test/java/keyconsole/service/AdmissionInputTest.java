package keyconsole.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keyconsole.TestTenant;
import keyconsole.TreeState;
import keyconsole.domain.AccessRequest;
import keyconsole.domain.Decision;
import keyconsole.domain.IssuedKey;
import keyconsole.domain.KeyId;
import keyconsole.domain.KeyRequest;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that nobody should make get an answer or a clear refusal.
class AdmissionInputTest {

  @TempDir Path temporary;

  private TestTenant tenant;
  private KeyService service;
  private KeyId id;

  @BeforeEach
  void openWithAKey() {
    tenant = TestTenant.empty(temporary);
    service = tenant.openAsAdministrator();
    IssuedKey issued = service.create(KeyRequest.of("Export", "dana@acme.example", List.of()));
    issued.rawKey().close();
    id = issued.key().id();
  }

  @AfterEach
  void close() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {64 << 10, 10 << 20})
  void whatIsTooLongForTheLogIsRefusedWithNothingTouched(int length) {
    Map<String, String> before = TreeState.of(tenant.dataRoot);
    for (AccessRequest request :
        List.of(
            AccessRequest.of(id, "/" + "x".repeat(length), ""),
            AccessRequest.of(id, "", "1".repeat(length)))) {
      assertInstanceOf(Decision.Allowed.class, service.check(request));
      InvalidRequestException e =
          assertThrows(InvalidRequestException.class, () -> service.validate(request));
      assertEquals(
          "Endpoint and client IP are too long to be logged: the usage line would be over 64 KiB."
              + " Nothing was counted.",
          e.getMessage());
      assertEquals(before, TreeState.of(tenant.dataRoot));
    }
  }

  @Test
  void theLengthThatCountsIsThatOfTheLine() {
    // Six bytes a character in the line.
    AccessRequest request = AccessRequest.of(id, "\u6771".repeat(11_000), "");
    assertThrows(InvalidRequestException.class, () -> service.validate(request));
    assertInstanceOf(
        Decision.Allowed.class,
        service.validate(AccessRequest.of(id, "\u6771".repeat(10_000), "")));
    assertEquals(1, service.recentUsage(id).hour());
  }

  @Test
  void aRawKeyOfTenMegabytesIsNone() {
    AccessRequest request = AccessRequest.of("\u6771k".repeat(5 << 20), "/v1/chat", "10.0.0.1");
    for (Decision decision : List.of(service.check(request), service.validate(request))) {
      assertEquals("Invalid API key", assertInstanceOf(Decision.Denied.class, decision).message());
    }
    AccessRequest cut = AccessRequest.of("\ud800\u0000", "/v1/chat", "10.0.0.1");
    assertInstanceOf(Decision.Denied.class, service.validate(cut));
  }

  @Test
  void oddTextsAreCountedAndCanBeReadAgain() throws IOException {
    List<String> odd =
        List.of(
            "/a\n{\"timestamp\": \"",
            "\u0000\u001f\u007f",
            "\ud800/\udfff",
            "\u2028\u6771\"\\",
            " ");
    for (String text : odd) {
      assertInstanceOf(Decision.Allowed.class, service.validate(AccessRequest.of(id, text, text)));
    }
    List<Value> endpoints = new ArrayList<>();
    List<Value> ips = new ArrayList<>();
    assertEquals(
        List.of(),
        new LogFolder(tenant.directory().usage(), "usage")
            .forEach(
                line -> {
                  endpoints.add(line.fields().get("endpoint").orElseThrow());
                  ips.add(line.fields().get("client_ip").orElseThrow());
                }));
    List<Value> expected = odd.stream().<Value>map(Value.Text::new).toList();
    assertEquals(expected, endpoints);
    assertEquals(expected, ips);
    assertEquals(odd.size(), service.recentUsage(id).hour());
    assertEquals(odd.size(), service.list().getFirst().usage().requests());
    Path log = tenant.directory().usage().resolve("usage_2026-11-23.jsonl");
    assertTrue(Files.readString(log).chars().allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7f)));
  }
}
