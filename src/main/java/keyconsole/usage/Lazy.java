package keyconsole.usage;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is found out when it is asked for first, once. Any thread.
final class Lazy<T> implements Supplier<T> {

  /// Holds what is needed to find it until it is found.
  private Supplier<? extends T> find;

  private volatile @Nullable T found;

  Lazy(Supplier<? extends T> find) {
    this.find = find;
  }

  @Override
  public T get() {
    T known = found;
    return known == null ? find() : known;
  }

  private synchronized T find() {
    T result = find.get();
    find = () -> result;
    found = result;
    return result;
  }
}
