package keyconsole.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The names of files as text, and back. The backend reads every file whatever its name, and a name
/// is bytes: those that are no text in the system's encoding must not hide a live credential. Such
/// a name is told as [#ODD] and its bytes as in a URI, as in `�%FF.json`.
final class FileNames {

  /// What bytes become that are no text. A name that has it as a character is told by its bytes
  /// too, so that no two files are told by one name.
  private static final char ODD = '\uFFFD';

  private FileNames() {}

  /// The name of a file in a folder.
  static String of(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.indexOf(ODD) < 0) {
      return name;
    }
    String bytes = file.toUri().getRawPath();
    int end = bytes.endsWith("/") ? bytes.length() - 1 : bytes.length();
    return ODD + bytes.substring(bytes.lastIndexOf('/', end - 1) + 1, end);
  }

  /// The file of a name in a folder; empty where there can be no file of that name.
  static Optional<Path> in(Path folder, String name) {
    try {
      boolean odd = !name.isEmpty() && name.charAt(0) == ODD;
      Path file = odd ? ofBytes(folder, name.substring(1)) : folder.resolve(name);
      boolean within = folder.equals(file.getParent()) && !name.equals("..");
      return within && of(file).equals(name) ? Optional.of(file) : Optional.empty();
    } catch (IllegalArgumentException e) {
      // What no file can be called, as in a journal that somebody else wrote.
      return Optional.empty();
    }
  }

  private static Path ofBytes(Path folder, String bytes) {
    String above = folder.toUri().toString();
    URI whole = URI.create(above + (above.endsWith("/") ? "" : "/") + bytes);
    Path name = folder.getFileSystem().provider().getPath(whole).getFileName();
    return name == null ? folder : folder.resolve(name);
  }
}
