package io.crier.application.media;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.domain.media.MediaProblem.MEDIA_TOO_LARGE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.domain.Refusals;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link MediaStore} promises. */
public interface MediaStoreContract {

  byte[] PICTURE = "a picture".getBytes(US_ASCII);

  MediaStore media();

  private MediaFile keep(byte[] bytes, long most) {
    try {
      return media().keep(ACME, "image/png", new ByteArrayInputStream(bytes), most);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void opensStoredFiles() throws IOException {
    var file = keep(PICTURE, 1_000);

    assertThat(read(media().open(ACME, file.id()))).contains(PICTURE);
    try (var stored = media().open(ACME, file.id()).orElseThrow()) {
      assertThat(stored.size()).isEqualTo(PICTURE.length);
    }
    assertThat(file.mimeType()).isEqualTo("image/png");
    assertThat(file.size()).isEqualTo(PICTURE.length);
  }

  @Test
  default void reportsSizeAndHash() {
    assertThat(keep(PICTURE, 1_000).sha256()).hasSize(64).isEqualTo(keep(PICTURE, 9).sha256());
    assertThat(keep(new byte[0], 9).sha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  default void rejectsOversizedFiles() {
    assertThat(keep(PICTURE, PICTURE.length).size()).isEqualTo(PICTURE.length);
    Refusals.assertRefused(MEDIA_TOO_LARGE, () -> keep(PICTURE, PICTURE.length - 1));
  }

  @Test
  default void storesNothingOfABrokenStream() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line is cut");
          }
        };

    assertThatThrownBy(() -> media().keep(ACME, "image/png", broken, 1_000))
        .hasMessage("the line is cut");
  }

  @Test
  default void hidesFilesFromOtherAccounts() throws IOException {
    var file = keep(PICTURE, 1_000);

    assertThat(media().open(GLOBEX, file.id())).isEmpty();
  }

  @Test
  default void findsNeitherForgottenNorUnknownFiles() throws IOException {
    var file = keep(PICTURE, 1_000);

    media().forget(ACME, file.id());
    media().forget(ACME, file.id());

    assertThat(media().open(ACME, file.id())).isEmpty();
    assertThat(media().open(ACME, MediaId.next(NOON))).isEmpty();
  }

  private static Optional<byte[]> read(Optional<StoredFile> stream) throws IOException {
    if (stream.isEmpty()) {
      return Optional.empty();
    }
    try (var open = stream.get()) {
      return Optional.of(open.readAllBytes());
    }
  }
}
