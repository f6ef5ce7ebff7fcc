package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class NodeCodecTest {

  /** Written by Baileys 7.0.0-rc14 with each kind of token that it has. */
  private static final byte[] TOKENIZED =
      HexFormat.of()
          .parseHex(
              "00f8121908ff04123b45a611fa0003045afc03686578fb83abc0ff0cf70003ff8634600000001f"
                  + "76f70102ff841234567fecaafaff0212031cfc0464696374ec00f803f802fc0161fc03000102"
                  + "f802fc0162ec01f801ee25");

  private static final BinaryNode NODE =
      BinaryNode.of(
              "iq",
              "id",
              "123.45-6",
              "to",
              "@s.whatsapp.net",
              "type",
              "set",
              "hex",
              "ABC0F",
              "jid",
              "34600000001:3@s.whatsapp.net",
              "lid",
              "1234567:2@lid",
              "group",
              "1203@g.us",
              "dict",
              "read-self")
          .with(
              BinaryNode.of("a").with(new byte[] {0, 1, 2}),
              BinaryNode.of("b").with("active".getBytes(UTF_8)),
              BinaryNode.of("c"));

  @Test
  void readsTokens() {
    assertSame(NodeCodec.decode(TOKENIZED), NODE);
  }

  @Test
  void readsWhatItWrites() {
    assertSame(NodeCodec.decode(NodeCodec.encode(NODE)), NODE);
  }

  @Test
  void readsCompressedNodes() throws IOException {
    var compressed = new ByteArrayOutputStream();
    compressed.write(2);
    try (var deflater = new DeflaterOutputStream(compressed)) {
      deflater.write(TOKENIZED, 1, TOKENIZED.length - 1);
    }

    assertSame(NodeCodec.decode(compressed.toByteArray()), NODE);
  }

  @Test
  void rejectsTruncatedNode() {
    for (var length = 1; length < TOKENIZED.length; length++) {
      var cut = Arrays.copyOf(TOKENIZED, length);

      assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> NodeCodec.decode(cut));
    }
  }

  private static void assertSame(BinaryNode actual, BinaryNode expected) {
    assertThat(actual.tag()).isEqualTo(expected.tag());
    assertThat(actual.attributes()).containsExactlyEntriesOf(expected.attributes());
    assertThat(actual.content()).isEqualTo(expected.content());
    assertThat(tags(actual)).isEqualTo(tags(expected));
    for (var i = 0; i < expected.children().size(); i++) {
      assertSame(actual.children().get(i), expected.children().get(i));
    }
  }

  private static List<String> tags(BinaryNode node) {
    return node.children().stream().map(BinaryNode::tag).toList();
  }
}
