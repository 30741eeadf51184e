package keyconsole;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Records, switches and lambdas of every kind, and a text of how they behave.
public final class MadeAheadSample {

  private static final List<Double> NUMBERS =
      List.of(0.0, -0.0, Double.NaN, 1.5, Double.POSITIVE_INFINITY);

  private MadeAheadSample() {}

  record Every(
      boolean a, byte b, char c, short d, int e, long f, float g, double h, String i, Object j) {}

  record Pair(Object one, Object other) {}

  record Empty() {}

  record Numbers(int[] all) {}

  record Spelt(String text) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Spelt(String another) && text.equalsIgnoreCase(another);
    }

    @Override
    public int hashCode() {
      return text.toLowerCase().hashCode();
    }
  }

  sealed interface Shape {

    default String name() {
      return switch (this) {
        case Round r when r.width() > 2 -> "large";
        case Round r -> "round";
        case Flat.ONE -> "one";
        case Flat.OTHER -> "other";
      };
    }
  }

  record Round(int width) implements Shape {}

  enum Flat implements Shape {
    ONE,
    OTHER
  }

  /// No start cache keeps a lambda of it: there is something to initialize.
  private interface Step<A, B> {
    Object SOMETHING = new Object();

    B of(A a);

    default boolean isStep() {
      return SOMETHING != null;
    }
  }

  /// The same, through the interface above.
  private interface Words extends Step<String, CharSequence> {}

  private interface Doing {
    Object SOMETHING = new Object();

    void with(StringBuilder text, long number);

    default Doing and(Doing next) {
      return (text, number) -> {
        with(text, number);
        next.with(text, -number);
      };
    }
  }

  private interface Counted<T extends Number> {
    Object SOMETHING = new Object();

    T of(T number);

    default boolean isCounted() {
      return SOMETHING != null;
    }
  }

  private static <T> T itself(T it) {
    return it;
  }

  private interface Boxing {
    Object SOMETHING = new Object();

    Integer of(int number);

    default boolean isBoxing() {
      return SOMETHING != null;
    }
  }

  private static class Above {
    String spelt(String text) {
      return text + "above";
    }
  }

  /// Of a class in a class, with fields, and with a method of the class above it.
  private static final class Maker extends Above {
    private final String name;
    private final long[] count = new long[1];

    private Maker(String name) {
      this.name = name;
    }

    @Override
    String spelt(String text) {
      return text + "below";
    }

    private String joined(Object other) {
      return name + other + count[0]++;
    }

    private List<Step<String, ?>> all(boolean a, byte b, char c, short d, int e, long f, double h) {
      float g = e;
      Words words = text -> text + a + b;
      return List.of(
          text -> text + a + b + c + d + e + f + g + h,
          text -> joined(text),
          this::joined,
          super::spelt,
          this::spelt,
          String::length,
          String::trim,
          Maker::new,
          text -> new Maker(text).joined(text),
          String::valueOf,
          text -> words.of(text).length() + words.toString().length() * 0,
          text -> words.isStep());
    }
  }

  private static String steps(Random random) {
    StringBuilder told = new StringBuilder();
    Maker maker = new Maker("m" + random.nextInt(9));
    int number = random.nextInt(99);
    List<Step<String, ?>> all =
        maker.all(
            random.nextBoolean(),
            (byte) number,
            'c',
            (short) number,
            number,
            number * 5_000_000_000L,
            number / 7.0);
    for (Step<String, ?> each : all) {
      Object made = each.of(" " + number);
      told.append(made instanceof Maker other ? other.joined("") : made).append(' ');
    }
    Doing first = StringBuilder::append;
    first.and((text, it) -> text.append(it * number)).and(MadeAheadSample::count).with(told, 3);
    Boxing twice = it -> it * 2;
    Boxing same = Integer::valueOf;
    Boxing plain = Math::abs;
    Counted<Long> counted = MadeAheadSample::itself;
    Counted<Number> other = it -> it.intValue() + 1;
    told.append(twice.of(number)).append(same.of(number)).append(plain.of(-number));
    return told.append(counted.of(5L)).append(other.of(number)).toString();
  }

  private static long count(StringBuilder text, long number) {
    text.append('#');
    return number;
  }

  private static String kind(Object of) {
    return switch (of) {
      case null -> "nothing";
      case Every e when e.a() -> "true";
      case Pair(Integer one, Long other) -> "numbers " + one + other;
      case Pair(Pair(var inner, String text), var other) -> text + kind(inner) + kind(other);
      case Pair pair -> "pair " + kind(pair.one());
      case Shape shape -> shape.name();
      case CharSequence text when text.length() > 1 -> "long";
      case String text -> "short";
      case int[] all -> "array " + all.length;
      case Number number -> "number";
      default -> "other";
    };
  }

  private static Object any(Random random, int depth) {
    return switch (random.nextInt(depth > 2 ? 9 : 13)) {
      case 0 -> null;
      case 1 -> random.nextInt(2);
      case 2 -> (long) random.nextInt(2);
      case 3 -> "";
      case 4 -> "ab".substring(random.nextInt(2));
      case 5 -> new Round(random.nextInt(4));
      case 6 -> Flat.values()[random.nextInt(2)];
      case 7 -> new Empty();
      case 8 -> new Spelt(random.nextBoolean() ? "a" : "A");
      case 9, 10 -> new Pair(any(random, depth + 1), any(random, depth + 1));
      default -> every(random, depth);
    };
  }

  private static Every every(Random random, int depth) {
    double number = NUMBERS.get(random.nextInt(NUMBERS.size()));
    return new Every(
        random.nextBoolean(),
        (byte) random.nextInt(2),
        (char) ('a' + random.nextInt(2)),
        (short) random.nextInt(2),
        random.nextInt(2),
        random.nextInt(2) * 5_000_000_000L,
        (float) number,
        number,
        random.nextBoolean() ? null : "i",
        any(random, depth + 1));
  }

  /// What comes of objects that are made by chance.
  public static String tell(long seed) {
    Random random = new Random(seed);
    StringBuilder told = new StringBuilder(steps(random));
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(any(random, 0));
    }
    Every one = every(random, 3);
    // The same but for one of its parts, as many times as it has.
    for (Every other :
        List.of(
            new Every(one.a, one.b, one.c, one.d, one.e, one.f, one.g, one.h, one.i, one.j),
            new Every(!one.a, one.b, one.c, one.d, one.e, one.f, one.g, one.h, one.i, one.j),
            new Every(one.a, (byte) 9, one.c, one.d, one.e, one.f, one.g, one.h, one.i, one.j),
            new Every(one.a, one.b, 'z', one.d, one.e, one.f, one.g, one.h, one.i, one.j),
            new Every(one.a, one.b, one.c, (short) 9, one.e, one.f, one.g, one.h, one.i, one.j),
            new Every(one.a, one.b, one.c, one.d, 9, one.f, one.g, one.h, one.i, one.j),
            new Every(one.a, one.b, one.c, one.d, one.e, 9, one.g, one.h, one.i, one.j),
            new Every(one.a, one.b, one.c, one.d, one.e, one.f, -one.g, one.h, one.i, one.j),
            new Every(one.a, one.b, one.c, one.d, one.e, one.f, one.g, -one.h, one.i, one.j),
            new Every(one.a, one.b, one.c, one.d, one.e, one.f, one.g, one.h, "z", one.j),
            new Every(one.a, one.b, one.c, one.d, one.e, one.f, one.g, one.h, one.i, "z"))) {
      all.add(other);
    }
    int[] numbers = {1, 2};
    all.addAll(List.of(one, numbers, new Numbers(numbers), new Numbers(numbers)));
    for (Object each : all) {
      told.append(kind(each)).append(' ');
      for (Object other : all) {
        told.append(each != null && each.equals(other) ? '=' : '.');
      }
      // What an array is hashed to is another one each time.
      boolean isSteady = !(each instanceof Numbers || each instanceof int[] || holdsEnum(each));
      told.append(isSteady && each != null ? each.hashCode() : 0).append('\n');
    }
    return told.toString();
  }

  /// As that of an array.
  private static boolean holdsEnum(Object each) {
    return switch (each) {
      case Flat flat -> true;
      case Pair(var one, var other) -> holdsEnum(one) || holdsEnum(other);
      case Every every -> holdsEnum(every.j());
      case null, default -> false;
    };
  }
}
