package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// The classes of the installed program do what those that Maven compiles do:
/// `packaging/MadeAhead.java`.
class MadeAheadTest {

  private static final ClassLoader HERE = MadeAheadTest.class.getClassLoader();
  private static final ClassFile FORMAT =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(HERE)));
  private static final MethodHandle MADE_AHEAD = madeAhead();
  private static final MethodHandle AS_INSTALLED = new Installed().sample();

  /// Loads the sample as it would be installed.
  private static final class Installed extends ClassLoader {

    private Installed() {
      super(HERE);
    }

    private MethodHandle sample() {
      try {
        return MethodHandles.publicLookup()
            .findStatic(
                loadClass(MadeAheadSample.class.getName()),
                "tell",
                MethodType.methodType(String.class, long.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(MadeAheadSample.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (InputStream in = HERE.getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] made = made(in.readAllBytes());
        return defineClass(name, made, 0, made.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Property(tries = 200)
  void recordsAndSwitchesBehaveAsCompiled(@ForAll long seed) throws Throwable {
    assertEquals(MadeAheadSample.tell(seed), (String) AS_INSTALLED.invoke(seed));
  }

  @Test
  void nothingOfTheConsoleThatCanBeMadeAheadIsLeftToRunTime() throws IOException {
    List<String> left = new ArrayList<>();
    int files = 0;
    try (Stream<Path> all = Files.walk(Path.of("target/classes/keyconsole"))) {
      for (Path file : all.filter(it -> it.toString().endsWith(".class")).toList()) {
        byte[] made = made(Files.readAllBytes(file));
        assertEquals(List.of(), FORMAT.verify(made), file.toString());
        for (MethodModel method : FORMAT.parse(made).methods()) {
          method.code().stream()
              .flatMap(CodeModel::elementStream)
              .filter(MadeAheadTest::isLeft)
              .forEach(call -> left.add(file + " " + method.methodName().stringValue()));
        }
        files++;
      }
    }
    assertTrue(files > 1_000, () -> "There are more classes than that");
    assertEquals(List.of(), left);
  }

  private static boolean isLeft(Object instruction) {
    if (!(instruction instanceof InvokeDynamicInstruction call)) {
      return false;
    }
    String bootstrap = call.bootstrapMethod().owner().displayName();
    // A switch may also ask for constants of an enum, which stay as they are.
    boolean asksForTypes = call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    return bootstrap.equals("SwitchBootstraps") && asksForTypes
        || bootstrap.equals("ObjectMethods") && !call.name().equalsString("toString");
  }

  private static byte[] made(byte[] classFile) {
    try {
      return (byte[]) MADE_AHEAD.invoke(classFile, HERE);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle madeAhead() {
    MethodType signature = MethodType.methodType(byte[].class, byte[].class, ClassLoader.class);
    try {
      return MethodHandles.publicLookup()
          .findStatic(PackagingSource.load("MadeAhead"), "of", signature);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
