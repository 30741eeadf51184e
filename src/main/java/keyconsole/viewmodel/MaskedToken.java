package keyconsole.viewmodel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A token being typed or pasted, of which the screen shows everything but the signature. Without
/// its signature a token opens nothing, so a glance over the shoulder, a picture or an undo gives
/// nothing away.
final class MaskedToken {

  private static final String MASK = "•".repeat(15);
  private static final String PART = "[A-Za-z0-9_=-]";
  private static final Pattern WHOLE = Pattern.compile("(%1$s+\\.%1$s+)\\.(%1$s+)".formatted(PART));
  private static final Pattern MASKED =
      Pattern.compile("(%1$s+\\.%1$s+)\\.%2$s(%1$s*)".formatted(PART, MASK));

  private String head = "";
  private String signature = "";
  private String rest = "";

  /// Takes what stands in the field now.
  ///
  /// @return what is to stand there instead; taking that again changes nothing
  String take(String typed) {
    String text = typed.replaceAll("\\s", "");
    Matcher masked = MASKED.matcher(text);
    Matcher whole = WHOLE.matcher(text);
    if (masked.matches() && !signature.isEmpty()) {
      return keep(masked.group(1), signature + masked.group(2));
    }
    if (whole.matches()) {
      return keep(whole.group(1), whole.group(2));
    }
    head = "";
    signature = "";
    rest = typed.replace("•", "");
    return rest;
  }

  private String keep(String newHead, String newSignature) {
    head = newHead;
    signature = newSignature;
    rest = "";
    return head + "." + MASK;
  }

  /// The token with its signature.
  String value() {
    return signature.isEmpty() ? rest : head + "." + signature;
  }

  @Override
  public String toString() {
    return "MaskedToken";
  }
}
