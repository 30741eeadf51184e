package keyconsole.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import keyconsole.domain.TenantDomain;
import keyconsole.viewmodel.RecentTenants;
import keyconsole.viewmodel.SealSeen;
import org.jspecify.annotations.Nullable;

/// The tenants opened before, in a file of this person's configuration folder.
final class RecentTenantsFile implements RecentTenants {

  private static final int MOST = 8;

  private final PersonalFile file;

  /// Made when it is first used, which no start waits for.
  private @Nullable ObjectMapper mapper;

  /// @param file e.g. `~/.config/key-console/recent.json`
  RecentTenantsFile(Path file) {
    this.file = new PersonalFile(file);
  }

  @Override
  public synchronized List<Recent> all() throws IOException {
    byte[] content = file.read().orElse(new byte[0]);
    if (content.length == 0) {
      return List.of();
    }
    try {
      List<Recent> recents = new ArrayList<>();
      JsonNode list = mapper().readTree(content);
      if (!list.isArray()) {
        throw new IllegalArgumentException("no list");
      }
      for (JsonNode node : list) {
        recents.add(recent(node));
      }
      return recents;
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw file.damaged("recent.damaged", e);
    }
  }

  private static Recent recent(JsonNode node) {
    Path dataRoot = Path.of(node.path("dataRoot").asText());
    String tenant = node.path("tenant").asText();
    if (!dataRoot.isAbsolute() || TenantDomain.parse(tenant).isEmpty()) {
      throw new IllegalArgumentException("no tenant");
    }
    return new Recent(
        dataRoot,
        tenant,
        node.path("keys").asInt(),
        Instant.parse(node.path("openedAt").asText()),
        seal(node));
  }

  private static SealSeen seal(JsonNode node) {
    if (node.hasNonNull("sealBroken")) {
      return SealSeen.broken(LocalDate.parse(node.path("sealBroken").asText()));
    }
    if (!node.hasNonNull("sealed")) {
      return SealSeen.UNKNOWN;
    }
    return node.path("sealed").asBoolean() ? SealSeen.SEALED : SealSeen.NOT_SEALED;
  }

  @Override
  public synchronized void remember(Recent recent) throws IOException {
    List<Recent> recents = new ArrayList<>(all());
    SealSeen before =
        recents.stream()
            .filter(old -> isSame(old, recent.dataRoot(), recent.tenant()))
            .map(Recent::seal)
            .findFirst()
            .orElse(SealSeen.UNKNOWN);
    recents.removeIf(old -> isSame(old, recent.dataRoot(), recent.tenant()));
    recents.addFirst(recent.after(before));
    write(recents.subList(0, Math.min(MOST, recents.size())));
  }

  @Override
  public synchronized void rememberSeal(Path dataRoot, String tenant, SealSeen seal)
      throws IOException {
    write(
        all().stream()
            .map(recent -> isSame(recent, dataRoot, tenant) ? recent.with(seal) : recent)
            .toList());
  }

  @Override
  public synchronized void forget(Path dataRoot, String tenant) throws IOException {
    write(without(r -> isSame(r, dataRoot, tenant)));
  }

  private List<Recent> without(Predicate<Recent> which) throws IOException {
    List<Recent> recents = new ArrayList<>(all());
    recents.removeIf(which);
    return recents;
  }

  private static boolean isSame(Recent recent, Path dataRoot, String tenant) {
    return recent.dataRoot().equals(dataRoot) && recent.tenant().equals(tenant);
  }

  @Override
  public synchronized void clear() throws IOException {
    write(List.of());
  }

  private ObjectMapper mapper() {
    if (mapper == null) {
      mapper = new ObjectMapper();
    }
    return mapper;
  }

  private void write(List<Recent> recents) throws IOException {
    ArrayNode list = mapper().createArrayNode();
    for (Recent recent : recents) {
      ObjectNode node =
          list.addObject()
              .put("dataRoot", recent.dataRoot().toString())
              .put("tenant", recent.tenant())
              .put("keys", recent.keys())
              .put("openedAt", recent.openedAt().toString());
      switch (recent.seal().state()) {
        case UNKNOWN -> {}
        case SEALED -> node.put("sealed", true);
        case NOT_SEALED -> node.put("sealed", false);
        case BROKEN ->
            node.put("sealBroken", recent.seal().brokenOn().map(LocalDate::toString).orElse(""));
      }
    }
    file.write(mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(list));
  }
}
