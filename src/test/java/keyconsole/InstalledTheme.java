package keyconsole;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// The theme of the installed program, which has no rules for controls that the console has not
/// got: what `packaging/ThemeRules.java` leaves of it.
public final class InstalledTheme {

  private static final String RULES = "ThemeRules";

  private final Class<?> type;
  private final Object rules;

  private InstalledTheme(Class<?> type, Object rules) {
    this.type = type;
    this.rules = rules;
  }

  /// That of the console.
  public static InstalledTheme ofConsole() {
    return of(Path.of("target/classes"));
  }

  /// That of another program.
  static InstalledTheme of(Path classes) {
    Class<?> type = compiled();
    MethodType signature = MethodType.methodType(type, List.class);
    try {
      MethodHandle of = MethodHandles.publicLookup().findStatic(type, "of", signature);
      return new InstalledTheme(type, of.invoke(List.of(classes)));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// What is left of a sheet.
  String of(String sheet) {
    return (String) call("of", String.class, sheet);
  }

  /// Whether rules for what has a style class are left out.
  public boolean leavesOut(String styleClass) {
    return (boolean) call("leavesOut", boolean.class, styleClass);
  }

  private Object call(String name, Class<?> result, String argument) {
    MethodType signature = MethodType.methodType(result, String.class);
    try {
      return MethodHandles.publicLookup()
          .findVirtual(type, name, signature)
          .invoke(rules, argument);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> compiled() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try {
      Path made = Files.createTempDirectory("theme-rules");
      Path source = Path.of("packaging", RULES + ".java");
      if (compiler.run(null, null, null, "-d", made.toString(), source.toString()) != 0) {
        throw new IllegalStateException(source.toString());
      }
      try (URLClassLoader loader = new URLClassLoader(new URL[] {made.toUri().toURL()})) {
        return loader.loadClass(RULES);
      } finally {
        Files.delete(made.resolve(RULES + ".class"));
        Files.delete(made);
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
