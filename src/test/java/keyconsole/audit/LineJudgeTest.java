package keyconsole.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import keyconsole.audit.RowJudge.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the bytes of a line tell without being made into values, which is what makes a text quick
/// to find that stands in most lines, or in other ones.
class LineJudgeTest {

  private static final String LINE =
      "{\"timestamp\": \"2026-11-23T00:00:00\", \"action\": \"api_key_created\", \"user_id\": \"dana\","
          + " \"details\": {\"key_id\": \"k1\", \"name\": \"Donn\\u00e9es\", \"limits\": {\"hour\": [1, 20]}}}\n";

  @TempDir Path folder;

  private Verdict judge(String query, String line) throws IOException {
    Files.writeString(folder.resolve("audit_2026-11-23.jsonl"), line);
    AuditView view = AuditIndex.open(folder, Optional.empty()).refresh();
    AuditQuery understood =
        ((AuditQuery.Understood) AuditQuery.parse(query, ZoneOffset.UTC)).query();
    LineJudge judge = new LineJudge(understood, new RowJudge(understood, view.texts()));
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return judge.judge(view.files().getFirst(), 0, bytes, 0, bytes.length);
  }

  @Test
  void bytesDecideOnWordsInEitherForm() throws IOException {
    assertEquals(Verdict.YES, judge("CREATED", LINE));
    assertEquals(Verdict.YES, judge("données", LINE));
    assertEquals(Verdict.NO, judge("café", LINE));
    assertEquals(Verdict.NO, judge("-created", LINE));
    assertEquals(Verdict.YES, judge("-café", LINE));
    assertEquals(Verdict.NO, judge("key_id", LINE), "a name is no value");
    assertEquals(Verdict.NO, judge("\"k1 name\"", LINE));
  }

  @Test
  void aTextIsNotTakenForAValueWhereItIsANameOrAnEscape() throws IOException {
    assertEquals(Verdict.NO, judge("user_id", LINE.replace("\"user_id\":", "\"user_id\" :")));
    assertEquals(Verdict.YES, judge("key_id", LINE.replace("\"k1\"", "\"the key_id\"")));
    assertEquals(Verdict.NO, judge("name", LINE.replace("dana", "\\name")));
    assertEquals(Verdict.NO, judge("0061na", LINE.replace("dana", "\\u0061na")));
    assertEquals(Verdict.YES, judge("ana", LINE.replace("dana", "\\\\ana")));
    assertEquals(Verdict.YES, judge("20", LINE.replace("2026-11-23T00:00:00", "")));
    assertEquals(Verdict.NO, judge("\", \"", LINE));
    assertEquals(Verdict.NO, judge("\": \"", LINE));
  }

  @Test
  void bytesDecideOnDetailsAndKeys() throws IOException {
    assertEquals(Verdict.YES, judge("detail.hour:5,20", LINE));
    assertEquals(Verdict.YES, judge("detail.limits.hour:\"1\" action:created", LINE));
    assertEquals(Verdict.NO, judge("detail.day:5,20", LINE));
    assertEquals(Verdict.NO, judge("detail.name:dana", LINE));
    assertEquals(Verdict.YES, judge("key:k1,k2", LINE));
    assertEquals(Verdict.NO, judge("key:dana", LINE));
  }

  @Test
  void nameThatStandsTwiceOrInAnotherFormIsLeftToTheReader() throws IOException {
    String twice = LINE.replace("\"limits\"", "\"name\": \"k2\", \"limits\"");
    assertEquals(Verdict.OPEN, judge("detail.name:données", twice));
    assertEquals(
        Verdict.OPEN, judge("k2", LINE.replace("\"name\": ", "\"n\\u0061me\": \"k2\", \"x\": ")));
    assertEquals(Verdict.NO, judge("k3", twice));
  }
}
