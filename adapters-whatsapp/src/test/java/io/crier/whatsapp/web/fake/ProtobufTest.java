package io.crier.whatsapp.web.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProtobufTest {

  @Test
  void writesFieldsInWireFormat() {
    var message = new Protobuf().with(1, 150).with(2, "testing").with(3, new Protobuf().with(1, 1));

    assertThat(HexFormat.of().formatHex(message.encoded()))
        .isEqualTo("089601" + "120774657374696e67" + "1a020801");
  }

  @Test
  void readsWhatItWrites() {
    var message =
        Protobuf.read(
            new Protobuf().with(16, -1L).with(1, -3.5).with(2, "a").with(2, "b").encoded());

    assertThat(message.number(16)).isEqualTo(-1);
    assertThat(message.decimal(1)).isEqualTo(-3.5);
    assertThat(message.texts(2)).containsExactly("a", "b");
    assertThat(message.text(2)).isEqualTo("b");
    assertThat(message.has(3)).isFalse();
  }

  @Test
  void rejectsTruncatedMessage() {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> Protobuf.read(HexFormat.of().parseHex("120774")));
  }
}
