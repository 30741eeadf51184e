package keyconsole;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The default file system, of whose calls one fails: which, and how, is told by [#failAt]; or
/// which is slow, see [#setDelay]. Counts the calls until then. What is asked of it goes to the
/// default one, but for forcing to disk: that is left out, for it takes time and nobody cuts the
/// power here.
public final class FaultyFileSystem extends FileSystem {

  /// How a call may fail.
  public enum Fault {
    FULL,
    DENIED,
    READ_ONLY,
    BROKEN;

    IOException on(Path path) {
      String file = path.toString();
      return switch (this) {
        case FULL -> new FileSystemException(file, null, "No space left on device");
        case DENIED -> new AccessDeniedException(file);
        case READ_ONLY -> new FileSystemException(file, null, "Read-only file system");
        case BROKEN -> new IOException("Input/output error");
      };
    }
  }

  private final FileSystem real = FileSystems.getDefault();
  private final FaultyProvider provider = new FaultyProvider(this, real.provider());
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final List<String> callsOfListened = new CopyOnWriteArrayList<>();
  private volatile Optional<Thread> listened = Optional.empty();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean deaf;
  private volatile boolean lockless;
  private volatile int failAt;
  private volatile Set<String> failing = Set.of();
  private volatile Fault fault = Fault.BROKEN;
  private volatile Optional<String> failed = Optional.empty();

  /// The same path, to be used through this.
  public Path path(Path path) {
    return new FaultyPath(this, path);
  }

  /// Counts from here on.
  ///
  /// @param call which call is to fail, from 1; 0 for none
  public void failAt(int call, Fault how) {
    calls.set(0);
    failed = Optional.empty();
    fault = how;
    failAt = call;
  }

  /// Tells of no changes from here on, as many a share does. Watches cost time.
  public void setDeaf(boolean deaf) {
    this.deaf = deaf;
  }

  /// Lets every call of some kinds fail from here on, as a disk that stays full does.
  ///
  /// @param what the calls by their names, e.g. `write`
  public void failEach(Set<String> what, Fault how) {
    fault = how;
    failing = Set.copyOf(what);
  }

  /// Has no locks from here on, as a share whose server has none.
  public void loseLocks() {
    lockless = true;
  }

  void requireLocks() throws IOException {
    if (lockless) {
      throw new IOException("No locks available");
    }
  }

  /// Answers each call so much later from here on, as a disk does that is slow or far away.
  public void setDelay(Duration next) {
    delay = next;
  }

  /// Remembers what a thread calls from here on.
  public void listenTo(Thread thread) {
    callsOfListened.clear();
    listened = Optional.of(thread);
  }

  /// What the thread has called since [#listenTo].
  public List<String> callsOfListened() {
    return List.copyOf(callsOfListened);
  }

  /// Fails no more.
  public void heal() {
    lockless = false;
    failAt = 0;
    failing = Set.of();
  }

  /// The calls since [#failAt].
  public int calls() {
    return calls.get();
  }

  /// What has failed since [#failAt].
  public Optional<String> failed() {
    return failed;
  }

  /// Channels and listings that were opened and not closed.
  public int stillOpen() {
    return open.get();
  }

  void opened() {
    open.incrementAndGet();
  }

  void closed() {
    open.decrementAndGet();
  }

  /// Fails where it is this call's turn.
  void call(String what, Path path) throws IOException {
    int number = calls.incrementAndGet();
    if (listened.filter(Thread.currentThread()::equals).isPresent()) {
      callsOfListened.add(what + " " + path);
    }
    pass(delay);
    if (number == failAt || failing.contains(what)) {
      failed = Optional.of(what + " " + path + ", " + fault);
      throw fault.on(path);
    }
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  static Path real(Path path) {
    return path instanceof FaultyPath faulty ? faulty.real : path;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return real.isReadOnly();
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntax) {
    PathMatcher matcher = real.getPathMatcher(syntax);
    return path -> matcher.matches(real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    call("watch", path(Path.of("")));
    if (deaf) {
      throw new UnsupportedOperationException("No change events here");
    }
    return real.newWatchService();
  }

  /// A path whose files are reached through the faulty file system.
  private static final class FaultyPath implements Path {
    private final FaultyFileSystem system;
    private final Path real;

    FaultyPath(FaultyFileSystem system, Path path) {
      this.system = system;
      this.real = real(path);
    }

    private Path of(Path path) {
      return path == null ? null : new FaultyPath(system, path);
    }

    private static Path real(Path path) {
      return FaultyFileSystem.real(path);
    }

    @Override
    public FileSystem getFileSystem() {
      return system;
    }

    @Override
    public boolean isAbsolute() {
      return real.isAbsolute();
    }

    @Override
    public Path getRoot() {
      return of(real.getRoot());
    }

    @Override
    public Path getFileName() {
      return of(real.getFileName());
    }

    @Override
    public Path getParent() {
      return of(real.getParent());
    }

    @Override
    public int getNameCount() {
      return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
      return of(real.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
      return of(real.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
      return real.startsWith(real(other));
    }

    @Override
    public boolean endsWith(Path other) {
      return real.endsWith(real(other));
    }

    @Override
    public Path normalize() {
      return of(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
      return of(real.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
      return of(real.relativize(real(other)));
    }

    @Override
    public URI toUri() {
      return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
      return of(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
      system.call("real path", this);
      return of(real.toRealPath(options));
    }

    @Override
    public WatchKey register(
        WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
        throws IOException {
      system.call("register", this);
      return real.register(watcher, events, modifiers);
    }

    @Override
    public int compareTo(Path other) {
      return real.compareTo(real(other));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof FaultyPath path && real.equals(path.real);
    }

    @Override
    public int hashCode() {
      return real.hashCode();
    }

    @Override
    public String toString() {
      return real.toString();
    }
  }

  private static final class FaultyProvider extends FileSystemProvider {
    private final FaultyFileSystem system;
    private final FileSystemProvider real;

    FaultyProvider(FaultyFileSystem system, FileSystemProvider real) {
      this.system = system;
      this.real = real;
    }

    private static Path real(Path path) {
      return FaultyFileSystem.real(path);
    }

    @Override
    public String getScheme() {
      return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      system.call("open", path);
      return new FaultyChannel(system, path, real.newFileChannel(real(path), options, attributes));
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      Set<OpenOption> all = new HashSet<>(options);
      if (all.isEmpty()) {
        all.add(StandardOpenOption.READ);
      }
      return newFileChannel(path, all, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      system.call("list", folder);
      DirectoryStream<Path> listing =
          real.newDirectoryStream(real(folder), path -> filter.accept(system.path(path)));
      system.opened();
      return new FaultyListing(system, folder, listing);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
      system.call("make folder", folder);
      real.createDirectory(real(folder), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
      system.call("link", link);
      real.createLink(real(link), real(existing));
    }

    @Override
    public void delete(Path path) throws IOException {
      system.call("delete", path);
      real.delete(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
      system.call("copy", target);
      real.copy(real(source), real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
      system.call("move", target);
      real.move(real(source), real(target), options);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
      system.call("compare", path);
      return real.isSameFile(real(path), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return real.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      system.call("look for", path);
      real.checkAccess(real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      V view = real.getFileAttributeView(real(path), type, options);
      return view == null ? null : type.cast(counted(path, type, view));
    }

    /// Each call of a view is one of the file system, but for its name.
    private Object counted(Path path, Class<?> type, Object view) {
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          new Class<?>[] {type},
          (_, method, arguments) -> {
            if (!method.getName().equals("name")) {
              system.call(method.getName(), path);
            }
            try {
              return method.invoke(view, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          });
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      system.call("look at", path);
      return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
        throws IOException {
      system.call("look at", path);
      return real.readAttributes(real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
        throws IOException {
      system.call("set " + name + " of", path);
      real.setAttribute(real(path), name, value, options);
    }
  }

  private record FaultyListing(FaultyFileSystem system, Path folder, DirectoryStream<Path> listing)
      implements DirectoryStream<Path> {

    @Override
    public Iterator<Path> iterator() {
      Iterator<Path> paths = listing.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          try {
            system.call("list on", folder);
          } catch (IOException e) {
            throw new DirectoryIteratorException(e);
          }
          return paths.hasNext();
        }

        @Override
        public Path next() {
          return system.path(paths.next());
        }
      };
    }

    @Override
    public void close() throws IOException {
      listing.close();
      system.closed();
      system.call("close the listing of", folder);
    }
  }

  /// What closes with an error is closed all the same, as the system does it.
  private static final class FaultyChannel extends FileChannel {
    private final FaultyFileSystem system;
    private final Path path;
    private final FileChannel real;

    FaultyChannel(FaultyFileSystem system, Path path, FileChannel real) {
      this.system = system;
      this.path = path;
      this.real = real;
      system.opened();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      system.call("read", path);
      return real.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
      system.call("read", path);
      return real.read(into, offset, length);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      system.call("read", path);
      return real.read(into, position);
    }

    /// A disk that runs full takes what there is room for, and fails at the next call.
    @Override
    public int write(ByteBuffer from) throws IOException {
      return halves(from, real::write);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      return halves(from, part -> real.write(part, position));
    }

    private interface Writing {
      int write(ByteBuffer part) throws IOException;
    }

    private int halves(ByteBuffer from, Writing writing) throws IOException {
      system.call("write", path);
      if (system.failAt == 0 || from.remaining() < 2) {
        return writing.write(from);
      }
      ByteBuffer half = from.duplicate().limit(from.position() + from.remaining() / 2);
      int written = writing.write(half);
      from.position(from.position() + written);
      return written;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
      system.call("write", path);
      return real.write(from, offset, length);
    }

    @Override
    public long position() throws IOException {
      return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      real.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      system.call("size of", path);
      return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      system.call("truncate", path);
      real.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      system.call("force", path);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
        throws IOException {
      system.call("transfer", path);
      return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count)
        throws IOException {
      system.call("transfer", path);
      return real.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
      system.call("map", path);
      return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
      system.call("lock", path);
      system.requireLocks();
      return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      system.call("lock", path);
      system.requireLocks();
      return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
      system.closed();
      system.call("close", path);
    }
  }
}
