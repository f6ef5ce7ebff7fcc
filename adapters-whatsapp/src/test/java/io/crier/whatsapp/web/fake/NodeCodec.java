package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The binary encoding of {@link BinaryNode}s. Clients encode known words as tokens of one or two
 * bytes, so decoding needs their dictionary; encoding writes every word in full, which is also
 * allowed.
 */
final class NodeCodec {

  private static final int EMPTY = 0;
  private static final int DICTIONARY = 236;
  private static final int DEVICE_JID = 247;
  private static final int LIST_8 = 248;
  private static final int LIST_16 = 249;
  private static final int JID = 250;
  private static final int HEX = 251;
  private static final int BINARY_8 = 252;
  private static final int BINARY_20 = 253;
  private static final int BINARY_32 = 254;
  private static final int NIBBLES = 255;

  private static final int COMPRESSED = 2;
  private static final int LID_DOMAIN = 1;

  private static final Pattern ADDRESS = Pattern.compile("(\\w*)(?::(\\d+))?@([a-z.]+)");
  private static final List<String> WORDS = words();

  private final ByteBuffer in;

  private NodeCodec(ByteBuffer in) {
    this.in = in;
  }

  private static List<String> words() {
    try (InputStream words = NodeCodec.class.getResourceAsStream("/wa-tokens.txt")) {
      return Arrays.asList(new String(words.readAllBytes(), UTF_8).split("\n", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BinaryNode decode(byte[] frame) {
    var plain = ByteBuffer.wrap(frame, 1, frame.length - 1).slice();
    try {
      return new NodeCodec((frame[0] & COMPRESSED) == 0 ? plain : inflate(plain)).node();
    } catch (BufferUnderflowException e) {
      throw new UnreadableException("a node that ends too early", e);
    }
  }

  private static ByteBuffer inflate(ByteBuffer compressed) {
    var inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      var out = new ByteArrayOutputStream();
      var part = new byte[8192];
      while (!inflater.finished()) {
        var length = inflater.inflate(part);
        if (length == 0) {
          throw new BufferUnderflowException();
        }
        out.write(part, 0, length);
      }
      return ByteBuffer.wrap(out.toByteArray());
    } catch (DataFormatException e) {
      throw new UnreadableException("not compressed", e);
    } finally {
      inflater.end();
    }
  }

  private BinaryNode node() {
    var size = listSize(next());
    var tag = string(next());
    var attributes = new LinkedHashMap<String, String>();
    for (var i = 0; i < (size - 1) / 2; i++) {
      attributes.put(string(next()), string(next()));
    }
    var node = new BinaryNode(tag, attributes, List.of(), Crypto.NOTHING);
    if (size % 2 != 0) {
      return node;
    }
    var kind = next();
    return switch (kind) {
      case EMPTY, LIST_8, LIST_16 -> node.with(nodes(listSize(kind)));
      case BINARY_8, BINARY_20, BINARY_32 -> node.with(binary(kind));
      default -> node.with(string(kind).getBytes(UTF_8));
    };
  }

  private List<BinaryNode> nodes(int count) {
    var nodes = new ArrayList<BinaryNode>();
    for (var i = 0; i < count; i++) {
      nodes.add(node());
    }
    return nodes;
  }

  private int next() {
    return in.get() & 255;
  }

  private int listSize(int kind) {
    return switch (kind) {
      case EMPTY -> 0;
      case LIST_8 -> next();
      case LIST_16 -> next() << 8 | next();
      default -> throw new UnreadableException("not a list: " + kind);
    };
  }

  private byte[] binary(int kind) {
    var length =
        switch (kind) {
          case BINARY_8 -> next();
          case BINARY_20 -> (next() & 15) << 16 | next() << 8 | next();
          default -> in.getInt();
        };
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private String string(int kind) {
    return switch (kind) {
      case EMPTY -> "";
      case BINARY_8, BINARY_20, BINARY_32 -> new String(binary(kind), UTF_8);
      case HEX -> packed("0123456789ABCDEF");
      case NIBBLES -> packed("0123456789-.    ");
      case JID -> string(next()) + "@" + string(next());
      case DEVICE_JID -> deviceJid();
      default -> word(kind);
    };
  }

  private String word(int kind) {
    if (kind < DICTIONARY) {
      return WORDS.get(kind);
    }
    if (kind < DICTIONARY + 4) {
      return WORDS.get(DICTIONARY + 256 * (kind - DICTIONARY) + next());
    }
    throw new UnreadableException("not a string: " + kind);
  }

  private String packed(String alphabet) {
    var start = next();
    var text = new StringBuilder();
    for (var i = 0; i < (start & 127); i++) {
      var pair = next();
      text.append(alphabet.charAt(pair >> 4)).append(alphabet.charAt(pair & 15));
    }
    var isOdd = (start & 128) != 0;
    return isOdd ? text.substring(0, text.length() - 1) : text.toString();
  }

  private String deviceJid() {
    var domain = next();
    var device = next();
    var user = string(next());
    return user
        + (device == 0 ? "" : ":" + device)
        + (domain == LID_DOMAIN ? "@lid" : "@s.whatsapp.net");
  }

  static byte[] encode(BinaryNode node) {
    var out = new ByteArrayOutputStream();
    out.write(0);
    write(node, out);
    return out.toByteArray();
  }

  private static void write(BinaryNode node, ByteArrayOutputStream out) {
    var hasContent = !node.children().isEmpty() || node.content().length > 0;
    list(1 + 2 * node.attributes().size() + (hasContent ? 1 : 0), out);
    binary(node.tag().getBytes(UTF_8), out);
    node.attributes()
        .forEach(
            (name, value) -> {
              binary(name.getBytes(UTF_8), out);
              value(value, out);
            });
    if (!node.children().isEmpty()) {
      list(node.children().size(), out);
      node.children().forEach(child -> write(child, out));
    } else if (hasContent) {
      binary(node.content(), out);
    }
  }

  private static void list(int size, ByteArrayOutputStream out) {
    out.write(LIST_16);
    out.write(size >> 8);
    out.write(size);
  }

  private static void binary(byte[] bytes, ByteArrayOutputStream out) {
    out.write(BINARY_32);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  /** Addresses have an encoding of their own, and some clients accept no other. */
  private static void value(String value, ByteArrayOutputStream out) {
    var address = ADDRESS.matcher(value);
    if (!address.matches()) {
      binary(value.getBytes(UTF_8), out);
    } else if (address.group(2) != null) {
      out.write(DEVICE_JID);
      out.write(address.group(3).equals("lid") ? LID_DOMAIN : 0);
      out.write(Integer.parseInt(address.group(2)));
      binary(address.group(1).getBytes(UTF_8), out);
    } else {
      out.write(JID);
      if (address.group(1).isEmpty()) {
        out.write(EMPTY);
      } else {
        binary(address.group(1).getBytes(UTF_8), out);
      }
      binary(address.group(3).getBytes(UTF_8), out);
    }
  }
}
