package keyconsole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What stands under a folder: each path with its mode, owner, time of change and content.
public final class TreeState {

  private TreeState() {}

  /// The whole, to compare with a later one.
  public static Map<String, String> of(Path folder) {
    return read(folder, true);
  }

  /// The same without times: a temporary file that came and went leaves its folder's changed.
  public static Map<String, String> withoutTimes(Path folder) {
    return read(folder, false);
  }

  private static Map<String, String> read(Path folder, boolean times) {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        Map<String, Object> about =
            Files.readAttributes(path, "unix:mode,uid,gid,ctime", LinkOption.NOFOLLOW_LINKS);
        String content = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? digest(path) : "";
        state.put(
            folder.relativize(path).toString(),
            about.get("mode")
                + " "
                + about.get("uid")
                + " "
                + about.get("gid")
                + " "
                + content
                + (times ? " " + about.get("ctime") : ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return state;
  }

  private static String digest(Path file) throws IOException {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
