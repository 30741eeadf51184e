package keyconsole.domain;

import java.util.regex.Pattern;

/// Takes secrets out of text that leaves the console. Any thread.
public final class SecretMask {

  private static final Pattern RAW_KEY = Pattern.compile("(gt2_\\S*?_)[A-Za-z0-9_-]{43}");
  private static final Pattern TOKEN =
      Pattern.compile("(eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*\\.)[A-Za-z0-9_-]+");

  private SecretMask() {}

  /// The text with every raw key and every token's signature cut off.
  public static String masked(String text) {
    return TOKEN.matcher(RAW_KEY.matcher(text).replaceAll("$1…")).replaceAll("$1…");
  }

  /// Whether there is a raw key or a signed token in a text, so that it must not be kept.
  public static boolean holdsSecret(String text) {
    return RAW_KEY.matcher(text).find() || TOKEN.matcher(text).find();
  }
}
