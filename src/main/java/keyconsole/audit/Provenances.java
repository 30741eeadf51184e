package keyconsole.audit;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.KeyId;
import keyconsole.domain.Message;
import keyconsole.domain.Provenance;
import keyconsole.domain.Value;
import keyconsole.store.LogFolder;
import keyconsole.store.StoreException;

/// Where each key comes from, gathered from the audit lines and kept until a file of them changes.
/// Any thread; one reads, the others wait for what it found.
final class Provenances {

  private final LogFolder folder;
  private Map<Path, String> stamps = Map.of();
  private Map<String, Provenance> byKey = Map.of();

  Provenances(LogFolder folder) {
    this.folder = folder;
  }

  synchronized Provenance of(KeyId id) {
    Map<Path, String> now = stamps();
    if (!now.equals(stamps)) {
      Map<String, Provenance> found = new HashMap<>();
      folder.forEach(record -> take(record.fields(), found));
      byKey = found;
      stamps = now;
    }
    return byKey.getOrDefault(id.text(), Provenance.UNKNOWN);
  }

  /// Taken before the lines are read, so that a line that comes meanwhile shows.
  private Map<Path, String> stamps() {
    Map<Path, String> found = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.folder())) {
      for (Path file : files) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        found.put(file, attributes.size() + " " + attributes.lastModifiedTime());
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | DirectoryIteratorException e) {
      throw new StoreException(
          Message.of(FileTrouble.FOLDER_NOT_LISTED, folder.folder(), FileReason.of(e)),
          folder.folder(),
          e);
    }
    return found;
  }

  private static void take(Value.Fields line, Map<String, Provenance> found) {
    if (!(line.get("details").orElse(Value.NOTHING) instanceof Value.Fields details)) {
      return;
    }
    Optional<String> key = text(details, "key_id");
    if (key.isEmpty()) {
      return;
    }
    Optional<String> creator =
        text(line, "action").filter("api_key_created"::equals).flatMap(_ -> text(line, "user_id"));
    Provenance told =
        new Provenance(creator, id(details, "predecessor_id"), id(details, "successor_id"));
    if (!told.equals(Provenance.UNKNOWN)) {
      found.merge(key.get(), told, Provenances::joined);
    }
  }

  /// The later line wins where both say something.
  private static Provenance joined(Provenance before, Provenance after) {
    return new Provenance(
        after.creator().or(before::creator),
        after.predecessor().or(before::predecessor),
        after.successor().or(before::successor));
  }

  private static Optional<KeyId> id(Value.Fields fields, String name) {
    return text(fields, name).flatMap(KeyId::parse);
  }

  private static Optional<String> text(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.NOTHING) instanceof Value.Text(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
