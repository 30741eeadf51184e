package keyconsole.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import keyconsole.domain.TenantDomain;
import keyconsole.viewmodel.RecentTenants;

/// The tenants opened before, in a file of this person's configuration folder.
final class RecentTenantsFile implements RecentTenants {

  private static final int MOST = 8;

  private final ObjectMapper mapper = new ObjectMapper();
  private final PersonalFile file;

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
      JsonNode list = mapper.readTree(content);
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
        dataRoot, tenant, node.path("keys").asInt(), Instant.parse(node.path("openedAt").asText()));
  }

  @Override
  public synchronized void remember(Recent recent) throws IOException {
    List<Recent> recents = without(r -> isSame(r, recent.dataRoot(), recent.tenant()));
    recents.addFirst(recent);
    write(recents.subList(0, Math.min(MOST, recents.size())));
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

  private void write(List<Recent> recents) throws IOException {
    ArrayNode list = mapper.createArrayNode();
    for (Recent recent : recents) {
      list.addObject()
          .put("dataRoot", recent.dataRoot().toString())
          .put("tenant", recent.tenant())
          .put("keys", recent.keys())
          .put("openedAt", recent.openedAt().toString());
    }
    file.write(mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(list));
  }
}
