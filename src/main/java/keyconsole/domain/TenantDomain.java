package keyconsole.domain;

import java.util.Optional;

/// The domain of a tenant, which is also the name of its folder under the data root. It is checked
/// before it becomes a path: no separators, no control characters, not hidden, at most 253
/// characters.
///
/// @param text e.g. `acme.example`; letters of any script are allowed
public record TenantDomain(String text) {

  private static final int MAX_LENGTH = 253;

  /// @throws IllegalArgumentException if the text cannot name a tenant's folder
  public TenantDomain {
    if (!isValid(text)) {
      throw new IllegalArgumentException("Not a tenant domain");
    }
  }

  /// The domain written in a text, or empty where it cannot name a tenant's folder.
  public static Optional<TenantDomain> parse(String text) {
    return isValid(text) ? Optional.of(new TenantDomain(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return !text.isBlank()
        && text.length() <= MAX_LENGTH
        && text.charAt(0) != '.'
        && text.codePoints().allMatch(TenantDomain::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return c == '-' || c == '.' || c == '_' || Character.isLetterOrDigit(c) || isMark(c);
  }

  private static boolean isMark(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  @Override
  public String toString() {
    return text;
  }
}
