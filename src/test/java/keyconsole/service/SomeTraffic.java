package keyconsole.service;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import keyconsole.domain.Traffic;

/// Requests written as a person would note them.
final class SomeTraffic {

  private SomeTraffic() {}

  /// @param lines a moment, an endpoint and an address each, `-` for none; in order
  static Traffic of(LocalDate from, LocalDate to, long earlierInMonth, List<String> lines) {
    long[] micros = new long[lines.size()];
    int[] endpoints = new int[lines.size()];
    int[] addresses = new int[lines.size()];
    List<String> endpointTexts = new ArrayList<>();
    List<String> addressTexts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).split(" ");
      LocalDateTime time = LocalDateTime.parse(parts[0]);
      micros[i] =
          time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.get(ChronoField.MICRO_OF_SECOND);
      endpoints[i] = place(endpointTexts, parts[1]);
      addresses[i] = place(addressTexts, parts[2]);
    }
    return new Traffic(
        from, to, earlierInMonth, 0, micros, endpoints, addresses, endpointTexts, addressTexts);
  }

  private static int place(List<String> texts, String part) {
    String text = part.equals("-") ? "" : part;
    if (!texts.contains(text)) {
      texts.add(text);
    }
    return texts.indexOf(text);
  }
}
