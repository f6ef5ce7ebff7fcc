package io.crier.whatsapp.web.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageKindTest {

  private static final Attachment FILE =
      new Attachment("application/pdf", "menu.pdf", new byte[] {1, 2, 3});

  private final MediaHost host = new MediaHost();

  @AfterEach
  void close() {
    host.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAGE", "VIDEO", "AUDIO", "VOICE", "DOCUMENT"})
  void decryptsFile(MessageKind kind) {
    var part = kind.seal(FILE, "caption", host);
    var opened = kind.open(part, host);

    assertThat(opened.content()).isEqualTo(FILE.content());
    assertThat(opened.mimeType()).isEqualTo(FILE.mimeType());
    assertThat(kind.isIn(new Protobuf().with(kind.field, part))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUDIO", "VOICE"})
  void distinguishesVoiceFromAudio(MessageKind kind) {
    var other = kind == MessageKind.AUDIO ? MessageKind.VOICE : MessageKind.AUDIO;
    var message = new Protobuf().with(kind.field, kind.seal(FILE, "", host));

    assertThat(other.isIn(message)).isFalse();
  }

  @Test
  void failsWithoutUploadedFile() {
    var part = MessageKind.IMAGE.seal(FILE, "", host);

    try (var another = new MediaHost()) {
      assertThatExceptionOfType(UnreadableException.class)
          .isThrownBy(() -> MessageKind.IMAGE.open(part, another));
    }
  }

  @Test
  void rejectsFileWithWrongHash() {
    var part = MessageKind.IMAGE.seal(FILE, "", host);
    var longer = Protobuf.read(part.encoded()).with(5, FILE.content().length + 1);

    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> MessageKind.IMAGE.open(longer, host));
  }
}
