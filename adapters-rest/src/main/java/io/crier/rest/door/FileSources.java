package io.crier.rest.door;

import static io.crier.domain.media.MediaProblem.MEDIA_MISSING;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;

import io.crier.application.sending.Outgoing.FileSource;
import io.crier.domain.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the source of a message's file. */
public final class FileSources {

  private static final int MAX_URL_LENGTH = 2_048;
  private static final int MAX_HEAD_LENGTH = 200;
  private static final Pattern LINE_BREAKS = Pattern.compile("\\s+");
  private static final Pattern DATA = Pattern.compile("data:([^;,]*)(?:;[^;,]+)*;base64");

  private FileSources() {}

  /** The one source given; refused unless exactly one is. */
  public static FileSource of(String url, String data) {
    if ((url == null) == (data == null)) {
      throw new Refused(MEDIA_MISSING);
    }
    return url == null ? inline(data) : atUrl(url);
  }

  /** The file at a URL. */
  public static FileSource atUrl(String url) {
    return new FileSource.AtUrl(url(url));
  }

  private static URI url(String text) {
    try {
      if (text.length() <= MAX_URL_LENGTH) {
        return new URI(text);
      }
    } catch (URISyntaxException notAUrl) {
      // falls through to the refusal
    }
    throw new Refused(INVALID_CONTENT, "url: expected one such as https://example.com/door.jpg");
  }

  private static FileSource inline(String data) {
    var comma = data.indexOf(',');
    var head = DATA.matcher(data.substring(0, Math.clamp(comma, 0, MAX_HEAD_LENGTH)));
    if (!head.matches()) {
      throw new Refused(
          INVALID_CONTENT, "data: expected a data URI such as data:image/png;base64,…");
    }
    return new FileSource.Inline(
        Optional.of(head.group(1)), ByteBuffer.wrap(bytes(data.substring(comma + 1))));
  }

  /** Many encoders break lines. */
  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(LINE_BREAKS.matcher(base64).replaceAll(""));
    } catch (IllegalArgumentException e) {
      throw new Refused(INVALID_CONTENT, "data: what follows base64, is not Base64");
    }
  }
}
