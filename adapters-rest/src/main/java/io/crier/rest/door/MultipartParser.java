package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.domain.Refused;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the parts of a body of the type {@code multipart/form-data} (RFC 7578). */
final class MultipartParser {

  private static final int MAX_PARTS = 10;
  private static final int MAX_HEADERS = 20;
  private static final int MAX_LINE = 8_192;

  private static final Pattern DISPOSITION = Pattern.compile("(?i)form-data\\s*(;.*)?");

  /** A parameter in quotes ends at the next quote that is not escaped. */
  private static final Pattern PARAMETER =
      Pattern.compile("\\G;\\s*([^\\s=;\"]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\";]+))\\s*");

  private static final Pattern ENCODING = Pattern.compile("(?i:7bit|8bit|binary)");
  private static final Pattern TYPE = Pattern.compile("([^\\s/;,\"]+)/[^\\s/;,\"]+\\s*(;.*)?");
  private static final Pattern NESTED = Pattern.compile("(?i:multipart|message)");

  private final InputStream body;
  private final byte[] delimiter;
  private long position;
  private int last;

  /** Whether the last line feed followed a carriage return. */
  private boolean afterReturn;

  MultipartParser(InputStream body, String boundary) {
    this.body = body;
    delimiter = ("\n--" + boundary).getBytes(ISO_8859_1);
  }

  /** A part, and where its content is in the body. */
  record Part(
      String name, Optional<String> filename, Optional<String> type, long first, long length) {

    FormPart in(BodySpool spool) {
      return new FormPart(name, filename, type, () -> spool.read(first, length));
    }
  }

  /** Reads the body to its end. */
  List<Part> parse() throws IOException {
    var parts = new ArrayList<Part>();
    skipToDelimiter();
    while (isFollowedByPart()) {
      if (parts.size() == MAX_PARTS) {
        throw refused("the form has more than " + MAX_PARTS + " parts");
      }
      var headers = headers();
      var first = position;
      var length = skipToDelimiter() - first;
      parts.add(part(headers, first, Math.max(length, 0)));
    }
    while (next() >= 0) {
      // what follows the closing boundary does not count
    }
    return parts;
  }

  /**
   * Skips a delimiter and what is before it.
   *
   * @return where the content before it ends, which may be before the current position if that is
   *     the start of a line
   */
  private long skipToDelimiter() throws IOException {
    var matched = 1;
    var returns = 1;
    while (matched < delimiter.length) {
      var next = next();
      if (next < 0) {
        throw refused("the body ends before its closing boundary");
      }
      if (next == '\n') {
        matched = 1;
        returns = afterReturn ? 1 : 0;
      } else {
        matched = matched > 0 && next == (delimiter[matched] & 0xff) ? matched + 1 : 0;
      }
    }
    return position - delimiter.length - returns;
  }

  /** Whether the delimiter is that of a part, not that of the end of the form. */
  private boolean isFollowedByPart() throws IOException {
    var rest = line(true);
    if (rest.startsWith("--")) {
      return false;
    }
    if (!rest.isBlank()) {
      throw refused("the boundary must not occur within a part");
    }
    return true;
  }

  private Map<String, String> headers() throws IOException {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(false); !line.isEmpty(); line = line(false)) {
      var colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MAX_HEADERS) {
        throw refused("a part has malformed headers or too many");
      }
      if (headers.put(line.substring(0, colon), line.substring(colon + 1).strip()) != null) {
        throw refused("a part repeats a header");
      }
    }
    return headers;
  }

  /** The rest of the line, without its end. */
  private String line(boolean mayEndBody) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = next(); next != '\n'; next = next()) {
      if (next < 0 && mayEndBody && line.toString(ISO_8859_1).startsWith("--")) {
        break;
      }
      if (next < 0) {
        throw refused("the body ends before its closing boundary");
      }
      if (line.size() == MAX_LINE) {
        throw refused("a line of a part's headers is too long");
      }
      line.write(next);
    }
    var text = line.toString(UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private int next() throws IOException {
    var next = body.read();
    if (next >= 0) {
      position++;
    }
    if (next == '\n') {
      afterReturn = last == '\r';
    }
    last = next;
    return next;
  }

  private static Part part(Map<String, String> headers, long first, long length) {
    var disposition = headers.getOrDefault(HttpHeaders.CONTENT_DISPOSITION, "");
    if (!DISPOSITION.matcher(disposition).matches()) {
      throw refused("a part has no Content-Disposition: form-data");
    }
    if (!ENCODING.matcher(headers.getOrDefault("Content-Transfer-Encoding", "binary")).matches()) {
      throw refused("the content of a part must not be encoded");
    }
    var type = Optional.ofNullable(headers.get(HttpHeaders.CONTENT_TYPE));
    type.ifPresent(MultipartParser::check);
    var parameters = parameters(disposition);
    if (!parameters.containsKey("name")) {
      throw refused("a part has no name");
    }
    return new Part(parameters.get("name"), Filenames.of(parameters), type, first, length);
  }

  private static void check(String type) {
    var media = TYPE.matcher(type);
    if (!media.matches()) {
      throw refused("a part has a malformed Content-Type");
    }
    if (NESTED.matcher(media.group(1)).matches()) {
      throw refused("a part must not have parts of its own");
    }
  }

  /** The parameters of a header, after its value. */
  private static Map<String, String> parameters(String header) {
    // An escaped quote must not end its parameter.
    var escaped = header.replace("\\\\", "\0").replace("\\\"", "\1");
    var parameters = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    var start = Math.max(0, escaped.indexOf(';'));
    var found = PARAMETER.matcher(escaped).region(start, escaped.length());
    var end = start;
    while (found.find()) {
      var value = found.group(2) == null ? found.group(3) : found.group(2);
      parameters.put(found.group(1), value.replace('\1', '"').replace('\0', '\\'));
      end = found.end();
    }
    if (end < escaped.length()) {
      throw refused("a part has a malformed Content-Disposition");
    }
    return parameters;
  }

  private static Refused refused(String why) {
    return new Refused(INVALID_REQUEST, why);
  }
}
