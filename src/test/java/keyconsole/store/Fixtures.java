package keyconsole.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import keyconsole.domain.TenantDomain;

/// The directories that stand in the test resources, and copies of them to write to.
final class Fixtures {

  static final Path ROOT = Path.of("src/test/resources/fixtures");

  private Fixtures() {}

  /// A copy of a tenant of the fixtures under a data root, with its files' modes and times: a file
  /// that was just written may be held back.
  static TenantDirectory copy(String tenant, Path dataRoot) throws IOException {
    return copy(tenant, dataRoot, tenant);
  }

  /// The same under another name.
  static TenantDirectory copy(String fixture, Path dataRoot, String tenant) throws IOException {
    Path from = ROOT.resolve(fixture);
    Path to = dataRoot.resolve(tenant);
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.createDirectories(to.getParent());
        Files.copy(
            path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new TenantDirectory(dataRoot, new TenantDomain(tenant));
  }

  /// An empty tenant under a data root.
  static TenantDirectory empty(Path dataRoot) throws IOException {
    TenantDirectory directory = new TenantDirectory(dataRoot, new TenantDomain("acme.example"));
    Files.createDirectories(directory.keys());
    Files.setPosixFilePermissions(directory.keys(), PosixFilePermissions.fromString("rwx------"));
    return directory;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
