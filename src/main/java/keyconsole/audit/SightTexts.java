package keyconsole.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import keyconsole.domain.Value;
import keyconsole.store.Json;

/// What keys have in common, written once and kept once: of a hundred thousand keys most have the
/// same capabilities, restrictions and constraints. Any thread.
final class SightTexts {

  /// No more lists are remembered; others are written each time.
  private static final int MOST = 4_096;

  private static final int MOST_DIGESTS = 8;

  private static final MessageDigest BEGUN = begun();

  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<List<String>, String> lists = new ConcurrentHashMap<>();

  private final List<Digested> digests = new CopyOnWriteArrayList<>();

  private record Digested(Value.Fields fields, long digest) {}

  private static MessageDigest begun() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update("key console: seen ".getBytes(StandardCharsets.US_ASCII));
      return sha256;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  /// The same text, as it was given first.
  String shared(String text) {
    String before = texts.putIfAbsent(text, text);
    return before == null ? text : before;
  }

  /// A list of texts as JSON on one line, cut where it is long.
  String list(List<String> items) {
    if (items.isEmpty()) {
      return "[]";
    }
    String known = lists.get(items);
    if (known == null) {
      byte[] line = Json.line(Value.Items.ofTexts(items));
      known = shared(cut(new String(line, StandardCharsets.US_ASCII)));
      if (lists.size() < MOST) {
        lists.put(List.copyOf(items), known);
      }
    }
    return known;
  }

  /// The same text, or its beginning with a digest of all of it.
  static String cut(String text) {
    return text.length() <= KeySight.LONGEST_TEXT
        ? text
        : text.substring(0, KeySight.LONGEST_TEXT) + "… " + Long.toHexString(digest(text));
  }

  /// 64 bits of a digest of free JSON, in which the order of names counts.
  long digest(Value.Fields fields) {
    for (Digested known : digests) {
      if (isSame(known.fields(), fields)) {
        return known.digest();
      }
    }
    long digest = digest(Json.line(fields));
    if (digests.size() < MOST_DIGESTS) {
      digests.add(new Digested(fields, digest));
    }
    return digest;
  }

  /// Whether two values read the same, names in the same order too.
  private static boolean isSame(Value one, Value other) {
    return switch (one) {
      case Value.Fields(Map<String, Value> fields) ->
          other instanceof Value.Fields(Map<String, Value> others) && isSame(fields, others);
      case Value.Items(List<Value> items) ->
          other instanceof Value.Items(List<Value> others) && isSame(items, others);
      default -> one.equals(other);
    };
  }

  private static boolean isSame(Map<String, Value> fields, Map<String, Value> others) {
    boolean same = fields.size() == others.size();
    Iterator<Map.Entry<String, Value>> other = others.entrySet().iterator();
    for (Map.Entry<String, Value> each : fields.entrySet()) {
      if (!same) {
        return false;
      }
      Map.Entry<String, Value> there = other.next();
      same = each.getKey().equals(there.getKey()) && isSame(each.getValue(), there.getValue());
    }
    return same;
  }

  private static boolean isSame(List<Value> items, List<Value> others) {
    boolean same = items.size() == others.size();
    for (int i = 0; same && i < items.size(); i++) {
      same = isSame(items.get(i), others.get(i));
    }
    return same;
  }

  /// The same of a text, as a key file has it: lone surrogates have no UTF-8.
  static long digest(String text) {
    return digest(
        isPlain(text)
            ? ("\"" + text + "\"").getBytes(StandardCharsets.US_ASCII)
            : Json.line(new Value.Text(text)));
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static long digest(byte[] text) {
    byte[] whole = copyOfBegun().digest(text);
    long first = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      first = first << 8 | (whole[i] & 0xFF);
    }
    return first;
  }

  private static MessageDigest copyOfBegun() {
    try {
      return (MessageDigest) BEGUN.clone();
    } catch (CloneNotSupportedException e) {
      return begun();
    }
  }
}
