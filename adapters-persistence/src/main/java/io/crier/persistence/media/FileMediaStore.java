package io.crier.persistence.media;

import io.crier.application.media.MediaStore;
import io.crier.application.media.StoredFile;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Stores files in one folder per account. */
public final class FileMediaStore implements MediaStore {

  private static final String PARTIAL_SUFFIX = ".part";

  private final Path folder;
  private final InstantSource clock;

  public FileMediaStore(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public MediaFile keep(AccountId account, String mimeType, InputStream bytes, long maxBytes)
      throws IOException {
    var id = MediaId.next(clock.instant());
    var file = file(account, id);
    Spool.createFolder(file.getParent());
    var spool =
        Spool.write(bytes, file.resolveSibling(file.getFileName() + PARTIAL_SUFFIX), maxBytes);
    Spool.onDisk(() -> move(spool.file(), file));
    return new MediaFile(id, mimeType, spool.size(), spool.sha256());
  }

  private static Path move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
    return to;
  }

  @Override
  public Optional<StoredFile> open(AccountId account, MediaId id) throws IOException {
    try {
      var file = file(account, id);
      var size = Files.size(file);
      return Optional.of(new StoredFile(Files.newInputStream(file), size));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  @Override
  public void forget(AccountId account, MediaId id) throws IOException {
    Files.deleteIfExists(file(account, id));
  }

  /** Deletes files older than this, including partial ones that a crash left behind. */
  @Override
  public void sweep(Instant before) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.find(folder, 2, (path, it) -> it.isRegularFile())) {
      for (var file : (Iterable<Path>) files::iterator) {
        if (isOlder(file, before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOlder(Path file, Instant before) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    } catch (NoSuchFileException deleted) {
      return false;
    }
  }

  private Path file(AccountId account, MediaId id) {
    return folder.resolve(account.value().toString()).resolve(id.value().toString());
  }
}
