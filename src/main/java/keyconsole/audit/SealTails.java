package keyconsole.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import keyconsole.domain.SealFinding;
import keyconsole.domain.Value;
import keyconsole.store.Json;
import keyconsole.store.Json.JsonException;

/// What was seen behind the sealed part of each file, as a rule the beginning of a last line. A
/// seal vouches for none of it: where it reads otherwise later, that is told apart from the edit of
/// a sealed line.
///
/// It is kept as text, so that it outlasts the process; what cannot be kept is remembered for as
/// long as the process lives. Any thread.
final class SealTails {

  /// As much as is looked at of what could not be sealed.
  private static final int MOST = 1 << 20;

  private record Tail(long from, long line, int size, String digest) {

    boolean isThere(SealFile file) throws IOException {
      return SealHash.sha256(file.bytes(from, size)).equals(digest);
    }

    SealFinding rewritten(String name) {
      return new SealFinding(SealFinding.Kind.UNSEALED_CHANGED, name, line, 1);
    }
  }

  /// What is kept.
  private record Kept(Map<String, Tail> tails, Set<SealFinding> rewritten) {}

  /// Of these the file counts: another console of this user may have gone on.
  private Kept kept = new Kept(new TreeMap<>(), new LinkedHashSet<>());

  /// What is not kept yet.
  private final Map<String, Tail> seen = new HashMap<>();

  private final Set<SealFinding> found = new LinkedHashSet<>();

  /// Takes what was kept, by this process or another one.
  synchronized void take(String text) {
    kept = read(text);
  }

  /// All that is to be kept, one a line.
  synchronized String text() {
    Map<String, Tail> tails = new TreeMap<>(kept.tails());
    tails.putAll(seen);
    Set<SealFinding> rewritten = new LinkedHashSet<>(kept.rewritten());
    rewritten.addAll(found);
    StringBuilder text = new StringBuilder();
    tails.forEach((name, tail) -> text.append(line(name, tail)).append('\n'));
    rewritten.forEach(it -> text.append(line(it)).append('\n'));
    return text.toString();
  }

  /// Knows that all is kept.
  synchronized void isKept() {
    kept.tails().putAll(seen);
    kept.rewritten().addAll(found);
    seen.clear();
    found.clear();
  }

  private static String line(String name, Tail tail) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("file", new Value.Text(name));
    fields.put("line", Value.Numeral.of(tail.line()));
    fields.put("from", Value.Numeral.of(tail.from()));
    fields.put("size", Value.Numeral.of(tail.size()));
    fields.put("digest", new Value.Text(tail.digest()));
    return line(fields);
  }

  private static String line(SealFinding rewritten) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("rewritten", new Value.Text(rewritten.file()));
    fields.put("line", Value.Numeral.of(rewritten.line()));
    return line(fields);
  }

  private static String line(Map<String, Value> fields) {
    return new String(Json.line(new Value.Fields(fields)), StandardCharsets.UTF_8);
  }

  /// The text bears this user's signature, so that each line is one that was written here.
  private static Kept read(String text) {
    Kept read = new Kept(new TreeMap<>(), new LinkedHashSet<>());
    for (String line : text.lines().toList()) {
      try {
        if (Json.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof Value.Fields fields) {
          take(fields, read);
        }
      } catch (JsonException e) {
        throw new IllegalStateException("A line that was signed is no JSON", e);
      }
    }
    return read;
  }

  private static void take(Value.Fields fields, Kept into) {
    long line = Seal.number(fields, "line");
    Seal.text(fields, "rewritten")
        .ifPresent(
            name ->
                into.rewritten()
                    .add(new SealFinding(SealFinding.Kind.UNSEALED_CHANGED, name, line, 1)));
    Seal.text(fields, "file")
        .ifPresent(
            name ->
                into.tails()
                    .put(
                        name,
                        new Tail(
                            Seal.number(fields, "from"),
                            line,
                            Math.clamp(Seal.number(fields, "size"), 0, MOST),
                            Seal.text(fields, "digest").orElse(""))));
  }

  /// Whether what was seen is still there; what is behind it may have come since.
  synchronized boolean check(String name, SealFile file) throws IOException {
    boolean same = true;
    for (Tail tail : tails(name)) {
      if (!tail.isThere(file)) {
        found.add(tail.rewritten(name));
        same = false;
      }
    }
    seen.remove(name);
    kept.tails().remove(name);
    return same;
  }

  private Set<Tail> tails(String name) {
    Set<Tail> tails = new LinkedHashSet<>();
    for (Map<String, Tail> each : List.of(kept.tails(), seen)) {
      Tail tail = each.get(name);
      if (tail != null) {
        tails.add(tail);
      }
    }
    return tails;
  }

  /// Remembers what stands behind a place.
  ///
  /// @param lines before that place
  synchronized void see(String name, SealFile file, long from, long lines) throws IOException {
    byte[] bytes = file.bytes(from, Math.clamp(file.size() - from, 0, MOST));
    if (bytes.length > 0) {
      seen.put(name, new Tail(from, lines + 1, bytes.length, SealHash.sha256(bytes)));
    }
  }

  /// Whether something of a file was seen that was not sealed.
  synchronized boolean knows(String name) {
    return !tails(name).isEmpty();
  }

  /// Forgets what was seen of a file, and that it was rewritten.
  synchronized void forget(String name) {
    seen.remove(name);
    kept.tails().remove(name);
    found.removeIf(it -> it.file().equals(name));
    kept.rewritten().removeIf(it -> it.file().equals(name));
  }

  /// All that were rewritten, up to this moment.
  ///
  /// @param text what is kept now
  /// @param except files of which a sealed line was changed: what stands behind it may have moved
  synchronized List<SealFinding> rewritten(String text, Path audit, Set<String> except) {
    Kept now = read(text);
    Set<SealFinding> all = new LinkedHashSet<>(now.rewritten());
    all.addAll(found);
    Map<String, List<Tail>> tails = new TreeMap<>();
    now.tails()
        .forEach((name, tail) -> tails.computeIfAbsent(name, _ -> new ArrayList<>()).add(tail));
    seen.forEach((name, tail) -> tails.computeIfAbsent(name, _ -> new ArrayList<>()).add(tail));
    tails.keySet().removeAll(except);
    tails.forEach((name, each) -> all.addAll(rewritten(audit, name, each)));
    return List.copyOf(all);
  }

  private static List<SealFinding> rewritten(Path audit, String name, List<Tail> tails) {
    List<SealFinding> rewritten = new ArrayList<>();
    try (SealFile file = SealFile.open(audit.resolve(name))) {
      for (Tail tail : tails) {
        if (!tail.isThere(file)) {
          rewritten.add(tail.rewritten(name));
        }
      }
    } catch (NoSuchFileException e) {
      // Where some of it was sealed, its seal tells that.
      return tails.stream()
          .filter(tail -> tail.from() == 0)
          .map(tail -> tail.rewritten(name))
          .toList();
    } catch (IOException e) {
      // That it cannot be read, its seal tells.
      return List.of();
    }
    return rewritten;
  }
}
