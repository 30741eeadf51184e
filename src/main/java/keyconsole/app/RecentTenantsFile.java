package keyconsole.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import keyconsole.viewmodel.RecentTenants;

/// The tenants opened before, in a file of this person's configuration folder. A file that cannot
/// be read or written costs the list, not the work: it is logged.
final class RecentTenantsFile implements RecentTenants {

  private static final Logger LOG = Logger.getLogger(RecentTenantsFile.class.getName());
  private static final int MOST = 8;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path file;

  /// @param file e.g. `~/.config/key-console/recent.json`; made when first written
  RecentTenantsFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized List<Recent> all() {
    List<Recent> recents = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        for (JsonNode node : mapper.readTree(file.toFile())) {
          recents.add(
              new Recent(
                  Path.of(node.path("dataRoot").asText()),
                  node.path("tenant").asText(),
                  node.path("keys").asInt(),
                  Instant.parse(node.path("openedAt").asText())));
        }
      } catch (IOException | DateTimeException | InvalidPathException e) {
        LOG.log(Level.WARNING, "The list of recent tenants cannot be read", e);
      }
    }
    return recents;
  }

  @Override
  public synchronized void remember(Recent recent) {
    List<Recent> recents = new ArrayList<>(all());
    recents.removeIf(
        r -> r.dataRoot().equals(recent.dataRoot()) && r.tenant().equals(recent.tenant()));
    recents.addFirst(recent);
    write(recents.subList(0, Math.min(MOST, recents.size())));
  }

  @Override
  public synchronized void forget(Path dataRoot, String tenant) {
    List<Recent> recents = new ArrayList<>(all());
    recents.removeIf(r -> r.dataRoot().equals(dataRoot) && r.tenant().equals(tenant));
    write(recents);
  }

  @Override
  public synchronized void clear() {
    write(List.of());
  }

  private void write(List<Recent> recents) {
    ArrayNode list = mapper.createArrayNode();
    for (Recent recent : recents) {
      list.addObject()
          .put("dataRoot", recent.dataRoot().toString())
          .put("tenant", recent.tenant())
          .put("keys", recent.keys())
          .put("openedAt", recent.openedAt().toString());
    }
    try {
      Files.createDirectories(file.getParent());
      Path next = Files.createTempFile(file.getParent(), "recent", ".tmp");
      Files.write(next, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(list));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The list of recent tenants cannot be written", e);
    }
  }
}
