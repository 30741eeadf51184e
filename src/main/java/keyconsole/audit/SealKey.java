package keyconsole.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import keyconsole.domain.FileReason;
import keyconsole.domain.FileTrouble;
import keyconsole.domain.Message;
import keyconsole.store.StoreException;

/// What this user's seals are signed with, with HMAC-SHA-256. It is nowhere but in the user's own
/// folder: who changes the log and the seals in `.console` cannot sign what would fit. Any thread.
final class SealKey {

  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Path file;
  private final SecretKeySpec secret;
  private final String id;

  private SealKey(Path file, byte[] secret) {
    this.file = file;
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    byte[] named = hmac("key console seals: which key".getBytes(StandardCharsets.UTF_8));
    this.id = HexFormat.of().formatHex(named, 0, 8);
  }

  /// The key in a file, which is made where it is missing, mode 600.
  ///
  /// @throws StoreException if there is none and none can be made
  static SealKey in(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      byte[] secret = Files.readAllBytes(file);
      try {
        if (secret.length != BYTES) {
          throw new StoreException(Message.of(FileTrouble.NO_SEAL_KEY, file), file);
        }
        return new SealKey(file, secret);
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.SEAL_KEY_NOT_USED, file, FileReason.of(e)), file, e);
    }
  }

  /// Made whole beside its place, so that another console of this user never reads a part of it.
  private static void make(Path file) throws IOException {
    Path folder = SealFolder.parent(file);
    SealFolder.make(folder);
    Path beside =
        Files.createTempFile(folder, ".key", ".tmp", SealFolder.mode(folder, "rw-------"));
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
      SealFolder.write(channel, secret);
      channel.force(true);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
    try {
      link(file, beside);
      SealFolder.force(folder);
    } catch (FileAlreadyExistsException e) {
      // Another console of this user was first; its key is the key.
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void link(Path file, Path beside) throws IOException {
    try {
      Files.createLink(file, beside);
    } catch (UnsupportedOperationException e) {
      Files.move(beside, file);
    }
  }

  /// Names the key, and tells nothing of it.
  String id() {
    return id;
  }

  Path file() {
    return file;
  }

  /// Whether others than its owner may read or write it.
  boolean isExposed() {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      return mode.stream().anyMatch(OTHERS::contains);
    } catch (UnsupportedOperationException e) {
      return false;
    } catch (IOException e) {
      throw new StoreException(
          Message.of(FileTrouble.MODE_NOT_READ, file, FileReason.of(e)), file, e);
    }
  }

  /// In hex.
  String sign(byte[] bytes) {
    return HexFormat.of().formatHex(hmac(bytes));
  }

  /// Whether a signature is what [#sign] gives.
  boolean signed(byte[] bytes, String signature) {
    return MessageDigest.isEqual(
        sign(bytes).getBytes(StandardCharsets.US_ASCII),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] hmac(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
