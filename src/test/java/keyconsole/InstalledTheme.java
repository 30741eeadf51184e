package keyconsole;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.List;

/// The theme of the installed program, which has no rules for controls that the console has not
/// got: what `packaging/ThemeRules.java` leaves of it.
public final class InstalledTheme {

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
    Class<?> type = PackagingSource.load("ThemeRules");
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
}
