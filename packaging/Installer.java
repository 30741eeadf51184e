import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Makes the installer of the platform that it runs on, of what Maven has compiled:
/// 1. `modules`: the console and its libraries as modules, native libraries taken out of the jars,
///    which would else unpack them into every user's home,
/// 2. `runtime`: a Java runtime with those modules and what they need, and nothing else,
/// 3. `image`: the program with its launcher, then a walk through every screen, which leaves the
///    cache that the program starts with,
/// 4. `installer`: the packages with their checksums.
///
/// Run by `./mvnw -Ppackage verify` with a JDK of 25 or later, whatever started Maven. Signs where
/// the environment holds what is signed with, and says so where it does not.
///
/// Arguments: the version, the build's folder, the class path of the program.
public final class Installer {

  /// Of the options in `java-options`, what the walk is made without: what it is to learn is which
  /// methods are hot, and that the quick compiler does not count.
  private static final List<String> NOT_WALKED = List.of("-XX:TieredStopAtLevel=1");

  /// What it is made with instead: a method that was called so many times as often as usual before
  /// it was compiled is compiled by a start before it is called, and no other. The quick compiler
  /// has more to do in the first second than it can, and what it does too early keeps a page
  /// waiting.
  private static final List<String> WALKED = List.of("-XX:CompileThresholdScaling=120");

  /// How the walk before it is made: what it leaves behind is all that is wanted of it.
  private static final List<String> HURRIED = List.of("-Dkeyconsole.training.screen=400");

  private static final String NAME = "key-console";
  private static final String MAIN = "keyconsole/keyconsole.app.Launcher";
  private static final String TRAINING = "keyconsole/keyconsole.app.Training";
  private static final String METAINFO = "io.github.keyconsole.KeyConsole.metainfo.xml";
  private static final String CACHE = "key-console.aot";

  /// What a system shows of the program; an installer does not take it over from the image.
  private static final List<String> ABOUT =
      List.of(
          "--vendor=Key Console",
          "--description=See and govern a tenant's API keys",
          "--copyright=Apache-2.0");

  /// A class of the toolkit that another one of that name stands in for.
  ///
  /// @param type its path in the module
  /// @param members what it must consist of: another version may not need to be stood in for, or do
  ///   more
  private record StandIn(String type, List<String> members) {

    private String source() {
      return Path.of(type).getFileName() + ".java";
    }
  }

  private static final List<StandIn> STAND_INS =
      List.of(
          new StandIn(
              "com/sun/glass/ui/gtk/GtkTimer",
              List.of("<init>", "_pause", "_resume", "_start", "native _start", "native _stop")),
          new StandIn(
              "com/sun/marlin/OffHeapArray",
              List.of(
                  "<clinit>",
                  "<init>",
                  "fill",
                  "free",
                  "getByte",
                  "getInt",
                  "getLength",
                  "getUsed",
                  "incrementUsed",
                  "putByte",
                  "putInt",
                  "resize",
                  "setUsed")),
          new StandIn("com/sun/javafx/SecurityUtil", List.of("<init>", "checkSecurityManager")),
          new StandIn(
              "com/sun/javafx/css/SelectorPartitioning",
              List.of(
                  "<clinit>",
                  "<init>",
                  "getPartition",
                  "lambda$static$0",
                  "match",
                  "partition",
                  "reset")),
          new StandIn(
              "com/sun/javafx/css/CompoundSelector",
              List.of(
                  "<clinit>",
                  "<init>",
                  "applies",
                  "applies",
                  "applies",
                  "equals",
                  "getRelationships",
                  "getSelectors",
                  "getStyleClassNames",
                  "hashCode",
                  "stateMatches",
                  "stateMatches",
                  "toString")));

  /// What nothing of a start reads, since it is in the cache or not used then.
  private static final List<String> COMPRESSED =
      List.of(
          "/java.xml/**",
          "/org.apache.*/**",
          "/com.fasterxml.*/**",
          "/inet.ipaddr/**",
          "/com.auth0.jwt/**",
          "/java.scripting/**",
          "/java.base/sun/**",
          "/java.base/jdk/internal/icu/**",
          "/java.base/jdk/internal/classfile/**");

  /// Those that the console wears.
  private static final List<String> THEMES =
      List.of("/atlantafx/base/theme/primer-light", "/atlantafx/base/theme/primer-dark");

  private static final List<String> NATIVE = List.of(".so", ".dll", ".dylib");

  /// The packages of a library that are installed, by the beginning of its jar's name: of PDFBox
  /// the objects of a file and their writing, of FontBox the reading of typefaces.
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "pdfbox-io-",
          List.of("org/apache/pdfbox/io"),
          "fontbox-",
          List.of(
              "org/apache/fontbox",
              "org/apache/fontbox/ttf",
              "org/apache/fontbox/ttf/gsub",
              "org/apache/fontbox/ttf/model",
              "org/apache/fontbox/ttf/table/common",
              "org/apache/fontbox/ttf/table/gsub",
              "org/apache/fontbox/util"),
          "pdfbox-3",
          List.of(
              "org/apache/pdfbox/cos",
              "org/apache/pdfbox/pdfparser/xref",
              "org/apache/pdfbox/pdfwriter",
              "org/apache/pdfbox/pdfwriter/compress",
              "org/apache/pdfbox/pdmodel/common",
              "org/apache/pdfbox/pdmodel/interactive/digitalsignature",
              "org/apache/pdfbox/util"));

  private static final Pattern IS_NOTICE = Pattern.compile("(LICENSE|NOTICE)(\\.\\w+)?$");

  private static final List<String> PART_NEEDS =
      List.of("java.logging", "jdk.unsupported", "org.apache.commons.logging");

  private static final Map<String, List<String>> PART_READS =
      Map.of(
          "org.apache.fontbox",
          List.of("org.apache.pdfbox.io"),
          "org.apache.pdfbox",
          List.of("org.apache.fontbox", "org.apache.pdfbox.io"));

  private final Os os = Os.here();
  private final String version;
  private final Path target;
  private final Path inputs;
  private final List<Path> classPath;

  /// What the program is started with, chosen by the figures in `packaging/README.md`. The cache
  /// serves no other garbage collector.
  private final List<String> flags;

  /// Where it runs.
  private enum Os {
    LINUX,
    MAC,
    WINDOWS;

    static Os here() {
      String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
      return name.contains("win") ? WINDOWS : name.contains("mac") ? MAC : LINUX;
    }
  }

  private Installer(String version, Path build, List<Path> classPath) throws IOException {
    this.version = version;
    this.target = build.resolve("package");
    this.inputs = Path.of("packaging").toAbsolutePath();
    this.flags = new ArrayList<>(Files.readAllLines(inputs.resolve("java-options")));
    flags.add("--enable-native-access=javafx.graphics");
    this.classPath = classPath;
  }

  /// Makes it.
  public static void main(String[] arguments) throws IOException {
    List<Path> classPath = Stream.of(arguments[2].split(File.pathSeparator)).map(Path::of).toList();
    new Installer(arguments[0], Path.of(arguments[1]), classPath).make();
  }

  private void make() throws IOException {
    delete(target);
    Path modules = modules();
    Path runtime = runtime(modules);
    Path image = image(runtime);
    train(image);
    Path installers = Files.createDirectories(target.resolve("installer"));
    switch (os) {
      case LINUX -> linux(image, installers);
      case MAC -> mac(image, installers);
      case WINDOWS -> windows(image, installers);
    }
    takeSpacesOut(installers);
    checksums(installers);
    tellSizes(image, installers);
  }

  // ---- 1. modules

  private Path modules() throws IOException {
    Path modules = Files.createDirectories(target.resolve("modules"));
    for (Path entry : classPath) {
      if (Files.isDirectory(entry)) {
        Path classes = target.resolve("classes");
        copyTree(entry, classes);
        makeAhead(classes);
        putSheet(classes);
        run(
            "jar",
            "--create",
            "--file=" + modules.resolve(NAME + ".jar"),
            "--module-version=" + version,
            "--date=" + System.getProperty("date"),
            "-C",
            classes.toString(),
            ".");
      } else {
        addLibrary(entry, modules);
      }
    }
    return modules;
  }

  /// What the virtual machine would make at run time of classes is among them.
  private void makeAhead(Path classes) throws IOException {
    URL[] libraries = new URL[classPath.size()];
    for (int i = 0; i < libraries.length; i++) {
      libraries[i] = classPath.get(i).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(libraries)) {
      MadeAhead.allIn(classes, loader);
    }
  }

  /// The console's sheet as it is read.
  private void putSheet(Path classes) throws IOException {
    readSheet(classes.resolve("css/console.css"), classes.resolve("css/console.bss"));
  }

  /// A sheet as the toolkit has it once it has read it, which it looks for first: to read the text
  /// takes a tenth of a start.
  private void readSheet(Path text, Path read) throws IOException {
    String all = classPath.stream().map(Path::toString).collect(joining(File.pathSeparator));
    await(
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            all,
            "com.sun.javafx.css.parser.Css2Bin",
            text.toString(),
            read.toString()));
  }

  /// The themes without what is for controls that the console has not got.
  private void spareRules(Path themes) throws IOException {
    ThemeRules rules = ThemeRules.of(classPath.stream().filter(Files::isDirectory).toList());
    try (FileSystem inside = FileSystems.newFileSystem(themes)) {
      for (String theme : THEMES) {
        Path whole = inside.getPath(theme + ".css");
        Path text = Files.createDirectories(target.resolve("sheets")).resolve("theme.css");
        Path read = text.resolveSibling("theme.bss");
        Files.writeString(text, rules.of(Files.readString(whole)));
        readSheet(text, read);
        Files.copy(read, inside.getPath(theme + ".bss"), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void addLibrary(Path jar, Path modules) throws IOException {
    String name = jar.getFileName().toString();
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Path root = inside.getPath("/");
      if (name.startsWith("javafx-") && hasClasses(root)) {
        makeModule(root, modules.resolve(name.replace(".jar", ".jmod")));
      } else if (PARTS.keySet().stream().anyMatch(name::startsWith)) {
        makePart(jar, root, modules);
      } else if (hasClasses(root)) {
        Path library = Files.copy(jar, modules.resolve(name));
        if (name.startsWith("atlantafx-")) {
          spareRules(library);
        }
      }
    }
  }

  private static List<Path> natives(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.filter(file -> NATIVE.stream().anyMatch(file.toString()::endsWith)).toList();
    }
  }

  /// JavaFX has a jar without a class beside each of a platform.
  private static boolean hasClasses(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    }
  }

  /// A module of JavaFX. Its native libraries stand beside the runtime's own, since what is in a
  /// jar is unpacked into every user's home. AWT and Swing, a sixth of what is installed, are left
  /// out: JavaFX needs them for beans and for printing alone, and the console does neither.
  private void makeModule(Path root, Path module) throws IOException {
    Path work = Files.createDirectories(target.resolve("work"));
    Path classes = Files.createDirectories(work.resolve("classes"));
    Path libraries = Files.createDirectories(work.resolve("libraries"));
    copyTree(root, classes);
    for (Path library : natives(root)) {
      String name = library.getFileName().toString();
      Files.move(classes.resolve(name), libraries.resolve(name));
    }
    Path info = classes.resolve("module-info.class");
    Files.write(info, without("java.desktop", info));
    Path legal = work.resolve("legal");
    copyTree(inputs.resolve("legal"), legal);
    for (StandIn each : STAND_INS) {
      if (Files.exists(classes.resolve(each.type() + ".class"))) {
        compile(each, classes);
        // The toolkit's license wants the source of what was changed to come along.
        Files.copy(source(each), legal.resolve(each.source()));
      }
    }
    if (RulesReadLate.areIn(classes)) {
      RulesReadLate.make(classes);
      Files.copy(inputs.resolve("RulesReadLate.java"), legal.resolve("RulesReadLate.java"));
    }
    makeAhead(classes);
    Files.copy(inputs.resolve("MadeAhead.java"), legal.resolve("MadeAhead.java"));
    run(
        "jmod",
        "create",
        "--class-path=" + classes,
        "--libs=" + libraries,
        "--legal-notices=" + legal,
        "--date=" + System.getProperty("date"),
        module.toString());
    delete(work);
  }

  /// In place of the toolkit's.
  private void compile(StandIn standIn, Path classes) throws IOException {
    Path type = Path.of(standIn.type() + ".class");
    requireSame(standIn, classes.resolve(type));
    // Elsewhere: beside a module's description the compiler would look for all that it requires.
    Path made = Files.createDirectories(target.resolve("stand-in"));
    run(
        "javac",
        "-proc:none",
        "-cp",
        Stream.concat(Stream.of(classes), classPath.stream())
            .map(Path::toString)
            .collect(joining(File.pathSeparator)),
        "-d",
        made.toString(),
        source(standIn).toString());
    Path folder = classes.resolve(type).getParent();
    String inner = Path.of(standIn.type()).getFileName() + "$";
    for (Path each : list(folder)) {
      if (each.getFileName().toString().startsWith(inner)) {
        Files.delete(each);
      }
    }
    for (Path each : list(made.resolve(type).getParent())) {
      Files.move(each, folder.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    delete(made);
  }

  private Path source(StandIn standIn) {
    return inputs.resolve("toolkit").resolve(standIn.source());
  }

  private static void requireSame(StandIn standIn, Path type) throws IOException {
    List<String> methods =
        ClassFile.of().parse(type).methods().stream()
            .map(
                method ->
                    (method.flags().has(AccessFlag.NATIVE) ? "native " : "")
                        + method.methodName().stringValue())
            .sorted()
            .toList();
    if (!methods.equals(standIn.members())) {
      throw new IllegalStateException(
          "JavaFX has another class than the one that packaging/toolkit/%s stands in for: %s"
              .formatted(standIn.source(), methods));
    }
  }

  /// A module of a library that is none by itself, with those of its packages that are used. The
  /// others, nine tenths of it, draw with AWT.
  private void makePart(Path jar, Path root, Path modules) throws IOException {
    String name = jar.getFileName().toString();
    List<String> packages =
        PARTS.entrySet().stream()
            .filter(part -> name.startsWith(part.getKey()))
            .findFirst()
            .orElseThrow()
            .getValue();
    Path classes = Files.createDirectories(target.resolve("work"));
    for (String used : packages) {
      Path folder = Files.createDirectories(classes.resolve(used));
      try (Stream<Path> files = Files.list(root.resolve(used))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
          Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
      }
    }
    Files.write(classes.resolve("module-info.class"), moduleInfo(moduleName(jar), packages));
    run(
        "jar",
        "--create",
        "--file=" + modules.resolve(name),
        "--date=" + System.getProperty("date"),
        "-C",
        classes.toString(),
        ".");
    delete(classes);
  }

  private static String moduleName(Path jar) {
    return ModuleFinder.of(jar).findAll().stream().findFirst().orElseThrow().descriptor().name();
  }

  private static byte[] moduleInfo(String name, List<String> packages) {
    ModuleAttribute attribute =
        ModuleAttribute.of(
            ModuleDesc.of(name),
            made -> {
              made.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
              Stream.concat(PART_NEEDS.stream(), PART_READS.getOrDefault(name, List.of()).stream())
                  .forEach(other -> made.requires(ModuleDesc.of(other), 0, null));
              packages.forEach(each -> made.exports(PackageDesc.of(each.replace('/', '.')), 0));
            });
    return ClassFile.of().buildModule(attribute);
  }

  private static byte[] without(String module, Path moduleInfo) throws IOException {
    ClassFile format = ClassFile.of();
    ClassModel info = format.parse(moduleInfo);
    return format.transformClass(
        info,
        (builder, element) -> {
          if (element instanceof ModuleAttribute needed) {
            builder.with(
                ModuleAttribute.of(
                    needed.moduleName(),
                    made -> {
                      made.moduleFlags(needed.moduleFlagsMask());
                      needed.requires().stream()
                          .filter(each -> !each.requires().name().equalsString(module))
                          .forEach(made::requires);
                      needed.exports().forEach(made::exports);
                      needed.opens().forEach(made::opens);
                      needed.uses().forEach(made::uses);
                      needed.provides().forEach(made::provides);
                    }));
          } else {
            builder.with(element);
          }
        });
  }

  // ---- 2. runtime

  private Path runtime(Path modules) throws IOException {
    Path runtime = target.resolve("runtime");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--module-path=" + modules,
                "--add-modules=keyconsole",
                "--no-header-files",
                "--no-man-pages",
                "--strip-java-debug-attributes",
                "--compress=zip-6:filter=" + String.join(",", COMPRESSED),
                "--exclude-resources=**/cupertino-*,**/nord-*,**/dracula.*",
                "--output=" + runtime));
    if (os == Os.LINUX) {
      // Kept in the runtime: given to the launcher, they would be warned about, for who is not root
      // may lower a thread, but not raise it.
      List<String> kept = Files.readAllLines(inputs.resolve("linux/java-options"));
      arguments.add("--add-options=" + String.join(" ", kept));
    }
    run("jlink", arguments.toArray(String[]::new));
    if (os == Os.LINUX && isThere("strip")) {
      Path machine = find(runtime, "server", "libjvm.so");
      await(new ProcessBuilder("strip", "--strip-unneeded", machine.toString()));
    }
    putFonts(runtime);
    putNotices(runtime);
    return runtime;
  }

  /// The console's typefaces as files, where it looks for them first.
  private static void putFonts(Path runtime) throws IOException {
    Path fonts = Files.createDirectories(runtime.resolve("lib/fonts"));
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/fonts"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".ttf")).toList()) {
        Files.copy(file, fonts.resolve(file.getFileName()));
      }
    }
  }

  /// What the console and its libraries say of their licenses, beside what the runtime's own
  /// modules say.
  private void putNotices(Path runtime) throws IOException {
    Path legal = runtime.resolve("legal");
    Path own = Files.createDirectories(legal.resolve("keyconsole"));
    Files.copy(Path.of("LICENSE"), own.resolve("LICENSE"));
    Files.copy(inputs.resolve("copyright"), own.resolve("copyright"));
    Files.copy(
        Path.of("src/main/resources/fonts/Inter-LICENSE.txt"), own.resolve("Inter-LICENSE.txt"));
    List<String> linked = List.of(Files.readString(runtime.resolve("release")).split("[\" \n]"));
    for (Path jar : classPath) {
      if (!Files.isDirectory(jar) && !jar.getFileName().toString().startsWith("javafx-")) {
        String module = moduleName(jar);
        if (linked.contains(module)) {
          putNotices(jar, legal.resolve(module));
        }
      }
    }
  }

  private static void putNotices(Path jar, Path legal) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar);
        Stream<Path> files = Files.list(inside.getPath("/META-INF"))) {
      for (Path file : files.filter(it -> IS_NOTICE.matcher(it.toString()).find()).toList()) {
        String name = file.getFileName().toString();
        Files.copy(file, Files.createDirectories(legal).resolve(name));
      }
    }
  }

  // ---- 3. image

  private Path image(Path runtime) throws IOException {
    return os == Os.LINUX ? linuxImage(runtime) : jpackageImage(runtime);
  }

  /// The same as jpackage's, with a launcher that starts sooner.
  private Path linuxImage(Path runtime) throws IOException {
    Path image = target.resolve("image").resolve(NAME);
    Path app = Files.createDirectories(image.resolve("lib/app"));
    List<String> arguments = new ArrayList<>(flags);
    arguments.addAll(List.of("-m", MAIN));
    Files.write(app.resolve(NAME + ".cfg"), arguments);
    await(
        new ProcessBuilder(
            "cp", "-a", runtime.toString(), image.resolve("lib/runtime").toString()));
    // A process is called by the name that it was started under.
    Files.createSymbolicLink(image.resolve("lib/runtime/bin").resolve(NAME), Path.of("java"));
    put(files().resolve(NAME), image.resolve("bin"));
    Files.setPosixFilePermissions(
        image.resolve("bin").resolve(NAME), PosixFilePermissions.fromString("rwxr-xr-x"));
    return image;
  }

  private Path jpackageImage(Path runtime) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--type=app-image",
                "--name=" + appName(),
                "--app-version=" + version,
                "--runtime-image=" + runtime,
                "--module=" + MAIN,
                "--icon=" + icon(),
                "--dest=" + target.resolve("image")));
    if (os == Os.MAC) {
      arguments.add("--mac-package-identifier=io.github.keyconsole.KeyConsole");
    }
    arguments.addAll(ABOUT);
    flags.forEach(flag -> arguments.add("--java-options=" + flag));
    arguments.add("--java-options=-XX:AOTCache=$APPDIR/" + CACHE);
    jpackage(arguments);
    try (Stream<Path> made = Files.list(target.resolve("image"))) {
      return made.findFirst().orElseThrow();
    }
  }

  /// What the program's launcher is called: on Linux a command, elsewhere what a menu shows.
  private String appName() {
    return os == Os.LINUX ? NAME : "Key Console";
  }

  private Path icon() {
    return inputs.resolve(os == Os.MAC ? "icon/key-console.icns" : "icon/key-console.ico");
  }

  private static Path png(int size) {
    return Path.of("src/main/resources/icon", size + ".png").toAbsolutePath();
  }

  /// Walks through every screen, then writes a report. The walk is made in a window where a display
  /// can be had: else what opens windows is not noted. It is made twice, and noted the second time:
  /// who starts the console most often has left it before, and it reads what it kept. The first one
  /// leaves the theme turned, so both are walked in.
  private void train(Path image) throws IOException {
    Path runtime = find(image, "bin", "java" + (os == Os.WINDOWS ? ".exe" : "")).getParent();
    Path app = find(image, "app", appName() + ".cfg");
    Path home = Files.createDirectories(target.resolve("home"));
    Optional<Process> server = virtualDisplay();
    try {
      Optional<String> display = server.map(Installer::displayOf);
      List<String> noted =
          Stream.concat(
                  WALKED.stream(), Stream.of("-XX:AOTCacheOutput=" + app.resolveSibling(CACHE)))
              .toList();
      for (List<String> options : List.of(HURRIED, noted)) {
        ProcessBuilder walk = away(walk(runtime, home, options, display), home);
        display.ifPresent(it -> walk.environment().put("DISPLAY", it));
        walk.environment().put("GDK_GL", "disable");
        await(walk);
      }
    } finally {
      server.ifPresent(Process::destroy);
    }
    await(away(report(runtime, home), home));
    leaveOnly(runtime, "java");
  }

  private List<String> walk(
      Path runtime, Path home, List<String> options, Optional<String> display) {
    List<String> command = new ArrayList<>();
    command.add(runtime.resolve("java").toString());
    flags.stream().filter(flag -> !NOT_WALKED.contains(flag)).forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-Duser.home=" + home, "-Dprism.order=sw"));
    if (display.isEmpty()) {
      command.add("-Dglass.platform=Headless");
    }
    command.addAll(List.of("-m", TRAINING));
    return command;
  }

  private Optional<Process> virtualDisplay() throws IOException {
    if (os != Os.LINUX || !isThere("Xvfb")) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessBuilder("Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "1280x800x24")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /// It chooses a display that is free, and says which one when it is ready.
  private static String displayOf(Process server) {
    try {
      return ":" + server.inputReader().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a report: of its libraries only parts are there, and one too few would show here.
  private List<String> report(Path runtime, Path home) {
    List<String> command = new ArrayList<>();
    command.add(runtime.resolve("java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-Duser.home=" + home,
            "-m",
            MAIN,
            "--demo",
            "--report",
            home.resolve("report").toString()));
    return command;
  }

  /// A process with folders of its own in place of a person's.
  private static ProcessBuilder away(List<String> command, Path home) {
    ProcessBuilder process = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = process.environment();
    for (String variable :
        List.of("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")) {
      environment.put(variable, home.resolve(variable).toString());
    }
    environment.put("LOCALAPPDATA", home.toString());
    environment.put("APPDATA", home.toString());
    // Whoever builds may have options for programs of their own.
    environment
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
    return process;
  }

  /// Of the runtime's commands only the one that the walk was made with: diagnoses need it.
  private static void leaveOnly(Path folder, String command) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      // On Windows the machine itself stands in a folder among them.
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        boolean library = NATIVE.stream().anyMatch(name::endsWith);
        boolean kept = Files.isSymbolicLink(file) || name.replace(".exe", "").equals(command);
        if (!library && !kept) {
          Files.delete(file);
        }
      }
    }
  }

  // ---- 4. installers

  /// A `.deb` and an `.rpm` of the same files, where the tools to make them are at hand. jpackage's
  /// own would hold the program's folder alone: menu entry, icons and AppStream data would be added
  /// when they are installed, where neither a shop nor an upgrade finds them.
  private void linux(Path image, Path installers) throws IOException {
    Path tree = tree(image);
    if (isThere("dpkg-deb")) {
      deb(tree, installers);
    }
    if (isThere("rpmbuild")) {
      rpm(tree, installers);
    }
    if (!isThere("dpkg-deb") && !isThere("rpmbuild")) {
      throw new IllegalStateException("Neither dpkg-deb nor rpmbuild is on this machine");
    }
  }

  /// What is installed, as it stands below `/`.
  private Path tree(Path image) throws IOException {
    Path tree = target.resolve("tree");
    Path share = tree.resolve("usr/share");
    Files.createDirectories(tree.resolve("opt"));
    await(new ProcessBuilder("cp", "-a", image.toString(), tree.resolve("opt").toString()));
    put(files().resolve("key-console.desktop"), share.resolve("applications"));
    put(files().resolve(METAINFO), share.resolve("metainfo"));
    put(inputs.resolve("copyright"), share.resolve("doc/key-console"));
    Path manual = Files.createDirectories(share.resolve("man/man1")).resolve(NAME + ".1.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(manual))) {
      Files.copy(files().resolve(NAME + ".1"), out);
    }
    Path icons = share.resolve("icons/hicolor");
    for (int size : new int[] {48, 128, 256, 512}) {
      put(png(size), icons.resolve(size + "x" + size + "/apps"), NAME + ".png");
    }
    put(inputs.resolve("icon/key-console.svg"), icons.resolve("scalable/apps"));
    Files.createSymbolicLink(
        Files.createDirectories(tree.resolve("usr/bin")).resolve(NAME),
        Path.of("../../opt").resolve(NAME).resolve("bin").resolve(NAME));
    letOthersRead(tree);
    return tree;
  }

  /// Whoever builds may keep from others what they make; who installs it lets everybody start it.
  private static void letOthersRead(Path tree) throws IOException {
    await(new ProcessBuilder("chmod", "-R", "u=rwX,go=rX", tree.toString()));
  }

  private Path files() {
    return inputs.resolve("linux");
  }

  private void deb(Path tree, Path installers) throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    Path debian = Files.createDirectories(tree.resolve("DEBIAN"));
    Files.writeString(
        debian.resolve("control"),
        Files.readString(files().resolve("control"))
            .replace("@VERSION@", version)
            .replace("@ARCHITECTURE@", architecture)
            .replace("@KILOBYTES@", String.valueOf(size(tree) / 1024)));
    letOthersRead(debian);
    Path deb = installers.resolve(NAME + "_" + version + "_" + architecture + ".deb");
    await(
        new ProcessBuilder(
            "dpkg-deb", "--root-owner-group", "-Zxz", "-b", tree.toString(), deb.toString()));
    delete(debian);
  }

  private void rpm(Path tree, Path installers) throws IOException {
    Path work = Files.createDirectories(target.resolve("work"));
    Path spec = work.resolve("key-console.spec");
    Files.writeString(
        spec,
        Files.readString(files().resolve("key-console.spec"))
            .replace("@VERSION@", version)
            .replace("@TREE@", tree.toString()));
    await(
        new ProcessBuilder(
            "rpmbuild", "-bb", "--quiet", "--define", "_topdir " + work, spec.toString()));
    Path rpm = find(work, "", ".rpm");
    Files.move(rpm, installers.resolve(rpm.getFileName()));
    delete(work);
  }

  private static void put(Path file, Path folder) throws IOException {
    put(file, folder, file.getFileName().toString());
  }

  private static void put(Path file, Path folder, String name) throws IOException {
    Path copy = Files.createDirectories(folder).resolve(name);
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /// The image is signed, not the disk image around it: again, since the walk has added the cache
  /// to it, and an app whose seal does not fit is not opened, be it that of nobody.
  private void mac(Path image, Path installers) throws IOException {
    String identity = System.getenv().getOrDefault("KEY_CONSOLE_MAC_IDENTITY", "");
    if (identity.isBlank()) {
      System.out.println("Not signed: KEY_CONSOLE_MAC_IDENTITY is not set.");
      await(new ProcessBuilder("codesign", "--force", "--deep", "--sign", "-", image.toString()));
    } else {
      jpackage(
          List.of(
              "--type=app-image",
              "--app-image=" + image,
              "--mac-sign",
              "--mac-signing-key-user-name=" + identity));
    }
    jpackage(
        List.of(
            "--type=dmg",
            "--name=" + appName(),
            "--app-version=" + version,
            "--app-image=" + image,
            "--dest=" + installers));
  }

  private void windows(Path image, Path installers) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--type=msi",
                "--name=" + appName(),
                "--app-version=" + version,
                "--app-image=" + image,
                "--license-file=" + Path.of("LICENSE").toAbsolutePath(),
                "--win-menu",
                // By default it is called Unknown.
                "--win-menu-group=" + appName(),
                "--win-shortcut-prompt",
                "--win-dir-chooser",
                "--win-upgrade-uuid=6f5d3f0e-3c8e-4a83-9d5b-1f6b3f1d2c74",
                "--dest=" + installers));
    arguments.addAll(ABOUT);
    jpackage(arguments);
    String certificate = System.getenv().getOrDefault("KEY_CONSOLE_WINDOWS_CERTIFICATE", "");
    if (certificate.isBlank()) {
      System.out.println("Not signed: KEY_CONSOLE_WINDOWS_CERTIFICATE is not set.");
    } else {
      // The thumbprint of a certificate in the user's store: no secret stands in an argument.
      await(
          new ProcessBuilder(
              "signtool",
              "sign",
              "/sha1",
              certificate,
              "/fd",
              "sha256",
              // Else the signature ends with the certificate.
              "/tr",
              System.getenv()
                  .getOrDefault("KEY_CONSOLE_TIMESTAMP_URL", "http://timestamp.digicert.com"),
              "/td",
              "sha256",
              find(installers, "", ".msi").toString()));
    }
  }

  /// A page of releases puts dots in the place of spaces, and the checksums would name other files.
  private static void takeSpacesOut(Path installers) throws IOException {
    for (Path file : list(installers)) {
      String name = file.getFileName().toString();
      Files.move(file, file.resolveSibling(name.replace("Key Console", NAME)));
    }
  }

  private static void checksums(Path installers) throws IOException {
    for (Path file : list(installers)) {
      String name = file.getFileName().toString();
      Files.writeString(file.resolveSibling(name + ".sha256"), digest(file) + "  " + name + "\n");
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- What takes the space

  private static void tellSizes(Path image, Path installers) throws IOException {
    System.out.printf("%n%9s  installed: %s%n", megabytes(size(image)), image.getFileName());
    try (Stream<Path> files = Files.walk(image)) {
      files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparingLong(Installer::size).reversed())
          .limit(12)
          .forEach(
              file ->
                  System.out.printf("%9s    %s%n", megabytes(size(file)), image.relativize(file)));
    }
    try (Stream<Path> files = Files.list(installers)) {
      files
          .filter(file -> !file.toString().endsWith(".sha256"))
          .forEach(
              file -> System.out.printf("%9s  %s%n", megabytes(size(file)), file.getFileName()));
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static long size(Path file) {
    try (Stream<Path> files = Files.walk(file)) {
      return files.filter(Files::isRegularFile).mapToLong(each -> each.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- Tools

  private static void run(String tool, String... arguments) {
    ToolProvider found = ToolProvider.findFirst(tool).orElseThrow();
    int status = found.run(System.out, System.err, arguments);
    if (status != 0) {
      throw new IllegalStateException(tool + " ended with " + status);
    }
  }

  private static void jpackage(List<String> arguments) {
    List<String> all = new ArrayList<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      all.addAll(List.of(parts));
    }
    run("jpackage", all.toArray(String[]::new));
  }

  private static void await(ProcessBuilder command) throws IOException {
    try {
      int status = command.inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(command.command().getFirst() + " ended with " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isThere(String command) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  /// The file of that name, or with that end, in a folder of that name.
  private static Path find(Path root, String folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      Optional<Path> found =
          files
              .filter(file -> file.getFileName().toString().endsWith(name))
              .filter(
                  file ->
                      folder.isEmpty() || file.getParent().getFileName().toString().equals(folder))
              .findFirst();
      return found.orElseThrow(() -> new IllegalStateException("No " + name + " in " + root));
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.notExists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
