package keyconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The classes of the installed program do what those that Maven compiles do:
/// `packaging/MadeAhead.java`.
class MadeAheadTest {

  private static final ClassLoader HERE = MadeAheadTest.class.getClassLoader();
  private static final String SAMPLE = MadeAheadSample.class.getName();
  private static final MethodHandle MADE_AHEAD = madeAhead();
  private static final Installed INSTALLED = new Installed();
  private static final MethodHandle AS_INSTALLED = INSTALLED.sample();

  /// Loads the sample as it would be installed.
  private static final class Installed extends ClassLoader {

    private final Path folder;
    private final List<String> lambdasLeft = new ArrayList<>();

    private Installed() {
      super(HERE);
      try {
        folder = Files.createTempDirectory("made-ahead");
        copy(Path.of("target/test-classes"), SAMPLE.replace('.', '/'), folder);
        makeAheadIn(folder);
        for (Path file : classFilesIn(folder)) {
          calls(Files.readAllBytes(file))
              .filter(call -> call.name().equalsString("of") || call.name().equalsString("with"))
              .forEach(call -> lambdasLeft.add(call.typeSymbol().displayDescriptor()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private MethodHandle sample() {
      try {
        MethodHandle told =
            MethodHandles.publicLookup()
                .findStatic(
                    loadClass(SAMPLE), "tell", MethodType.methodType(String.class, long.class));
        // All of it is loaded by now or by the first call.
        String _ = (String) told.invoke(0L);
        delete(folder);
        return told;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(SAMPLE)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        byte[] made = Files.readAllBytes(folder.resolve(name.replace('.', '/') + ".class"));
        return defineClass(name, made, 0, made.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Property(tries = 200)
  void classesBehaveAsCompiled(@ForAll long seed) throws Throwable {
    assertEquals(MadeAheadSample.tell(seed), (String) AS_INSTALLED.invoke(seed));
  }

  @Test
  void onlyLambdasForWhichSomethingIsBoxedAreLeftToRunTime() {
    // `Math::abs` and `String::length`.
    assertEquals(
        List.of("()MadeAheadSample$Boxing", "()MadeAheadSample$Step"),
        INSTALLED.lambdasLeft.stream().sorted().toList());
  }

  @Test
  void nothingOfTheConsoleThatCanBeMadeAheadIsLeftToRunTime(@TempDir Path folder)
      throws IOException {
    copy(Path.of("target/classes"), "keyconsole", folder);
    makeAheadIn(folder);
    List<String> left = new ArrayList<>();
    List<Path> files = classFilesIn(folder);
    ClassFile format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(
                        type -> {
                          try {
                            Path file = folder.resolve(pathOf(type));
                            return Files.exists(file) ? Files.newInputStream(file) : null;
                          } catch (IOException e) {
                            throw new UncheckedIOException(e);
                          }
                        })
                    .orElse(ClassHierarchyResolver.ofResourceParsing(HERE))));
    for (Path file : files) {
      byte[] made = Files.readAllBytes(file);
      assertEquals(List.of(), format.verify(made), file.toString());
      calls(made)
          .filter(MadeAheadTest::isLeft)
          .forEach(call -> left.add(file + " " + call.name().stringValue()));
    }
    assertTrue(files.size() > 1_000, () -> "There are more classes than that");
    assertTrue(files.stream().anyMatch(it -> it.toString().contains("$$Made")), "lambdas");
    assertEquals(List.of(), left);
  }

  private static String pathOf(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1) + ".class";
  }

  private static List<Path> classFilesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(it -> it.toString().endsWith(".class")).toList();
    }
  }

  /// @param which how the classes' paths begin
  private static void copy(Path from, String which, Path to) throws IOException {
    for (Path file : classFilesIn(from)) {
      Path inside = from.relativize(file);
      if (inside.toString().replace('\\', '/').startsWith(which)) {
        Files.createDirectories(to.resolve(inside).getParent());
        Files.copy(file, to.resolve(inside));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// What is left to run time in a class.
  private static Stream<InvokeDynamicInstruction> calls(byte[] classFile) {
    return ClassFile.of().parse(classFile).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(CodeModel::elementStream)
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast);
  }

  private static boolean isLeft(InvokeDynamicInstruction call) {
    String bootstrap = call.bootstrapMethod().owner().displayName();
    // A switch may also ask for constants of an enum, which stay as they are.
    boolean asksForTypes = call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    return bootstrap.equals("SwitchBootstraps") && asksForTypes
        || call.typeSymbol().returnType().displayName().equals("Subscription")
        || bootstrap.equals("ObjectMethods") && !call.name().equalsString("toString");
  }

  private static void makeAheadIn(Path folder) {
    try {
      MADE_AHEAD.invoke(folder, HERE);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle madeAhead() {
    MethodType signature = MethodType.methodType(void.class, Path.class, ClassLoader.class);
    try {
      return MethodHandles.publicLookup()
          .findStatic(PackagingSource.load("MadeAhead"), "allIn", signature);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
