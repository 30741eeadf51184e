package com.sun.javafx;

/// Whether a security manager is there, under which JavaFX does not run. Its class of this name,
/// which this one stands in for, asks by reflection, for which Java reads an annotation and makes
/// two classes, all before the toolkit is started. Java has had none since version 24.
public final class SecurityUtil {

  private SecurityUtil() {}

  /// There is none.
  public static void checkSecurityManager() {}
}
