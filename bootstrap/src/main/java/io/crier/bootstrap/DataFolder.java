package io.crier.bootstrap;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** The folder for this node's own files, readable only by their owner. */
@Dependent
class DataFolder {

  private static final Set<StandardOpenOption> WRITE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private final Path folder;
  private FileChannel channel;

  @Inject
  DataFolder(ServerConfiguration configuration) {
    this.folder = configuration.data().toAbsolutePath().normalize();
    try {
      Files.createDirectories(this.folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** The text in the file, which is created first if it does not exist. */
  String readOrWrite(String name, Supplier<String> text) {
    var file = path(name);
    try {
      if (!Files.exists(file)) {
        write(name, text.get());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The text in the file; empty if it does not exist. */
  String read(String name) {
    var file = path(name);
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Writes a file that only its owner may read, completely or not at all. */
  Path write(String name, String text) {
    var file = path(name);
    var whole = path(name + ".new");
    try {
      Files.deleteIfExists(whole);
      var owner = PosixFilePermissions.fromString("rw-------");
      try (var channel =
          FileChannel.open(whole, WRITE, PosixFilePermissions.asFileAttribute(owner))) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
      return Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Locks the folder against other processes, until it is unlocked or this process ends. */
  void lock() {
    try {
      // Held in a field, since the garbage collector would close it otherwise.
      channel = FileChannel.open(path("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new IllegalStateException(
            "another Crier runs on " + folder + ": give this one a CRIER_DATA of its own");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void unlock() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
