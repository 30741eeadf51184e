import java.io.IOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Rules of style sheets whose declarations are read when a node first needs them. Where the
/// toolkit sorts the rules of a sheet, it asks each for its selectors by the list that can be
/// observed, and with that one it makes the list of what the rule declares, for which all of it is
/// read. The rule has its selectors in a plain list as well: here that one is asked, and a rule
/// that nothing in the program is meant by stays unread.
final class RulesReadLate {

  private static final String RULE = "javafx/css/Rule.class";
  private static final String SORTING = "com/sun/javafx/css/StyleManager$StylesheetContainer.class";
  private static final ClassDesc TYPE = ClassDesc.of("javafx.css.Rule");
  private static final String LIST = "getUnobservedSelectorList";

  private RulesReadLate() {}

  /// Whether a folder has the toolkit's classes for style sheets.
  static boolean areIn(Path classes) {
    return Files.exists(classes.resolve(RULE));
  }

  /// Changes these classes: the list can be asked for from another package, and is.
  static void make(Path classes) throws IOException {
    transform(
        classes.resolve(RULE),
        ClassTransform.transformingMethods(
            method -> method.methodName().equalsString(LIST),
            (method, element) -> {
              if (element instanceof AccessFlags flags) {
                method.withFlags(flags.flagsMask() | ClassFile.ACC_PUBLIC);
              } else {
                method.with(element);
              }
            }));
    transform(
        classes.resolve(SORTING),
        ClassTransform.transformingMethodBodies(
            (code, element) -> {
              if (element instanceof InvokeInstruction call
                  && call.owner().asSymbol().equals(TYPE)
                  && call.name().equalsString("getSelectors")) {
                code.invokevirtual(TYPE, LIST, MethodTypeDesc.of(ConstantDescs.CD_List));
              } else {
                code.with(element);
              }
            }));
  }

  private static void transform(Path type, ClassTransform change) throws IOException {
    ClassFile format = ClassFile.of();
    byte[] before = Files.readAllBytes(type);
    byte[] same = format.transformClass(format.parse(before), ClassTransform.ACCEPT_ALL);
    byte[] after = format.transformClass(format.parse(before), change);
    if (Arrays.equals(after, same)) {
      throw new IllegalStateException(
          "JavaFX sorts its rules in another way: look whether packaging/RulesReadLate.java is"
              + " needed, at "
              + type.getFileName());
    }
    Files.write(type, after);
  }
}
