package io.crier.persistence.media;

import static io.crier.domain.messages.MessageProblem.MEDIA_TOO_LARGE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

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
 * A stream that was written to a file, which only its owner may read.
 *
 * @param sha256 in lower-case hex
 */
record Spool(Path file, long size, String sha256) {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNERS_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final int BUFFER = 64 * 1024;

  /** Writes a new file, durable when this returns; there is all of the stream, or no file. */
  static Spool write(InputStream bytes, Path file, long most) throws IOException {
    var whole = false;
    try {
      var spool = copy(bytes, file, most);
      whole = true;
      return spool;
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Makes sure that the folder is there. */
  static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNERS_FOLDER);
    }
  }

  private static Spool copy(InputStream bytes, Path file, long most) throws IOException {
    var digest = digest();
    var size = 0L;
    var buffer = new byte[BUFFER];
    try (var channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), OWNER_ONLY)) {
      for (var read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        size += read;
        if (size > most) {
          throw new Refused(MEDIA_TOO_LARGE, "the file is larger than " + most + " bytes");
        }
        digest.update(buffer, 0, read);
        for (var rest = ByteBuffer.wrap(buffer, 0, read); rest.hasRemaining(); ) {
          channel.write(rest);
        }
      }
      channel.force(true);
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
