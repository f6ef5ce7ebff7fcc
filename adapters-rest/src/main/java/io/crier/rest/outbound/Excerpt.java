package io.crier.rest.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The beginning of a response body, as text that any log or database can store. */
final class Excerpt {

  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  Excerpt(int limit) {
    this.limit = limit;
  }

  void add(byte[] bytes, int length) {
    kept.write(bytes, 0, Math.min(length, limit - kept.size()));
  }

  String text() {
    var bytes = kept.toByteArray();
    var text = CharBuffer.allocate(bytes.length);
    // If more input may follow, the decoder drops a character that the limit cut in half.
    var more = bytes.length == limit;
    StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(bytes), text, !more);
    // PostgreSQL's text cannot hold NUL.
    return text.flip().toString().replace('\0', '\uFFFD');
  }
}
