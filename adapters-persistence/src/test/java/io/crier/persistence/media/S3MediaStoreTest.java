package io.crier.persistence.media;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.media.MediaStore;
import io.crier.application.media.MediaStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3MediaStoreTest implements MediaStoreContract {

  private final FakeS3 s3 = new FakeS3();

  @TempDir private Path folder;

  private S3MediaStore store;

  @Override
  public MediaStore media() {
    if (store == null) {
      store = open(FakeS3.SECRET_KEY);
    }
    return store;
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
    s3.close();
  }

  @Test
  void storesObjectsPerAccountWithTheirType() throws IOException {
    var file = media().keep(ACME, "image/png", new ByteArrayInputStream(PICTURE), 1_000);

    var path = "/crier-media/" + ACME.value() + "/" + file.id().value();
    assertThat(s3.types()).isEqualTo(Map.of(path, "image/png"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void failsWhenTheObjectStoreRefuses() {
    try (var refused = open("another secret")) {
      assertThatThrownBy(
              () -> refused.keep(ACME, "image/png", new ByteArrayInputStream(PICTURE), 1_000))
          .isInstanceOf(IOException.class)
          .hasMessage("the object store responded 403");
    }
    assertThat(s3.types()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void omitsTheSecretFromToString() {
    assertThat(s3.bucket(FakeS3.SECRET_KEY).toString()).doesNotContain(FakeS3.SECRET_KEY);
    assertThat(new S3Signature("r", "a", FakeS3.SECRET_KEY).toString())
        .doesNotContain(FakeS3.SECRET_KEY);
  }

  private S3MediaStore open(String secretKey) {
    return new S3MediaStore(s3.bucket(secretKey), folder, () -> NOON);
  }
}
