package io.crier.application.media;

import static io.crier.application.Actors.admin;
import static io.crier.application.media.InMemoryVoiceConverter.VOICE;
import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.media.MediaProblem.MEDIA_NOT_FOUND;
import static io.crier.domain.media.MediaProblem.MEDIA_TOO_LARGE;
import static io.crier.domain.media.MediaProblem.MEDIA_TYPE_NOT_ALLOWED;
import static io.crier.domain.media.MediaProblem.VOICE_NOT_CONVERTIBLE;
import static io.crier.domain.media.MediaProblem.VOICE_NOT_OPUS;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeepMediaTest {

  private static final KeepMedia.Limits LIMITS =
      new KeepMedia.Limits(20, 30, 40, 50, Duration.ofDays(30));
  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final byte[] OGG = HexFormat.of().parseHex("4f676753");

  private final MediaStore media = new InMemoryMediaStore(new InMemoryUnitOfWork(), () -> NOON);
  private final KeepMedia keepMedia = keepMedia(true);
  private final OpenMedia openMedia = new OpenMedia(media);

  @Test
  void opensFilesForTheirOwnAccountOnly() throws IOException {
    var file = keep(MediaKind.IMAGE, padded(PNG, 20));

    assertThat(file.mimeType()).isEqualTo("image/png");
    assertThat(openMedia.open(admin(ACME), file.id())).hasBinaryContent(padded(PNG, 20));
    assertRefused(MEDIA_NOT_FOUND, () -> openMedia.open(admin(GLOBEX), file.id()));
  }

  @Test
  void limitsTheSizeByKind() throws IOException {
    assertThat(keep(MediaKind.IMAGE, padded(PNG, 20)).size()).isEqualTo(20);
    assertThat(keep(MediaKind.AUDIO, padded(OGG, 40)).size()).isEqualTo(40);
    assertThat(keep(MediaKind.VOICE, padded(VOICE, 40)).size()).isEqualTo(40);
    assertThat(keep(MediaKind.DOCUMENT, padded(PNG, 50)).size()).isEqualTo(50);
    assertRefused(MEDIA_TOO_LARGE, () -> keep(MediaKind.IMAGE, padded(PNG, 21)));
    assertRefused(MEDIA_TOO_LARGE, () -> keep(MediaKind.AUDIO, padded(OGG, 41)));
    assertRefused(MEDIA_TOO_LARGE, () -> keep(MediaKind.DOCUMENT, padded(PNG, 51)));
  }

  @Test
  void rejectsEmptyFilesAndWrongTypes() {
    assertRefused(INVALID_CONTENT, () -> keep(MediaKind.DOCUMENT, new byte[0]));
    assertRefused(MEDIA_TYPE_NOT_ALLOWED, () -> keep(MediaKind.IMAGE, OGG));
  }

  @Test
  void keepsNoLargerFileThanTheCallerWants() throws IOException {
    var file = padded(PNG, 20);

    assertThat(keep(keepMedia, MediaKind.IMAGE, file, 20).size()).isEqualTo(20);
    assertRefused(MEDIA_TOO_LARGE, () -> keep(keepMedia, MediaKind.IMAGE, file, 19));
  }

  @Test
  void convertsVoiceMessagesThatAreNotOpus() throws IOException {
    var file = keep(MediaKind.VOICE, "ID3 a song".getBytes(UTF_8));

    assertThat(file.mimeType()).isEqualTo("audio/ogg");
    assertThat(openMedia.open(admin(ACME), file.id())).hasBinaryContent(VOICE);
    assertRefused(VOICE_NOT_CONVERTIBLE, () -> keep(MediaKind.VOICE, "ID3 broken".getBytes(UTF_8)));
    assertRefused(MEDIA_TYPE_NOT_ALLOWED, () -> keep(MediaKind.VOICE, PNG));
  }

  @Test
  void rejectsVoiceMessagesThatCannotBeConverted() throws IOException {
    var withoutConverter = keepMedia(false);

    assertRefused(
        VOICE_NOT_OPUS, () -> keep(withoutConverter, MediaKind.VOICE, OGG, Long.MAX_VALUE));
    assertThat(keep(withoutConverter, MediaKind.VOICE, VOICE, Long.MAX_VALUE).mimeType())
        .isEqualTo("audio/ogg");
  }

  @Test
  void forgetsAFile() throws IOException {
    var file = keep(MediaKind.IMAGE, PNG);

    keepMedia.forget(ACME, file);

    assertRefused(MEDIA_NOT_FOUND, () -> openMedia.open(admin(ACME), file.id()));
  }

  @Test
  void rejectsASendTimeBeyondTheRetention() {
    assertThatCode(() -> keepMedia.requireKeptUntil(NOON.plus(LIMITS.kept())))
        .doesNotThrowAnyException();
    assertRefused(
        INVALID_SEND_AT, () -> keepMedia.requireKeptUntil(NOON.plus(LIMITS.kept()).plusMillis(1)));
  }

  private KeepMedia keepMedia(boolean converts) {
    return new KeepMedia(media, LIMITS, new InMemoryVoiceConverter(converts), () -> NOON);
  }

  private MediaFile keep(MediaKind kind, byte[] bytes) throws IOException {
    return keep(keepMedia, kind, bytes, Long.MAX_VALUE);
  }

  private static MediaFile keep(KeepMedia keepMedia, MediaKind kind, byte[] bytes, long most)
      throws IOException {
    return keepMedia.keep(ACME, kind, Optional.empty(), new ByteArrayInputStream(bytes), most);
  }

  private static byte[] padded(byte[] head, int size) {
    return Arrays.copyOf(head, size);
  }
}
