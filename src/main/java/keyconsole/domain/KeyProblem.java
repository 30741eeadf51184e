package keyconsole.domain;

import java.util.Optional;

/// A file in the keys folder that could not be read as a key.
///
/// @param fileName the name in the keys folder
/// @param kind what is wrong, for marks and filters
/// @param reason e.g. that `daily_quota` is not a whole number
/// @param live the credential behind it where the backend accepts the file all the same, its odd
///   fields at their defaults; empty where no raw key opens it
/// @param lastGood the key that it held when it could last be read as one, as long as somebody has
///   been looking; empty where that is not known, or where there is a live one
public record KeyProblem(
    String fileName, Kind kind, Message reason, Optional<ApiKey> live, Optional<ApiKey> lastGood) {

  /// A problem of which nothing is known from before.
  public KeyProblem(String fileName, Kind kind, Message reason, Optional<ApiKey> live) {
    this(fileName, kind, reason, live, Optional.empty());
  }

  /// What kind of problem a file is.
  public enum Kind {
    /// The name is not a key id with `.json` behind it.
    NAME,
    /// The id inside is not the file's name.
    OTHER_ID,
    /// Nothing in it.
    EMPTY,
    /// The text ends before the object does.
    CUT,
    /// Not the JSON that the backend reads.
    SYNTAX,
    /// JSON, but not an object.
    NOT_AN_OBJECT,
    /// A required field is missing, or a field has a value that it cannot have.
    FIELD,
    /// Nested too deep, or over the size that is read.
    TOO_LARGE,
    /// A link that leads nowhere or out of the folder, a folder, a pipe.
    NOT_A_FILE,
    /// The operating system refused to read it.
    UNREADABLE
  }

  /// The same with another credential behind it.
  public KeyProblem withLive(Optional<ApiKey> other) {
    return new KeyProblem(fileName, kind, reason, other, lastGood);
  }

  /// The same, with what the file held before where no credential is behind it now.
  public KeyProblem withLastGood(Optional<ApiKey> before) {
    return new KeyProblem(
        fileName, kind, reason, live, live.isPresent() ? Optional.empty() : before);
  }

  /// Whether the backend accepts the file all the same, so that it may be a live credential.
  public boolean backendAcceptsIt() {
    return live.isPresent();
  }
}
