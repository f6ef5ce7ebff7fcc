package io.crier.rest.v1.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.crier.application.Slice;
import io.crier.application.messages.FindMessages.Listed;
import io.crier.rest.json.Json;
import io.crier.rest.v1.media.MediaLinks;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Messages as a table (CSV, RFC 4180), for spreadsheets. It is written page by page, so that memory
 * and transactions stay small however many there are.
 */
final class MessageTable {

  /** Without it, Excel takes UTF-8 for something else. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Where each column is in the JSON of a message: the first that there is. */
  private static final Map<String, List<String>> COLUMNS = columns();

  /** What spreadsheets take for the beginning of a formula, in full width, too. */
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\n＝＋－＠]");

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS).build();

  private final MediaLinks links;

  MessageTable(MediaLinks links) {
    this.links = links;
  }

  /**
   * Writes all pages.
   *
   * @param next the page after one that has more behind it
   */
  void write(OutputStream out, Slice<Listed> first, UnaryOperator<Slice<Listed>> next)
      throws IOException {
    out.write(BYTE_ORDER_MARK);
    try (var rows = MAPPER.writer(schema()).writeValues(unclosed(out))) {
      var page = first;
      write(rows, page);
      while (page.more()) {
        page = next.apply(page);
        write(rows, page);
      }
    }
  }

  private void write(SequenceWriter rows, Slice<Listed> page) throws IOException {
    for (var listed : page.items()) {
      rows.write(row(Json.MAPPER.valueToTree(MessageView.of(listed, links))));
    }
    rows.flush();
  }

  private static List<String> row(JsonNode message) {
    return COLUMNS.values().stream().map(places -> cell(message, places)).toList();
  }

  private static String cell(JsonNode message, List<String> places) {
    return places.stream()
        .map(message::at)
        .filter(it -> !it.isMissingNode() && !it.isNull())
        .findFirst()
        .map(it -> it.isValueNode() ? it.asText() : it.toString())
        .map(MessageTable::harmless)
        .orElse("");
  }

  /** A text that no spreadsheet runs: an apostrophe makes it text. Numbers stay numbers. */
  static String harmless(String text) {
    return FORMULA.matcher(text).lookingAt() && !NUMBER.matcher(text).matches() ? "'" + text : text;
  }

  private static CsvSchema schema() {
    var schema = CsvSchema.builder().setLineSeparator("\r\n").setUseHeader(true);
    COLUMNS.keySet().forEach(schema::addColumn);
    return schema.build();
  }

  private static Map<String, List<String>> columns() {
    var columns = new LinkedHashMap<String, List<String>>();
    for (var name :
        List.of("id", "createdAt", "sessionId", "direction", "from", "fromName", "author", "to")) {
      columns.put(name, List.of("/" + name));
    }
    columns.put("type", List.of("/type"));
    columns.put(
        "text",
        List.of(
            "/body",
            "/caption",
            "/poll/question",
            "/reaction/emoji",
            "/interactive/text",
            "/interactive/title",
            "/location/name",
            "/contact/name"));
    columns.put("filename", List.of("/filename"));
    columns.put("status", List.of("/status"));
    columns.put("error", List.of("/error/code"));
    for (var name : List.of("sentAt", "deliveredAt", "readAt", "waMessageId", "test", "metadata")) {
      columns.put(name, List.of("/" + name));
    }
    return columns;
  }

  /** The server closes its stream itself, or breaks the connection if something fails. */
  private static OutputStream unclosed(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }
}
