package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a person could read in a message that Crier does not understand: its texts and options, one
 * per line: first those of a part, then those of the parts within it.
 */
public final class ReadableText {

  private static final int DEEPEST = 30;
  private static final int LONGEST = 200_000;

  /** Of other messages, or of the protocol. */
  private static final Set<String> SKIPPED =
      Set.of("contextinfo", "messagecontextinfo", "messageparamsjson", "quotedmessage");

  private static final Pattern TECHNICAL =
      Pattern.compile(
          ".*(?:id|ids|jid|lid|path|key|sha256|hash|token|mimetype|mime_type|secret|thumbnail|"
              + "signature|version|currency|type|timestamp|vcard|participant|sender|recipient|"
              + "locale|namespace|element_?name|latitude|longitude|data|flow_action|status|source|"
              + "fallbacklg|fallbacklc|iso4217|invite_?code)|lg|lc|code");

  private final Set<String> lines = new LinkedHashSet<>();
  private int length;

  private ReadableText() {}

  public static String of(JsonNode message) {
    var text = new ReadableText();
    text.read("text", message, DEEPEST);
    return String.join("\n", text.lines);
  }

  private void read(String field, JsonNode node, int depth) {
    var name = field.toLowerCase(Locale.ROOT);
    if (depth == 0 || SKIPPED.contains(name)) {
      return;
    }
    if (node.isTextual()) {
      read(name, node.textValue(), depth);
    } else if (node.isArray()) {
      node.forEach(each -> read(field, each, depth - 1));
    } else {
      // The name of a native button says what it does, its parameters what it says.
      var isButton = node.has("buttonParamsJson") || node.has("buttonParamsJSON");
      var fields =
          node.properties().stream()
              .filter(it -> !isButton || !it.getKey().equalsIgnoreCase("name"))
              .sorted(Comparator.comparing(it -> !it.getValue().isTextual()))
              .toList();
      fields.forEach(it -> read(it.getKey(), it.getValue(), depth - 1));
    }
  }

  private void read(String name, String text, int depth) {
    if (name.endsWith("json")) {
      read("text", JsonTrees.parsed(text), depth - 1);
    } else if (!TECHNICAL.matcher(name).matches() && !isOfWhatsApp(name, text)) {
      add(text.strip());
    }
  }

  private void add(String line) {
    if (!line.isEmpty() && length < LONGEST && lines.add(line)) {
      length += line.length();
    }
  }

  private static boolean isOfWhatsApp(String name, String text) {
    return name.endsWith("url") && text.contains(".whatsapp.net");
  }
}
