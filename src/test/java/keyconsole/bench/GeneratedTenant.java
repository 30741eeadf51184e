package keyconsole.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import keyconsole.domain.KeyHash;

/// A tenant of many keys in the backend's own text, in a temporary folder, the same for the same
/// count.
public record GeneratedTenant(Path dataRoot, String domain, List<String> rawKeys)
    implements AutoCloseable {

  public static GeneratedTenant of(int keys) {
    try {
      Path root = Files.createTempDirectory("key-console-bench");
      Path folder = Files.createDirectories(root.resolve("bench.example/api_keys/keys"));
      Files.createDirectories(root.resolve("bench.example/api_keys/usage"));
      Random random = new Random(keys);
      List<String> rawKeys = new ArrayList<>(keys);
      for (int i = 0; i < keys; i++) {
        String raw = "gt2_bench.example_" + Long.toHexString(random.nextLong()) + i;
        rawKeys.add(raw);
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        Files.writeString(folder.resolve(id + ".json"), text(id, i, raw));
      }
      return new GeneratedTenant(root, "bench.example", rawKeys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String id, int i, String raw) {
    Instant created = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
    String time = created.toString().replace("Z", ".123456");
    return """
        {
          "id": "%s",
          "name": "Key %d",
          "description": "The key number %d",
          "owner_id": "owner%d@bench.example",
          "key_hash": "%s",
          "capabilities": [
            "llm:gpt-4",
            "rag:search"
          ],
          "scope": "tenant",
          "tenant_constraints": {
            "max_automation_chain_depth": 5,
            "mcp_memory_limit_mb": 512,
            "mcp_timeout_seconds": 30,
            "max_file_size_bytes": 10485760,
            "allowed_file_types": [
              ".pdf",
              ".txt",
              ".md",
              ".json",
              ".csv"
            ],
            "enable_premium_features": false
          },
          "rate_limit_per_hour": 5000,
          "daily_quota": 50000,
          "monthly_quota": 300000,
          "cost_limit_cents": 5000,
          "max_tokens_per_request": 4000,
          "max_concurrent_requests": 10,
          "allowed_endpoints": [
            "/v1/chat"
          ],
          "blocked_endpoints": [],
          "allowed_ips": [
            "10.0.0.5",
            "2001:db8::1"
          ],
          "allowed_domains": [],
          "require_tls": true,
          "status": "active",
          "created_at": "%s",
          "updated_at": "%s",
          "expires_at": null,
          "last_rotated": null,
          "usage": {
            "requests_count": %d,
            "last_used": null,
            "bytes_transferred": 0,
            "errors_count": 0,
            "rate_limit_hits": 0
          }
        }"""
        .formatted(id, i, i, i % 50, KeyHash.of(raw).hex(), time, time, i);
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(dataRoot)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
