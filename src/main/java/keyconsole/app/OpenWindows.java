package keyconsole.app;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The windows that one person has open, so that a second start for a tenant brings the first one's
/// window to the front.
///
/// Each console listens at a socket of its own in a folder that nobody else may enter. One that
/// starts asks all the others for its tenant; a socket at which nobody listens is left of a console
/// that was killed, and is removed. From the first question until it answers questions itself, a
/// console holds a lock, so that of two that start together one is the first. No secret goes over
/// the socket: a token given to the second start is not handed on.
final class OpenWindows implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(OpenWindows.class.getName());
  private static final String SOCKET = ".socket";

  /// Bytes: an address has room for some hundred, of which the socket's own name takes 32 at most.
  private static final int LONGEST_FOLDER = 70;

  /// How long a console may take to say whether it has the tenant.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// How long a window may take to come to the front. One that does not by then hangs.
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(30);

  /// A tenant by its folders.
  record Tenant(Path dataRoot, String domain) {

    private boolean is(Tenant other) {
      // Also where the tenant's folder alone is linked to from another data root.
      return domain.equals(other.domain)
          && (isSame(dataRoot, other.dataRoot) || isSame(keys(), other.keys()));
    }

    private Path keys() {
      return dataRoot.resolve(domain).resolve("api_keys");
    }

    private static boolean isSame(Path one, Path other) {
      try {
        return one.equals(other) || Files.isSameFile(one, other);
      } catch (IOException e) {
        // One of them is not there, so it is not the other.
        return false;
      }
    }
  }

  /// What a window that came to the front says of itself.
  ///
  /// @param open whether the tenant is open in it already, or is still on its way
  /// @param actor who acts in it; empty where it is read-only
  record Shown(boolean open, Optional<String> actor) {}

  private final Path folder;
  private final Duration patience;
  private final Duration longPatience;
  private volatile Optional<Tenant> here = Optional.empty();
  private volatile Supplier<Shown> front = () -> new Shown(false, Optional.empty());
  private @Nullable ServerSocketChannel server;
  private @Nullable Path socket;

  /// @param folder of all windows of this person; made where it is missing
  OpenWindows(Path folder) {
    this(folder, PATIENCE, LONG_PATIENCE);
  }

  /// The same, waiting for another while for an answer, and for the window.
  OpenWindows(Path folder, Duration patience, Duration longPatience) {
    this.folder = folder;
    this.patience = patience;
    this.longPatience = longPatience;
  }

  /// Brings the window that has a tenant open to the front; where none has, or none that does not
  /// hang, this console answers for the tenant from now on.
  ///
  /// @return what the other window says of itself; empty where this console is to open one
  Optional<Shown> askOrAnswer(Tenant wanted) {
    Set<Path> hanging = new HashSet<>();
    try {
      makeFolder();
      Optional<Shown> shown = Optional.empty();
      List<Question> asked = askOrListen(wanted, hanging);
      while (shown.isEmpty() && !asked.isEmpty()) {
        shown = firstOf(asked);
        for (Question each : asked) {
          hanging.add(each.socket);
          each.close();
        }
        if (shown.isEmpty()) {
          asked = askOrListen(wanted, hanging);
        }
      }
      return shown;
    } catch (IOException | UnsupportedOperationException e) {
      // A window too many is better than none.
      LOG.info(() -> "Other starts cannot find this window: " + e);
      return Optional.empty();
    }
  }

  private void makeFolder() throws IOException {
    Files.createDirectories(folder);
    PosixFileAttributeView modes = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (modes != null) {
      modes.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  /// Asks all others; answers from now on where none of them has the tenant.
  ///
  /// @return the questions that were taken
  private List<Question> askOrListen(Tenant wanted, Set<Path> hanging) throws IOException {
    try (FileChannel file =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = file.lock()) {
      List<Question> taken = ask(wanted, hanging);
      if (taken.isEmpty()) {
        here = Optional.of(wanted);
        listen();
      }
      return taken;
    }
  }

  /// Says what this console's window shows now.
  void shows(Optional<Tenant> tenant) {
    here = tenant;
  }

  /// @param bring brings the window to the front; called on a thread of its own
  void whenAsked(Supplier<Shown> bring) {
    front = bring;
  }

  // ---- asking

  /// @param hanging sockets of windows that did not come to the front
  /// @return the questions to which the answer is that the window will come to the front
  private List<Question> ask(Tenant wanted, Set<Path> hanging) throws IOException {
    List<Question> taken = new ArrayList<>();
    try (Way way = way();
        DirectoryStream<Path> sockets = Files.newDirectoryStream(folder, "*" + SOCKET)) {
      for (Path other : sockets) {
        if (!hanging.contains(other)) {
          Path at = way.to(other);
          Question question = new Question(other);
          if (question.isTaken(at, wanted)) {
            taken.add(question);
          } else {
            question.close();
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return taken;
  }

  /// The first window that comes to the front; empty where none does in time.
  private Optional<Shown> firstOf(List<Question> taken) {
    BlockingQueue<Optional<Shown>> answers = new LinkedBlockingQueue<>();
    for (Question each : taken) {
      CompletableFuture<Shown> _ =
          each.shown.whenComplete((shown, _) -> answers.add(Optional.ofNullable(shown)));
    }
    long end = System.nanoTime() + longPatience.toNanos();
    try {
      for (int i = 0; i < taken.size(); i++) {
        Optional<Shown> next = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          LOG.info("A window that has the tenant does not come to the front");
          return Optional.empty();
        }
        if (next.isPresent()) {
          return next;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /// What another console is asked. One that hangs must not keep others from starting, so each is
  /// asked on a thread of its own.
  private final class Question {
    private final Path socket;
    private final SocketChannel channel;
    private final CompletableFuture<Boolean> taken = new CompletableFuture<>();
    private final CompletableFuture<Shown> shown = new CompletableFuture<>();

    private Question(Path socket) throws IOException {
      this.socket = socket;
      this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /// Asks whether the other console has the tenant, and brings its window to the front where it
    /// has.
    private boolean isTaken(Path at, Tenant wanted) {
      Thread.ofPlatform().daemon().name("asks another window").start(() -> ask(at, wanted));
      try {
        return taken.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ConnectException) {
          forget();
        } else {
          LOG.log(Level.FINE, "No answer", e.getCause());
        }
      } catch (TimeoutException e) {
        LOG.info(() -> "A console that is open does not answer at " + socket);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    }

    /// Takes away what a console that is gone has left; the others are asked all the same.
    private void forget() {
      try {
        Files.deleteIfExists(socket);
      } catch (IOException e) {
        LOG.log(Level.FINE, "Not taken away: " + socket, e);
      }
    }

    private void ask(Path at, Tenant wanted) {
      try {
        channel.connect(UnixDomainSocketAddress.of(at));
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
        out.writeUTF(wanted.dataRoot().toString());
        out.writeUTF(wanted.domain());
        out.flush();
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
        boolean has = in.readBoolean();
        taken.complete(has);
        if (has) {
          boolean open = in.readBoolean();
          Optional<String> actor = Optional.of(in.readUTF()).filter(who -> !who.isEmpty());
          shown.complete(new Shown(open, actor));
        }
      } catch (IOException | RuntimeException e) {
        taken.completeExceptionally(e);
        shown.completeExceptionally(e);
      }
    }

    /// Waits for no answer any more.
    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.log(Level.FINE, "Did not close", e);
      }
    }
  }

  // ---- the way to a socket

  /// A way to the folder that a socket's address has room for.
  ///
  /// @param link what leads to the folder, in a temporary one that nobody else may enter; empty
  ///   where none is needed
  private record Way(Optional<Path> link) implements AutoCloseable {

    private Path to(Path socket) {
      return link.map(folder -> folder.resolve(socket.getFileName())).orElse(socket);
    }

    @Override
    public void close() throws IOException {
      if (link.isPresent()) {
        Files.delete(link.get());
        Files.delete(link.get().getParent());
      }
    }
  }

  private Way way() throws IOException {
    if (folder.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_FOLDER) {
      return new Way(Optional.empty());
    }
    Path link = Files.createTempDirectory("kc").resolve("w");
    return new Way(Optional.of(Files.createSymbolicLink(link, folder.toAbsolutePath())));
  }

  // ---- answering

  private void listen() throws IOException {
    String name = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    Path at = folder.resolve(name + SOCKET);
    ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try (Way way = way()) {
      opened.bind(UnixDomainSocketAddress.of(way.to(at)));
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    server = opened;
    socket = at;
    Thread.ofPlatform().daemon().name("open windows").start(() -> accept(opened));
  }

  private void accept(ServerSocketChannel opened) {
    try {
      while (opened.isOpen()) {
        SocketChannel asking = opened.accept();
        // One that says nothing must not keep others waiting, nor what else this console does.
        Thread.ofPlatform().daemon().name("answers a start").start(() -> answer(asking));
      }
    } catch (ClosedChannelException e) {
      LOG.log(Level.FINE, "Closed", e);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Other starts cannot find this window any more", e);
    }
  }

  private void answer(SocketChannel asking) {
    try (asking) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(asking));
      Tenant wanted = new Tenant(Path.of(in.readUTF()), in.readUTF());
      boolean is = here.filter(wanted::is).isPresent();
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(asking));
      out.writeBoolean(is);
      out.flush();
      if (is) {
        Shown shown = front.get();
        out.writeBoolean(shown.open());
        out.writeUTF(shown.actor().orElse(""));
      }
      out.flush();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.INFO, "A start that asked for this window was not answered", e);
    }
  }

  /// Answers no more.
  @Override
  public void close() {
    try {
      if (server != null) {
        server.close();
      }
      if (socket != null) {
        Files.deleteIfExists(socket);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
