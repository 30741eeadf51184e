package keyconsole.service;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import keyconsole.audit.LineText;
import keyconsole.domain.AuditRecord;

/// The SHA-256 of one line; remembers as much of it as an audit record shows.
final class LineDigest extends OutputStream {

  private final MessageDigest digest = sha256();
  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    boolean ends = length > 0 && bytes[from + length - 1] == '\n';
    int inLine = ends ? length - 1 : length;
    digest.update(bytes, from, inLine);
    int room = AuditRecord.MOST_TEXT + 1 - beginning.size();
    beginning.write(bytes, from, Math.min(room, inLine));
  }

  /// Whether the line begins as the record tells it.
  boolean isOf(AuditRecord record) {
    return LineText.of(beginning.toByteArray(), 0, beginning.size())
        .equals(new LineText(record.text(), record.cut()));
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
