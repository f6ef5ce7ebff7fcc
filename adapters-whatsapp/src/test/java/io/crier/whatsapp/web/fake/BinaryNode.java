package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the two sides exchange: an XML element in a binary encoding. */
record BinaryNode(
    String tag, Map<String, String> attributes, List<BinaryNode> children, byte[] content) {

  /** A node with these attributes, as alternating names and values. */
  static BinaryNode of(String tag, String... attributes) {
    var map = new LinkedHashMap<String, String>();
    for (var i = 0; i < attributes.length; i += 2) {
      map.put(attributes[i], attributes[i + 1]);
    }
    return new BinaryNode(tag, map, List.of(), Crypto.NOTHING);
  }

  BinaryNode with(BinaryNode... children) {
    return with(List.of(children));
  }

  BinaryNode with(List<BinaryNode> children) {
    return new BinaryNode(tag, attributes, children, Crypto.NOTHING);
  }

  BinaryNode with(byte[] content) {
    return new BinaryNode(tag, attributes, List.of(), content);
  }

  BinaryNode with(String attribute, String value) {
    var map = new LinkedHashMap<>(attributes);
    map.put(attribute, value);
    return new BinaryNode(tag, map, children, content);
  }

  boolean is(String tag) {
    return this.tag.equals(tag);
  }

  /** The attribute, or an empty string if it is missing. */
  String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  Optional<BinaryNode> child(String tag) {
    return children.stream().filter(child -> child.is(tag)).findFirst();
  }

  BinaryNode need(String tag) {
    return child(tag).orElseThrow(() -> new UnreadableException("no " + tag + " in " + this.tag));
  }

  List<BinaryNode> children(String tag) {
    return children.stream().filter(child -> child.is(tag)).toList();
  }

  String text() {
    return new String(content, UTF_8);
  }
}
