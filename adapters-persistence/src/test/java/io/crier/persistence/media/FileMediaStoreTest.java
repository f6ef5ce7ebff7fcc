package io.crier.persistence.media;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.media.MediaStore;
import io.crier.application.media.MediaStoreContract;
import io.crier.application.media.NotStored;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFile;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMediaStoreTest implements MediaStoreContract {

  @TempDir private Path folder;

  @Override
  public MediaStore media() {
    return store();
  }

  private FileMediaStore store() {
    return new FileMediaStore(folder.resolve("media"), () -> NOON);
  }

  @Test
  void createsFilesReadableOnlyByTheirOwner() throws IOException {
    var file = keep();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(file))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(file).getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void tellsADiskThatTakesNothingFromACallerWhoSendsNothing() throws IOException {
    var blocked = Files.writeString(folder.resolve("blocked"), "not a folder");
    var store = new FileMediaStore(blocked, () -> NOON);

    assertThatThrownBy(
            () -> store.keep(ACME, "image/png", new ByteArrayInputStream(PICTURE), PICTURE.length))
        .isInstanceOf(NotStored.class);
    assertThatThrownBy(
            () ->
                store()
                    .keep(
                        ACME,
                        "image/png",
                        new SequenceInputStream(
                            new ByteArrayInputStream(PICTURE), new BrokenStream()),
                        PICTURE.length + 1))
        .isInstanceOf(EOFException.class);
    assertThat(files()).containsExactly(blocked);
  }

  private static final class BrokenStream extends InputStream {

    @Override
    public int read() throws IOException {
      throw new EOFException("the caller is gone");
    }
  }

  @Test
  void leavesNoFileAfterARefusal() throws IOException {
    assertThatThrownBy(() -> store().keep(ACME, "image/png", new ByteArrayInputStream(PICTURE), 1))
        .isInstanceOf(Refused.class);

    assertThat(files()).isEmpty();
  }

  @Test
  void sweepsOldAndPartialFiles() throws IOException {
    var old = keep();
    var fresh = keep();
    var partial = Files.writeString(path(old).resolveSibling("partial.part"), "x");
    Files.setLastModifiedTime(path(old), FileTime.from(NOON.minusMillis(1)));
    Files.setLastModifiedTime(partial, FileTime.from(NOON.minusMillis(1)));
    Files.setLastModifiedTime(path(fresh), FileTime.from(NOON));

    store().sweep(NOON);

    assertThat(files()).containsExactly(path(fresh));
  }

  @Test
  void sweepsNothingWithoutAFolder() throws IOException {
    store().sweep(NOON);

    assertThat(folder.resolve("media")).doesNotExist();
  }

  private MediaFile keep() throws IOException {
    return store().keep(ACME, "image/png", new ByteArrayInputStream(PICTURE), 1_000);
  }

  private Path path(MediaFile file) {
    return folder
        .resolve("media")
        .resolve(ACME.value().toString())
        .resolve(file.id().value().toString());
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
