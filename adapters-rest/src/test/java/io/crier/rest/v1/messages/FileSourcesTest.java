package io.crier.rest.v1.messages;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.media.MediaProblem.MEDIA_MISSING;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sending.Outgoing.FileSource;
import io.crier.rest.door.FileSources;
import io.crier.rest.json.BodyReader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourcesTest {

  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final String DATA = Base64.getEncoder().encodeToString(PNG);

  @Test
  void readsAUrl() {
    assertThat(FileSources.of("https://example.com/door.jpg", null))
        .isEqualTo(new FileSource.AtUrl(URI.create("https://example.com/door.jpg")));
  }

  @ParameterizedTest
  @CsvSource({
    "data:image/png;base64, image/png",
    "data:image/png;charset=x;base64, image/png",
    "data:;base64, ''"
  })
  void readsADataUri(String head, String type) {
    assertThat(FileSources.of(null, head + "," + DATA))
        .isEqualTo(new FileSource.Inline(Optional.of(type), ByteBuffer.wrap(PNG)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "data:",
        "data:image/png,x",
        "data:image/png;base64",
        "data:image/png;base64,%",
        "iVBORw0KGgo="
      })
  void rejectsInvalidDataUri(String data) {
    assertRefused(INVALID_CONTENT, () -> FileSources.of(null, data));
  }

  @Test
  void rejectsInvalidUrl() {
    assertRefused(INVALID_CONTENT, () -> FileSources.of("no url", null));
    assertRefused(INVALID_CONTENT, () -> FileSources.of("http://x/" + "y".repeat(2_048), null));
  }

  @Test
  void requiresExactlyOneSource() {
    var upload =
        new FileSource.Uploaded(Optional.empty(), new ByteArrayInputStream(new byte[] {1}));

    assertThat(image("\"caption\":\"c\"").outgoing(upload).attachment().orElseThrow().source())
        .isEqualTo(upload);
    assertRefused(MEDIA_MISSING, () -> image("\"caption\":\"c\"").outgoing());
    assertRefused(MEDIA_MISSING, () -> image("\"url\":\"u\"").outgoing(upload));
    assertRefused(MEDIA_MISSING, () -> image("\"url\":\"u\",\"data\":\"d\"").outgoing());
  }

  private static NewFile image(String fields) {
    return (NewFile)
        BodyReader.read(
            NewMessage.class,
            """
            {"sessionId": "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a", "to": "+966501234567",
             "type": "image", %s}
            """
                .formatted(fields));
  }
}
