import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Classes that leave less to run time. The compiler leaves to it which pattern of a `switch` fits,
/// how a record is compared and hashed, and what class a lambda is of. Where such code is met first
/// the virtual machine makes a class for it, which takes a millisecond or more, and keeps none of
/// those in a start cache but for most lambdas. Made ahead they are methods and classes like
/// others, which do the same.
public final class MadeAhead {

  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc LAMBDAS = ClassDesc.of("java.lang.invoke.LambdaMetafactory");
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private static final Comparator<ClassDesc> BY_NAME =
      Comparator.comparing(ClassDesc::descriptorString);

  private final ClassFile format;
  private final ClassLoader libraries;
  private final ClassModel model;
  private final List<Switch> switches = new ArrayList<>();
  private final Map<ClassDesc, byte[]> lambdas = new LinkedHashMap<>();

  /// What a method is to say: which pattern of a `switch` fits.
  ///
  /// @param types what the patterns ask for, in their order
  private record Switch(MethodTypeDesc signature, List<ClassDesc> types) {}

  private MadeAhead(byte[] classFile, ClassLoader libraries) {
    this.format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(libraries)));
    this.libraries = libraries;
    this.model = format.parse(classFile);
  }

  /// Makes ahead what can be in the classes of a folder.
  ///
  /// @param libraries finds the class files of all that they use, themselves among it
  public static void allIn(Path folder, ClassLoader libraries) throws IOException {
    Map<ClassDesc, List<ClassDesc>> newInNests = new TreeMap<>(BY_NAME);
    for (Path file : classFilesIn(folder)) {
      MadeAhead ahead = new MadeAhead(Files.readAllBytes(file), libraries);
      Files.write(file, ahead.made());
      for (Map.Entry<ClassDesc, byte[]> each : ahead.lambdas.entrySet()) {
        Files.write(folder.resolve(pathOf(each.getKey())), each.getValue());
        newInNests.computeIfAbsent(ahead.nestHost(), _ -> new ArrayList<>()).add(each.getKey());
      }
    }
    for (Map.Entry<ClassDesc, List<ClassDesc>> each : newInNests.entrySet()) {
      Path host = folder.resolve(pathOf(each.getKey()));
      Files.write(host, withMembers(Files.readAllBytes(host), each.getValue()));
    }
  }

  private static List<Path> classFilesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(it -> it.toString().endsWith(".class") && !it.endsWith("module-info.class"))
          .toList();
    }
  }

  private static String pathOf(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1) + ".class";
  }

  private byte[] made() {
    ClassTransform methods = this::put;
    return format.transformClass(
        model, methods.andThen(ClassTransform.endHandler(this::addSwitches)));
  }

  private void put(ClassBuilder type, ClassElement element) {
    if (element instanceof MethodModel method && isOfRecord(method)) {
      type.transformMethod(method, recordMethod());
    } else if (element instanceof MethodModel method && hasCall(method)) {
      type.transformMethod(method, MethodTransform.transformingCode(this::putCode));
    } else {
      type.with(element);
    }
  }

  private boolean hasCall(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .anyMatch(element -> isSwitch(element) || isLambda(element));
  }

  private void putCode(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call && isSwitch(element)) {
      putSwitch(code, call);
    } else if (element instanceof InvokeDynamicInstruction call && isLambda(element)) {
      putLambda(code, call);
    } else {
      code.with(element);
    }
  }

  // ---- which pattern of a switch fits

  /// One that asks for types alone: with texts, numbers and constants of an enum it stays as it is.
  private static boolean isSwitch(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().equals(SWITCHES)
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && !call.typeSymbol().parameterType(0).isPrimitive()
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  private void putSwitch(CodeBuilder code, InvokeDynamicInstruction call) {
    List<ClassDesc> types = call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList();
    Switch asked = new Switch(call.typeSymbol(), types);
    if (!switches.contains(asked)) {
      switches.add(asked);
    }
    ClassDesc type = model.thisClass().asSymbol();
    code.invokestatic(
        type, nameOf(asked), asked.signature(), model.flags().has(AccessFlag.INTERFACE));
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

  // ---- what class a lambda is of

  /// One that no start cache keeps, since its interface has something to initialize, and for which
  /// nothing is to be boxed: each as it is, or cast.
  private boolean isLambda(CodeElement element) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().equals(LAMBDAS)
        && call.bootstrapMethod().methodName().equals("metafactory")
        && Lambda.of(call).isPlain(model.thisClass().asSymbol())
        && isInitialized(call.typeSymbol().returnType());
  }

  private boolean isInitialized(ClassDesc type) {
    ClassModel found = find(type);
    boolean hasDefaults = false;
    boolean hasInitializer = false;
    for (MethodModel each : found.methods()) {
      boolean isStatic = each.flags().has(AccessFlag.STATIC);
      hasDefaults |= !isStatic && !each.flags().has(AccessFlag.ABSTRACT);
      hasInitializer |= each.methodName().equalsString(CLASS_INIT_NAME);
    }
    return hasDefaults && hasInitializer
        || found.interfaces().stream().anyMatch(each -> isInitialized(each.asSymbol()));
  }

  private ClassModel find(ClassDesc type) {
    try (InputStream in = libraries.getResourceAsStream(pathOf(type))) {
      if (in == null) {
        throw new IllegalStateException("Not among the libraries: " + type.displayName());
      }
      return format.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void putLambda(CodeBuilder code, InvokeDynamicInstruction call) {
    Lambda lambda = Lambda.of(call);
    String name = model.thisClass().asSymbol().displayName() + "$$Made" + lambdas.size();
    ClassDesc type = ClassDesc.of(model.thisClass().asSymbol().packageName(), name);
    lambdas.put(type, write(lambda, type));
    // What it holds is on the stack already, under which the new object cannot come: a method of
    // its own makes it.
    code.invokestatic(type, "of", lambda.captured());
  }

  private ClassDesc nestHost() {
    return model
        .elementStream()
        .filter(NestHostAttribute.class::isInstance)
        .map(it -> ((NestHostAttribute) it).nestHost().asSymbol())
        .findFirst()
        .orElse(model.thisClass().asSymbol());
  }

  private static byte[] withMembers(byte[] host, List<ClassDesc> more) {
    ClassModel model = ClassFile.of().parse(host);
    List<ClassDesc> all = new ArrayList<>();
    ClassTransform takeOut =
        (type, element) -> {
          if (element instanceof NestMembersAttribute members) {
            members.nestMembers().forEach(each -> all.add(each.asSymbol()));
          } else {
            type.with(element);
          }
        };
    ClassTransform putIn =
        ClassTransform.endHandler(
            type -> {
              all.addAll(more);
              type.with(NestMembersAttribute.ofSymbols(all));
            });
    return ClassFile.of().transformClass(model, takeOut.andThen(putIn));
  }

  /// What a lambda is.
  ///
  /// @param captured what it holds, and the interface that it is of
  /// @param name of the interface's method
  /// @param erased the method as the interface has it
  /// @param body what the method does
  private record Lambda(
      MethodTypeDesc captured, String name, MethodTypeDesc erased, DirectMethodHandleDesc body) {

    private static Lambda of(InvokeDynamicInstruction call) {
      List<?> arguments = call.bootstrapArgs();
      return new Lambda(
          call.typeSymbol(),
          call.name().stringValue(),
          (MethodTypeDesc) arguments.get(0),
          (DirectMethodHandleDesc) arguments.get(1));
    }

    /// The body's parameters, the receiver first where it has one.
    private List<ClassDesc> parameters() {
      return body.invocationType().parameterList();
    }

    private ClassDesc returned() {
      return body.invocationType().returnType();
    }

    /// Whether each parameter, and what is returned, is of the same kind here and there.
    private boolean isPlain(ClassDesc host) {
      int held = captured.parameterCount();
      boolean same =
          erased.returnType().equals(ConstantDescs.CD_void)
              || isAlike(returned(), erased.returnType());
      for (int i = 0; i < erased.parameterCount(); i++) {
        same &= isAlike(erased.parameterType(i), parameters().get(held + i));
      }
      for (int i = 0; i < held; i++) {
        same &= isAlike(captured.parameterType(i), parameters().get(i));
      }
      return same
          && switch (body.kind()) {
            case STATIC, INTERFACE_STATIC, VIRTUAL, INTERFACE_VIRTUAL, CONSTRUCTOR -> true;
            // Of this class alone: one of a class above it can be called from there only.
            case SPECIAL, INTERFACE_SPECIAL -> body.owner().equals(host);
            default -> false;
          };
    }

    private static boolean isAlike(ClassDesc one, ClassDesc other) {
      return one.equals(other) || !one.isPrimitive() && !other.isPrimitive();
    }
  }

  private byte[] write(Lambda lambda, ClassDesc name) {
    List<ClassDesc> held = lambda.captured().parameterList();
    MethodTypeDesc makes = MethodTypeDesc.of(ConstantDescs.CD_void, held);
    return format.build(
        name,
        type -> {
          type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
              .withInterfaceSymbols(lambda.captured().returnType())
              .with(NestHostAttribute.of(nestHost()));
          for (int i = 0; i < held.size(); i++) {
            type.withField("held" + i, held.get(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
          }
          type.withMethodBody(
              INIT_NAME,
              makes,
              ClassFile.ACC_PRIVATE,
              code -> {
                code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void);
                for (int i = 0; i < held.size(); i++) {
                  code.aload(0)
                      .loadLocal(TypeKind.from(held.get(i)), code.parameterSlot(i))
                      .putfield(name, "held" + i, held.get(i));
                }
                code.return_();
              });
          type.withMethodBody(
              "of",
              lambda.captured(),
              ClassFile.ACC_STATIC,
              code -> {
                code.new_(name).dup();
                for (int i = 0; i < held.size(); i++) {
                  code.loadLocal(TypeKind.from(held.get(i)), code.parameterSlot(i));
                }
                code.invokespecial(name, INIT_NAME, makes).areturn();
              });
          type.withMethodBody(
              lambda.name(),
              lambda.erased(),
              ClassFile.ACC_PUBLIC,
              code -> run(lambda, name, code));
        });
  }

  private static void run(Lambda lambda, ClassDesc name, CodeBuilder code) {
    DirectMethodHandleDesc body = lambda.body();
    boolean makes = body.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR;
    if (makes) {
      code.new_(body.owner()).dup();
    }
    int held = lambda.captured().parameterCount();
    for (int i = 0; i < held; i++) {
      code.aload(0).getfield(name, "held" + i, lambda.captured().parameterType(i));
    }
    for (int i = 0; i < lambda.erased().parameterCount(); i++) {
      ClassDesc is = lambda.erased().parameterType(i);
      ClassDesc wanted = lambda.parameters().get(held + i);
      code.loadLocal(TypeKind.from(is), code.parameterSlot(i));
      if (!wanted.equals(is)) {
        code.checkcast(wanted);
      }
    }
    MethodTypeDesc signature = MethodTypeDesc.ofDescriptor(body.lookupDescriptor());
    switch (body.kind()) {
      case STATIC, INTERFACE_STATIC ->
          code.invokestatic(body.owner(), body.methodName(), signature, body.isOwnerInterface());
      case CONSTRUCTOR -> code.invokespecial(body.owner(), INIT_NAME, signature);
      default -> {
        if (body.isOwnerInterface()) {
          code.invokeinterface(body.owner(), body.methodName(), signature);
        } else {
          code.invokevirtual(body.owner(), body.methodName(), signature);
        }
      }
    }
    ClassDesc is = lambda.returned();
    ClassDesc wanted = lambda.erased().returnType();
    boolean isObject = !wanted.isPrimitive() && !wanted.equals(CD_Object);
    if (isObject && !wanted.equals(is)) {
      code.checkcast(wanted);
    }
    // What is left on the stack where nothing is returned goes with the method.
    code.return_(TypeKind.from(wanted));
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
