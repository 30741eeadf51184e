package keyconsole.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.TenantDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantDirectoryTest {

  @TempDir Path dataRoot;

  @Test
  void theTenantsOfADataRootAreItsFoldersWithKeys() throws Exception {
    for (String tenant : List.of("zebra.example", "acme.example", ".hidden")) {
      Files.createDirectories(dataRoot.resolve(tenant).resolve("api_keys"));
    }
    Files.createDirectories(dataRoot.resolve("no-keys.example"));
    Files.writeString(dataRoot.resolve("file"), "");
    assertEquals(
        List.of(new TenantDomain("acme.example"), new TenantDomain("zebra.example")),
        TenantDirectory.tenantsIn(dataRoot));
    StoreException e =
        assertThrows(
            StoreException.class, () -> TenantDirectory.tenantsIn(dataRoot.resolve("missing")));
    assertEquals(dataRoot.resolve("missing"), e.file());
  }

  @Test
  void aTenantIsFoundFromItsFolderAndFromThoseWithin() throws Exception {
    TenantDirectory acme = Fixtures.empty(dataRoot);
    assertEquals(Optional.of(acme), TenantDirectory.locate(dataRoot.resolve("acme.example")));
    assertEquals(Optional.of(acme), TenantDirectory.locate(acme.apiKeys()));
    assertEquals(Optional.of(acme), TenantDirectory.locate(acme.keys()));
    assertEquals(Optional.empty(), TenantDirectory.locate(dataRoot));
    assertEquals(Optional.empty(), TenantDirectory.locate(dataRoot.resolve("missing")));
  }
}
