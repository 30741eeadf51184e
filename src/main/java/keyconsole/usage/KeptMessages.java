package keyconsole.usage;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keyconsole.domain.FileProblem;
import keyconsole.domain.JsonMistake;
import keyconsole.domain.Message;

/// What is wrong with lines, in bytes: without words, as those are in the language of whoever reads
/// them. A class of its own, for most files have no such line.
final class KeptMessages {

  private static final int MESSAGE = 0;
  private static final int NUMBER = 1;
  private static final int TEXT = 2;

  private static final Map<String, Message.Kind> KINDS =
      Stream.<Message.Kind>concat(
              Arrays.stream(FileProblem.values()), Arrays.stream(JsonMistake.values()))
          .collect(Collectors.toUnmodifiableMap(Message.Kind::key, Function.identity()));

  private KeptMessages() {}

  static void write(ByteOutput out, Message message) {
    out.string(message.kind().key());
    out.number(message.about().size());
    for (Object about : message.about()) {
      switch (about) {
        case Message within -> {
          out.number(MESSAGE);
          write(out, within);
        }
        case Integer number -> {
          out.number(NUMBER);
          out.number(number);
        }
        default -> {
          out.number(TEXT);
          out.string(about.toString());
        }
      }
    }
  }

  /// @throws IndexOutOfBoundsException if it is none
  static Message read(ByteInput in) {
    String key = in.string();
    Message.Kind kind = KINDS.get(key);
    if (kind == null) {
      throw new IndexOutOfBoundsException("nothing is called " + key);
    }
    Object[] about = new Object[in.count()];
    for (int i = 0; i < about.length; i++) {
      about[i] =
          switch (in.smallNumber()) {
            case MESSAGE -> read(in);
            case NUMBER -> in.smallNumber();
            default -> in.string();
          };
    }
    return Message.of(kind, about);
  }
}
