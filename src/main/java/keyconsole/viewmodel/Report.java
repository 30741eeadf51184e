package keyconsole.viewmodel;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What did not go as asked, to be told where it arose.
///
/// @param text in a person's words; empty where there is nothing to tell
/// @param detail for whoever helps, to copy; empty where nothing failed
public record Report(String text, String detail) {

  /// Nothing to tell.
  public static final Report NONE = new Report("", "");

  /// @param what failed, in a person's words; the failure's own reason follows it
  static Report of(KeyWords words, String what, Exception failure) {
    return new Report(what + " " + words.why(failure), trace(failure));
  }

  /// Where in the program it failed.
  static String trace(Exception failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }

  /// Whether there is nothing to tell.
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /// Whether something failed, so that there is a detail to copy.
  public boolean isFailure() {
    return !detail.isEmpty();
  }
}
