package io.crier.persistence.media;

import static io.crier.domain.media.MediaProblem.MEDIA_TOO_LARGE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.crier.application.media.NotStored;
import io.crier.domain.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A stream that was written to a file readable only by its owner.
 *
 * @param sha256 in lower-case hex
 */
record Spool(Path file, long size, String sha256) {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Writes the stream durably to a new file; on failure, no file remains. */
  static Spool write(InputStream bytes, Path file, long maxBytes) throws IOException {
    var complete = false;
    try {
      var spool = copy(bytes, file, maxBytes);
      complete = true;
      return spool;
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Creates the folder unless it exists. */
  static void createFolder(Path folder) throws NotStored {
    if (!Files.isDirectory(folder)) {
      onDisk(() -> Files.createDirectories(folder, OWNER_ONLY_FOLDER));
    }
  }

  /** A step that needs the disk, and fails if that is full or read-only. */
  interface Step<T> {
    T take() throws IOException;
  }

  /** Tells a failing disk from a caller whose stream ends early. */
  static <T> T onDisk(Step<T> step) throws NotStored {
    try {
      return step.take();
    } catch (IOException e) {
      throw new NotStored(e);
    }
  }

  private static Spool copy(InputStream bytes, Path file, long maxBytes) throws IOException {
    var digest = digest();
    var size = 0L;
    var buffer = new byte[BUFFER_BYTES];
    try (var channel =
        onDisk(() -> FileChannel.open(file, Set.of(CREATE_NEW, WRITE), OWNER_ONLY))) {
      for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        size += read;
        if (size > maxBytes) {
          throw new Refused(MEDIA_TOO_LARGE, "the file is larger than " + maxBytes + " bytes");
        }
        digest.update(buffer, 0, read);
        for (var rest = ByteBuffer.wrap(buffer, 0, read); rest.hasRemaining(); ) {
          onDisk(() -> channel.write(rest));
        }
      }
      onDisk(
          () -> {
            channel.force(true);
            return file;
          });
    }
    return new Spool(file, size, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
