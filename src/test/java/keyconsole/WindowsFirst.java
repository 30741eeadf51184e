package keyconsole;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/// Begins with the tests that drive windows. They take turns, which lasts the longest, so that all
/// others run meanwhile on the other core.
public final class WindowsFirst implements ClassOrderer {

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context.getClassDescriptors().sort(Comparator.comparing(WindowsFirst::needsNoWindow));
  }

  private static boolean needsNoWindow(ClassDescriptor test) {
    return !DrivenTest.class.isAssignableFrom(test.getTestClass());
  }
}
