package keyconsole.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// Content of day files: the backend's own lines, lines that say the same otherwise, lines that say
/// nothing, and all of these damaged.
final class MutatedUsage {

  private static final String EXACT =
      "{\"timestamp\": \"%s\", \"key_id\": \"%s\", \"endpoint\": \"%s\", \"client_ip\": \"%s\","
          + " \"tenant\": \"t.example\"}";

  private MutatedUsage() {}

  /// A line in the backend's own form, without its end.
  static String exact(String time, String key, String endpoint, String ip) {
    return EXACT.formatted(time, key, endpoint, ip);
  }

  /// Lines with their ends, some of them damaged.
  static Arbitrary<byte[]> content() {
    Arbitrary<String> ends =
        Arbitraries.frequency(
            Tuple.of(12, "\n"), Tuple.of(2, "\r\n"), Tuple.of(1, "\n \t\n"), Tuple.of(1, ""));
    Arbitrary<byte[]> whole =
        Combinators.combine(lines(), ends)
            .as(String::concat)
            .list()
            .ofMaxSize(25)
            .map(all -> String.join("", all).getBytes(StandardCharsets.UTF_8));
    Arbitrary<List<Damage>> damages =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(List.<Damage>of())),
            Tuple.of(2, damage().list().ofMaxSize(5)));
    return Combinators.combine(whole, damages)
        .as(
            (bytes, all) -> {
              byte[] damaged = bytes;
              for (Damage each : all) {
                damaged = each.done(damaged);
              }
              return damaged;
            });
  }

  /// Lines without their ends.
  static Arbitrary<String> lines() {
    Arbitrary<String> record =
        Combinators.combine(times(), keys(), endpoints(), ips(), forms())
            .as((time, key, endpoint, ip, form) -> form.formatted(time, key, endpoint, ip));
    Arbitrary<String> exact =
        Combinators.combine(
                Arbitraries.integers().between(1, 28),
                Arbitraries.integers().between(0, 86_399),
                Arbitraries.of("", ".000001", ".999999", ".082797"),
                keys(),
                endpoints(),
                ips())
            .as(
                (day, second, fraction, key, endpoint, ip) ->
                    EXACT.formatted(
                        "2026-02-%02dT%02d:%02d:%02d%s"
                            .formatted(
                                day, second / 3_600, second / 60 % 60, second % 60, fraction),
                        key,
                        endpoint,
                        ip));
    return Arbitraries.frequencyOf(
        Tuple.of(5, exact),
        Tuple.of(5, nearly(exact)),
        Tuple.of(2, oddTimes()),
        Tuple.of(5, record),
        Tuple.of(2, bad()),
        Tuple.of(1, exact.list().ofSize(2).map(two -> String.join("", two))),
        Tuple.of(1, Combinators.combine(bad(), exact).as(String::concat)));
  }

  private static Arbitrary<String> oddTimes() {
    return Combinators.combine(times(), Arbitraries.of("k1", "k2"))
        .as((time, key) -> EXACT.formatted(time, key, "/v1/chat", "10.0.0.5"));
  }

  /// Lines of which one character is another, or one too many.
  private static Arbitrary<String> nearly(Arbitrary<String> lines) {
    Arbitrary<String> characters =
        Arbitraries.of(
            "0", "1", "2", "3", "6", "9", "/", ":", ".", "-", "T", "a", " ", "\"", "\\", "{", "}",
            "\u0000", "\t", "\r", "\u001f", "\u007f", "é");
    return Combinators.combine(
            lines,
            characters,
            Arbitraries.oneOf(
                Arbitraries.integers().between(0, 50), Arbitraries.integers().between(0, 250)),
            Arbitraries.integers().between(0, 1))
        .as(
            (line, character, at, replaced) -> {
              int from = at % line.length();
              return line.substring(0, from) + character + line.substring(from + replaced);
            });
  }

  private static Arbitrary<String> times() {
    return Arbitraries.of(
        "2026-02-01T10:00:00",
        "2026-02-01T10:00:00.000000",
        "2026-02-01T23:59:59.999999",
        "2026-02-28T24:00:00",
        "2026-02-28T23:59:60",
        "2026-02-29T00:00:00",
        "2024-02-29T00:00:00",
        "2026-13-01T00:00:00",
        "2026-00-10T00:00:00",
        "2026-02-01T10:60:00",
        "2026-02-01T10:00:60",
        "2026-02-01T10:00:00Z",
        "2026-02-01T03:29:59.5+05:30",
        "2026-02-28T20:00:00-23:59",
        "2026-02-01T10:00:00+24:00",
        "2026-02-01T10:00:00+02",
        "2026-02-01T10:00:00,123456789",
        "2026-02-01T10:00:00.1234567",
        "2026-02-01T10:00:00.12345",
        "2026-02-01T10:00:00.",
        "2026-02-01T10:00:00.12345Z",
        "2026-02-01T10:00:00+0200",
        "2026-02-01 10:00",
        "2026-02-01T10",
        "2026-02-01",
        "2026-02-0110:00:00",
        "20260201T100000",
        " 2026-02-01T10:00:00",
        "2026-02-01T10:00:00 ",
        "2026-02-01\\u005410:00:00",
        "2026-02-01\\ud83d\\ude0010:00:00",
        "2026-02-01T1/:00:00",
        "2026-02-01T10:0::00",
        "202\uff16-02-01T10:00:00",
        "0000-01-01T00:00:00",
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00+01:00",
        "1969-12-31T23:59:59.999999",
        "9999-12-31T23:59:59.999999",
        "+2026-02-01T10:00:00",
        "");
  }

  private static Arbitrary<String> keys() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            3,
            Arbitraries.of(
                "8c5ad429-df12-4037-905a-49cce4f9c35c",
                "8c5ad429-df12-4037-905a-49cce4f9c35d",
                "k1",
                "k\\u0031",
                "K1")),
        Tuple.of(
            2,
            Arbitraries.of(
                "",
                " ",
                "東京",
                "\\u6771\\u4eac",
                "\\ud800",
                "\\udc00\\ud800",
                "\\u0000",
                "\u007f",
                "\\\"",
                "\\\\",
                "k\\/1",
                "k/1",
                "\ud83d\ude00",
                "\\ud83d\\ude00",
                "\\u00E9",
                "é")),
        Tuple.of(2, sameButForTheirLengths()));
  }

  /// Texts of every length up to some words, that differ in their last bytes alone.
  private static Arbitrary<String> sameButForTheirLengths() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 40), Arbitraries.of("", "a", "b", "\u007f", "ab"))
        .as((length, end) -> "a".repeat(length) + end);
  }

  private static Arbitrary<String> endpoints() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.of("/v1/chat", "/v1/rag/search", "/v1/chat?", "")),
        Tuple.of(
            1,
            Arbitraries.of(
                "/v1/\\\"x\\\"{",
                "/é",
                "\\/v1\\/chat",
                "\\n",
                "/\\\\",
                "/v1/{\\\"timestamp\\\": \\\"")),
        Tuple.of(1, sameButForTheirLengths()));
  }

  private static Arbitrary<String> ips() {
    return Arbitraries.of(
        "10.0.0.5",
        "10.0.0.05",
        "010.0.0.5",
        "10.0.0.50",
        "0.0.0.0",
        "255.255.255.255",
        "256.0.0.1",
        "10.0.0",
        "10.0.0.5.",
        "10.0.0.5.6",
        "10..0.5",
        "1.2.3.4 ",
        "-1.2.3.4",
        "::1",
        "::",
        "0:0:0:0:0:0:0:1",
        "2001:db8::1",
        "2001:DB8::1",
        "2001:db8:0:0:0:0:0:1",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "::ffff:10.0.0.5",
        "fe80::1%eth0",
        "10.0.0.5:8080",
        "localhost",
        "\\u0031.2.3.4",
        "é",
        "\\ud800",
        "");
  }

  private static Arbitrary<String> forms() {
    return Arbitraries.of(
        EXACT,
        " " + EXACT + "\t",
        EXACT + " ",
        EXACT.replace(", \"tenant\": \"t.example\"", ""),
        EXACT.replace("\"t.example\"", "\"t\\u0041\""),
        EXACT.replace("\"t.example\"", "\"\""),
        EXACT.replace("\"t.example\"", "5"),
        EXACT.replace("\"t.example\"", "\"東\""),
        EXACT.replace("}", " }"),
        EXACT.replace("}", ", \"key_id\": \"last\"}"),
        EXACT.replace("}", ", \"key_id\": 5}"),
        EXACT.replace("}", ", \"endpoint\": null, \"client_ip\": {\"client_ip\": \"x\"}}"),
        EXACT.replace("}", ", \"timestamp\": \"2026-02-05T05:05:05\"}"),
        EXACT.replace("}", ", \"x\": {\"key_id\": \"inner\", \"timestamp\": []}}"),
        EXACT.replace("}", ", \"x\": [NaN, Infinity, -Infinity, -0.0e+12, true, null]}"),
        EXACT.replace("}", ", \"x\": -INF}"),
        EXACT.replace("}", ", \"x\": 01}"),
        EXACT.replace("}", ", \"x\": 1.}"),
        EXACT.replace("}", ",}"),
        EXACT.replace("}", ", \"x\": \"\t\"}"),
        EXACT.replace("}", ", \"x\": \"\\x\"}"),
        EXACT.replace("}", ", \"x\": " + "9".repeat(4_300) + "}"),
        EXACT.replace("}", ", \"x\": -" + "9".repeat(4_301) + "}"),
        EXACT.replace("}", ", \"x\": " + "9".repeat(4_301) + ".0}"),
        EXACT.replace("}", ", \"x\": " + "[".repeat(989) + "]".repeat(989) + "}"),
        EXACT.replace("}", ", \"x\": " + "[".repeat(990) + "]".repeat(990) + "}"),
        EXACT.replace("\"key_id\"", "\"key\\u005fid\""),
        "{\"timestamp\":\"%1$s\",\"key_id\":\"%2$s\",\"endpoint\":\"%3$s\"}",
        "{\"timestamp\": \"%1$s\", \"key_id\": \"%2$s\"}",
        "{\"timestamp\": \"%1$s\", \"key_id\": 5, \"endpoint\": \"%3$s\"}",
        "{\"timestamp\": \"%1$s\", \"key_id\": null}",
        "{\"timestamp\": 5, \"key_id\": \"%2$s\"}",
        "{\"timestamp\": \"%1$s\", \"endpoint\": \"%3$s\", \"client_ip\": \"%4$s\"}",
        "{\"bytes\": 1, \"timestamp\": \"%1$s\", \"key_id\": \"%2$s\", \"client_ip\": \"%4$s\"}",
        "{\"tenant\": \"t\", \"client_ip\": \"%4$s\", \"endpoint\": \"%3$s\", \"key_id\": \"%2$s\","
            + " \"timestamp\": \"%1$s\"}",
        "{\"timestamp\": \"%1$s\", \"key_id\": \"%2$s\", \"client_ip\": \"%4$s\", \"endpoint\":"
            + " \"%3$s\", \"tenant\": \"t\"}",
        "{\"timestamp\": \"%1$s\", \"key_id\": \"%2$s\", \"endpoint\": 7, \"client_ip\":"
            + " [\"%4$s\"]}");
  }

  private static Arbitrary<String> bad() {
    return Arbitraries.of(
        "not json",
        "[1]",
        "[{}, \"]\"] ",
        "12",
        "-",
        "1.5e",
        "nulltrue",
        "\"text\"",
        "\"text",
        "{}",
        "{",
        "{\"key_id\": \"k1\"}",
        "{\"timestamp\": \"2026-02-01T10:00:00\", \"key_id\": \"k",
        "{\"timestamp\": \"",
        "{\"timestamp\": \"{\"timestamp\": \"",
        "}",
        ",",
        "\u0000",
        "\f",
        "\u00a0",
        "\ufeff",
        "[".repeat(991),
        "",
        "  ",
        "\t\r");
  }

  private static Arbitrary<Damage> damage() {
    return Combinators.combine(
            Arbitraries.of(Damage.Kind.values()),
            Arbitraries.integers().between(0, 100_000),
            Arbitraries.integers().between(1, 300),
            Arbitraries.of(
                "\r",
                "\n",
                "\r\n",
                " ",
                "\"",
                "\\",
                "{",
                "}",
                ",",
                "\u0000",
                "\u001f",
                "\u007f",
                "\u0080",
                "\u00ff",
                "\u00c3",
                "\u00ed\u00a0\u0080",
                "\u00c0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00ef\u00bb\u00bf",
                "\u00e6\u009d\u00b1",
                "T",
                "0"))
        .as(Damage::new);
  }

  /// Something done to the bytes of a file.
  ///
  /// @param at where, beyond the end from the beginning again
  /// @param latin1 the bytes that it takes
  record Damage(Kind kind, int at, int length, String latin1) {
    enum Kind {
      FLIP,
      OVERWRITE,
      INSERT,
      CUT_OUT,
      DOUBLE,
      CUT_OFF
    }

    byte[] done(byte[] bytes) {
      int from = at % (bytes.length + 1);
      int to = Math.min(bytes.length, from + length);
      byte[] own = latin1.getBytes(StandardCharsets.ISO_8859_1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, from);
      switch (kind) {
        case FLIP -> {
          if (from < bytes.length) {
            out.write(bytes[from] ^ 1 << length % 8);
            out.write(bytes, from + 1, bytes.length - from - 1);
          }
        }
        case OVERWRITE -> {
          out.writeBytes(own);
          int behind = Math.min(bytes.length, from + own.length);
          out.write(bytes, behind, bytes.length - behind);
        }
        case INSERT -> {
          out.writeBytes(own);
          out.write(bytes, from, bytes.length - from);
        }
        case CUT_OUT -> out.write(bytes, to, bytes.length - to);
        case DOUBLE -> {
          out.write(bytes, from, to - from);
          out.write(bytes, from, bytes.length - from);
        }
        case CUT_OFF -> {
          if (length > 100) {
            // As a rule it would leave too little for anything else.
            out.write(bytes, from, bytes.length - from);
          }
        }
      }
      return out.toByteArray();
    }

    @Override
    public String toString() {
      return kind + " at " + at + " of " + length + " " + Arrays.toString(latin1.toCharArray());
    }
  }
}
