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

/** The folder in which this node keeps what is its own: readable by its owner only. */
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

  /** The text in the file, which is written first if there is none. */
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

  /** Writes a file that only its owner may read; there is all of it, or none. */
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

  /** Makes sure that no other process uses the folder, until it is unlocked or this one ends. */
  void lock() {
    try {
      // Out of reach, it would be closed by the garbage collector.
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
