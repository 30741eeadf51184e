package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every source file stands as google-java-format writes it. To rewrite the files: `./mvnw test
/// -Dtest=FormatTest -Dformat.write=true`.
class FormatTest {

  @Test
  void everySourceFileStandsAsTheFormatterWritesIt() throws Exception {
    Formatter formatter = new Formatter();
    List<Path> unformatted = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src"));
        Stream<Path> packaging = Files.walk(Path.of("packaging"))) {
      Stream<Path> files = Stream.concat(sources, packaging);
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        String tidy = RemoveUnusedImports.removeUnusedImports(source);
        String ordered = ImportOrderer.reorderImports(tidy, JavaFormatterOptions.Style.GOOGLE);
        String formatted = formatter.formatSource(ordered);
        if (!formatted.equals(source)) {
          unformatted.add(file);
          if (Boolean.getBoolean("format.write")) {
            Files.writeString(file, formatted);
          }
        }
      }
    }
    assertEquals(List.of(), unformatted, "not as google-java-format writes it");
  }
}
