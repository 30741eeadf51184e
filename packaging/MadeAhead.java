import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/// Classes that leave less to run time. The compiler leaves to it which pattern of a `switch` fits,
/// and how a record is compared and hashed. Where such code is met first the virtual machine makes
/// a class for it, which takes a millisecond or more, and keeps none of those in a start cache.
/// Made ahead they are methods like others, which do the same.
public final class MadeAhead {

  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassFile format;
  private final ClassModel model;
  private final List<Switch> switches = new ArrayList<>();

  /// What a method is to say: which pattern of a `switch` fits.
  ///
  /// @param types what the patterns ask for, in their order
  private record Switch(MethodTypeDesc signature, List<ClassDesc> types) {}

  private MadeAhead(byte[] classFile, ClassLoader libraries) {
    this.format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(libraries)));
    this.model = format.parse(classFile);
  }

  /// The same class with what can be made ahead.
  ///
  /// @param libraries finds the class files of all that it uses
  public static byte[] of(byte[] classFile, ClassLoader libraries) {
    return new MadeAhead(classFile, libraries).made();
  }

  private byte[] made() {
    ClassTransform methods = this::put;
    return format.transformClass(
        model, methods.andThen(ClassTransform.endHandler(this::addSwitches)));
  }

  private void put(ClassBuilder type, ClassElement element) {
    if (element instanceof MethodModel method && isOfRecord(method)) {
      type.transformMethod(method, recordMethod());
    } else if (element instanceof MethodModel method && hasSwitch(method)) {
      type.transformMethod(method, MethodTransform.transformingCode(this::putSwitch));
    } else {
      type.with(element);
    }
  }

  // ---- which pattern of a switch fits

  private boolean hasSwitch(MethodModel method) {
    return method.code().stream().flatMap(CodeModel::elementStream).anyMatch(MadeAhead::isSwitch);
  }

  /// One that asks for types alone: with texts, numbers and constants of an enum it stays as it is.
  private static boolean isSwitch(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().equals(SWITCHES)
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && !call.typeSymbol().parameterType(0).isPrimitive()
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  private void putSwitch(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call && isSwitch(element)) {
      List<ClassDesc> types = call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList();
      Switch asked = new Switch(call.typeSymbol(), types);
      if (!switches.contains(asked)) {
        switches.add(asked);
      }
      ClassDesc type = model.thisClass().asSymbol();
      code.invokestatic(
          type, nameOf(asked), asked.signature(), model.flags().has(AccessFlag.INTERFACE));
    } else {
      code.with(element);
    }
  }

  private String nameOf(Switch asked) {
    return "switch$" + switches.indexOf(asked);
  }

  private void addSwitches(ClassBuilder type) {
    for (Switch each : switches) {
      type.withMethodBody(
          nameOf(each),
          each.signature(),
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> write(each, code));
    }
  }

  /// As `SwitchBootstraps.typeSwitch` says it: -1 for null, else the first type from a given one on
  /// that the object is of, else how many there are.
  private static void write(Switch asked, CodeBuilder code) {
    int object = code.parameterSlot(0);
    int from = code.parameterSlot(1);
    code.aload(object).ifThen(Opcode.IFNULL, none -> none.loadConstant(-1).ireturn());
    for (int i = 0; i < asked.types().size(); i++) {
      int place = i;
      Label next = code.newLabel();
      code.iload(from)
          .loadConstant(place)
          .if_icmpgt(next)
          .aload(object)
          .instanceOf(asked.types().get(place))
          .ifeq(next)
          .loadConstant(place)
          .ireturn()
          .labelBinding(next);
    }
    code.loadConstant(asked.types().size()).ireturn();
  }

  // ---- how a record is compared and hashed

  private boolean isOfRecord(MethodModel method) {
    boolean isMeant =
        method.methodName().equalsString("equals") || method.methodName().equalsString("hashCode");
    return isMeant
        && method.code().stream()
            .flatMap(CodeModel::elementStream)
            .anyMatch(
                element ->
                    element instanceof InvokeDynamicInstruction call
                        && call.bootstrapMethod().owner().equals(RECORDS));
  }

  private MethodTransform recordMethod() {
    return (method, element) -> {
      if (element instanceof CodeModel old) {
        boolean compares = old.parent().orElseThrow().methodName().equalsString("equals");
        method.withCode(compares ? this::writeEquals : this::writeHashCode);
      } else {
        method.with(element);
      }
    };
  }

  private List<RecordComponentInfo> components() {
    return model
        .elementStream()
        .filter(RecordAttribute.class::isInstance)
        .map(RecordAttribute.class::cast)
        .findFirst()
        .orElseThrow()
        .components();
  }

  private void writeEquals(CodeBuilder code) {
    ClassDesc type = model.thisClass().asSymbol();
    Label differ = code.newLabel();
    Label isOther = code.newLabel();
    int self = code.receiverSlot();
    int other = code.parameterSlot(0);
    code.aload(self).aload(other).if_acmpne(isOther).iconst_1().ireturn().labelBinding(isOther);
    code.aload(other).instanceOf(type).ifeq(differ);
    for (RecordComponentInfo each : components()) {
      ClassDesc of = each.descriptorSymbol();
      for (int record : new int[] {self, other}) {
        code.aload(record).checkcast(type).getfield(type, each.name().stringValue(), of);
      }
      switch (TypeKind.from(of)) {
        case LONG -> code.lcmp().ifne(differ);
        case FLOAT, DOUBLE ->
            code.invokestatic(boxOf(of), "compare", MethodTypeDesc.of(CD_int, of, of)).ifne(differ);
        case REFERENCE ->
            code.invokestatic(
                    OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                .ifeq(differ);
        default -> code.if_icmpne(differ);
      }
    }
    code.iconst_1().ireturn().labelBinding(differ).iconst_0().ireturn();
  }

  private void writeHashCode(CodeBuilder code) {
    ClassDesc type = model.thisClass().asSymbol();
    code.iconst_0();
    for (RecordComponentInfo each : components()) {
      ClassDesc of = each.descriptorSymbol();
      boolean isObject = !of.isPrimitive();
      code.loadConstant(31)
          .imul()
          .aload(code.receiverSlot())
          .getfield(type, each.name().stringValue(), of)
          .invokestatic(
              isObject ? OBJECTS : boxOf(of),
              "hashCode",
              MethodTypeDesc.of(CD_int, isObject ? CD_Object : of))
          .iadd();
    }
    code.ireturn();
  }

  private static ClassDesc boxOf(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
    };
  }
}
