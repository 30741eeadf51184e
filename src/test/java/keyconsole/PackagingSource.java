package keyconsole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// The classes of a source in `packaging/`, which Maven does not compile: the installer runs from
/// source.
final class PackagingSource extends ClassLoader {

  private final Map<String, byte[]> classFiles = new HashMap<>();

  private PackagingSource() {}

  /// Compiles a source and what it names; the class that is called as it is.
  static Class<?> load(String name) {
    try {
      Path made = Files.createTempDirectory("packaging");
      try {
        return compiled(name, made).loadClass(name);
      } finally {
        for (Path file : filesIn(made)) {
          Files.delete(file);
        }
        Files.delete(made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PackagingSource compiled(String name, Path made) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String source = Path.of("packaging", name + ".java").toString();
    if (compiler.run(null, null, null, "-d", made.toString(), source) != 0) {
      throw new IllegalStateException(source);
    }
    PackagingSource loader = new PackagingSource();
    for (Path file : filesIn(made)) {
      String type = file.getFileName().toString().replace(".class", "");
      loader.classFiles.put(type, Files.readAllBytes(file));
    }
    return loader;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] classFile =
        Optional.ofNullable(classFiles.get(name))
            .orElseThrow(() -> new ClassNotFoundException(name));
    return defineClass(name, classFile, 0, classFile.length);
  }
}
