package keyconsole.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.domain.TenantDomain;

/// Where a tenant's files are: `<data root>/<tenant domain>/api_keys`.
///
/// @param dataRoot `/data` on a backend host
public record TenantDirectory(Path dataRoot, TenantDomain tenant) {

  private static final String API_KEYS = "api_keys";

  /// The tenants under a data root: its folders that hold an `api_keys` folder, by name.
  ///
  /// @throws StoreException if the data root cannot be listed
  public static List<TenantDomain> tenantsIn(Path dataRoot) {
    List<TenantDomain> tenants = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(dataRoot)) {
      for (Path folder : folders) {
        if (Files.isDirectory(folder.resolve(API_KEYS))) {
          TenantDomain.parse(nameOf(folder)).ifPresent(tenants::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_LISTED, dataRoot, FileReason.of(e)), dataRoot, e);
    }
    tenants.sort(Comparator.comparing(TenantDomain::text));
    return List.copyOf(tenants);
  }

  /// The tenant whose folder, `api_keys` folder or a folder in that was chosen; empty where the
  /// choice is none of these, for example a data root.
  public static Optional<TenantDirectory> locate(Path chosen) {
    Path folder = chosen.toAbsolutePath().normalize();
    if (Files.isDirectory(folder.resolve(API_KEYS))) {
      return ofTenantFolder(folder);
    }
    for (Path at = folder; at != null; at = at.getParent()) {
      if (nameOf(at).equals(API_KEYS) && at.getParent() != null && Files.isDirectory(at)) {
        return ofTenantFolder(at.getParent());
      }
    }
    return Optional.empty();
  }

  private static Optional<TenantDirectory> ofTenantFolder(Path folder) {
    Path dataRoot = folder.getParent();
    return dataRoot == null
        ? Optional.empty()
        : TenantDomain.parse(nameOf(folder)).map(tenant -> new TenantDirectory(dataRoot, tenant));
  }

  private static String nameOf(Path folder) {
    Path name = folder.getFileName();
    return name == null ? "" : name.toString();
  }

  /// `api_keys` itself.
  public Path apiKeys() {
    return dataRoot.resolve(tenant.text()).resolve(API_KEYS);
  }

  /// One file a key.
  public Path keys() {
    return apiKeys().resolve("keys");
  }

  /// One file a day, a line a request that was let through.
  public Path usage() {
    return apiKeys().resolve("usage");
  }

  /// One file a day, a line an administrative action.
  public Path audit() {
    return apiKeys().resolve("audit");
  }

  /// What the console itself keeps: the lock, who holds it, the request that is being counted, what
  /// was taken away of keys' access, and the seals of the audit log.
  public Path console() {
    return apiKeys().resolve(".console");
  }
}
