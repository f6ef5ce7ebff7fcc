package io.crier.domain.media;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.media.MediaProblem.MEDIA_TYPE_NOT_ALLOWED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {

  private static final String PNG = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR";
  private static final String ZIP = "PK\u0003\u0004";
  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  @ParameterizedTest
  @CsvSource({
    "IMAGE, ffd8ffe0, image/jpeg",
    "IMAGE, 89504e470d0a1a0a, image/png",
    "IMAGE, 524946460a00000057454250, image/webp",
    "VIDEO, 000000186674797069736f6d, video/mp4",
    "VIDEO, 000000186674797033677034, video/3gpp",
    "AUDIO, 4f67675300020000, audio/ogg",
    "VOICE, 4f67675300020000, audio/ogg",
    "VOICE, 524946460a00000057415645, audio/wav",
    "VOICE, 1a45dfa39f4286, audio/webm",
    "AUDIO, 49443304, audio/mpeg",
    "AUDIO, fffb9064, audio/mpeg",
    "AUDIO, fff15080, audio/aac",
    "AUDIO, 2321414d520a, audio/amr",
    "AUDIO, 00000018667479704d344120, audio/mp4",
    "AUDIO, 000000186674797069736f6d, audio/mp4",
    "DOCUMENT, 255044462d312e37, application/pdf",
    "DOCUMENT, 89504e470d0a1a0a, image/png",
    "DOCUMENT, 00010203, application/octet-stream"
  })
  void detectsTheTypeFromTheFirstBytes(MediaKind kind, String head, String mimeType) {
    var bytes = HexFormat.of().parseHex(head);

    assertThat(FileType.judge(kind, Optional.empty(), bytes)).isEqualTo(mimeType);
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE, 474946383961, 'image takes image/jpeg, image/png, image/webp: this is image/gif'",
    "IMAGE, 255044462d, 'image takes image/jpeg, image/png, image/webp: this is application/pdf'",
    "IMAGE, 3c68746d6c, 'image takes image/jpeg, image/png, image/webp: this is something else'",
    "VIDEO, 89504e470d0a1a0a, 'video takes video/3gpp, video/mp4: this is image/png'",
    "AUDIO, 1a45dfa39f4286, 'audio takes audio/aac, audio/amr, audio/mp4, audio/mpeg, audio/ogg:"
        + " this is audio/webm'",
    "VOICE, 52494646, 'voice takes audio/aac, audio/amr, audio/mp4, audio/mpeg, audio/ogg,"
        + " audio/wav, audio/webm: this is something else'"
  })
  void rejectsTypesThatWhatsAppDoesNotAccept(MediaKind kind, String head, String detail) {
    var bytes = HexFormat.of().parseHex(head);

    assertRefused(MEDIA_TYPE_NOT_ALLOWED, () -> FileType.judge(kind, Optional.empty(), bytes));
    assertThatThrownBy(() -> FileType.judge(kind, Optional.empty(), bytes)).hasMessage(detail);
  }

  @ParameterizedTest
  @CsvSource({"image/png", "IMAGE/PNG", "image/png; q=1", "application/octet-stream", "''", "png"})
  void acceptsAMatchingOrGenericClaim(String claimed) {
    assertThat(judge(MediaKind.IMAGE, claimed, PNG)).isEqualTo("image/png");
  }

  @ParameterizedTest
  @CsvSource({"image/jpeg", "text/html", "application/pdf"})
  void rejectsAFalseClaim(String claimed) {
    assertRefused(MEDIA_TYPE_NOT_ALLOWED, () -> judge(MediaKind.IMAGE, claimed, PNG));
    assertRefused(MEDIA_TYPE_NOT_ALLOWED, () -> judge(MediaKind.DOCUMENT, claimed, PNG));
  }

  @Test
  void trustsTheClaimForUnrecognizedDocuments() {
    assertThat(judge(MediaKind.DOCUMENT, DOCX, ZIP)).isEqualTo(DOCX);
    assertRefused(MEDIA_TYPE_NOT_ALLOWED, () -> judge(MediaKind.DOCUMENT, "application/pdf", ZIP));
  }

  @Test
  void fallsBackToOctetStream() {
    assertThat(FileType.guess(ZIP.getBytes(ISO_8859_1))).isEqualTo("application/octet-stream");
    assertThat(FileType.guess(PNG.getBytes(ISO_8859_1))).isEqualTo("image/png");
    assertThat(FileType.guess(new byte[0])).isEqualTo("application/octet-stream");
  }

  private static String judge(MediaKind kind, String claimed, String head) {
    return FileType.judge(kind, Optional.of(claimed), head.getBytes(ISO_8859_1));
  }

  @Test
  void findsOpusInOgg() {
    var page = "OggS\0\2" + "\0".repeat(20) + "\1\23";

    assertThat(FileType.isOpus((page + "OpusHead\1\1").getBytes(ISO_8859_1))).isTrue();
    assertThat(FileType.isOpus((page + "\1vorbis").getBytes(ISO_8859_1))).isFalse();
    assertThat(FileType.isOpus("ID3OpusHead".getBytes(ISO_8859_1))).isFalse();
  }
}
