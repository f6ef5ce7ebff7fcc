package io.crier.whatsapp.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * All submissions that reached WhatsApp from one session, in order: one line of JSON for each. A
 * line is with the operating system before {@link #append} returns, so that it survives any end of
 * this process. Nothing is kept in memory: there may be millions of lines.
 */
final class Ledger {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CHUNK = 1 << 16;

  /** Ends a line that a kill left incomplete; it is never read. */
  private static final byte[] INCOMPLETE = "#\n".getBytes(UTF_8);

  private final Path file;
  private boolean repaired;

  Ledger(Path file) {
    this.file = file;
  }

  /** One submission. Its line begins with the id, so that it can be searched for. */
  @JsonPropertyOrder({"id", "to", "type", "body", "caption", "mediaSha256", "typingMs", "at"})
  record Entry(
      String id,
      String to,
      String type,
      String body,
      String caption,
      String mediaSha256,
      long typingMs,
      String at) {

    static Entry parse(byte[] line) throws IOException {
      return JSON.readValue(line, Entry.class);
    }

    byte[] line() throws JsonProcessingException {
      return (JSON.writeValueAsString(this) + "\n").getBytes(UTF_8);
    }

    static byte[] beginning(String id) {
      try {
        return ("{\"id\":" + JSON.writeValueAsString(id) + ",").getBytes(UTF_8);
      } catch (JsonProcessingException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  /** Takes the lines one by one, without line breaks. */
  interface Reader {
    void line(byte[] json) throws IOException;
  }

  /** Adds a submission, and returns its end. */
  synchronized long append(Entry entry) {
    try (var ledger = FileChannel.open(file, CREATE, APPEND)) {
      if (!repaired) {
        if (isIncomplete()) {
          write(ledger, INCOMPLETE);
        }
        repaired = true;
      }
      write(ledger, entry.line());
      return ledger.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the ledger ends now. */
  long end() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the lines between two line ends, and returns the end of the last one. */
  long read(long from, long to, Reader reader) throws IOException {
    if (!Files.exists(file)) {
      return from;
    }
    var end = from;
    try (var ledger = FileChannel.open(file, READ).position(from)) {
      var bytes = ByteBuffer.allocate((int) Math.min(CHUNK, to - from));
      while (ledger.position() < to && ledger.read(upTo(to, ledger, bytes)) >= 0) {
        var start = 0;
        for (var i = 0; i < bytes.position(); i++) {
          if (bytes.get(i) == '\n') {
            if (i > start && bytes.get(i - 1) == '}') {
              reader.line(Arrays.copyOfRange(bytes.array(), start, i));
            }
            start = i + 1;
          }
        }
        end += start;
        bytes.flip().position(start);
        bytes =
            bytes.remaining() < bytes.capacity()
                ? bytes.compact()
                : ByteBuffer.allocate(2 * bytes.capacity()).put(bytes);
      }
    }
    return end;
  }

  private static ByteBuffer upTo(long end, FileChannel ledger, ByteBuffer bytes)
      throws IOException {
    var length = (int) Math.min(bytes.remaining(), end - ledger.position());
    return bytes.limit(bytes.position() + length);
  }

  /** The end of the last submission with this id, if there is one. */
  OptionalLong endOf(String id) {
    var beginning = Entry.beginning(id);
    return backwards(
        bytes -> {
          for (var end = bytes.startOfLineBefore(bytes.size()); end > 0; ) {
            var start = bytes.startOfLineBefore(end - 1);
            if (bytes.has(start, beginning)) {
              return OptionalLong.of(end);
            }
            end = start;
          }
          return OptionalLong.empty();
        });
  }

  /** The start of the last lines, as many as given. */
  long startOfLast(int lines) {
    return backwards(
            bytes -> {
              var start = bytes.startOfLineBefore(bytes.size());
              for (var line = 0; line < lines && start > 0; line++) {
                start = bytes.startOfLineBefore(start - 1);
              }
              return OptionalLong.of(start);
            })
        .orElse(0);
  }

  private boolean isIncomplete() throws IOException {
    return backwards(
            bytes ->
                bytes.startOfLineBefore(bytes.size()) < bytes.size()
                    ? OptionalLong.of(bytes.size())
                    : OptionalLong.empty())
        .isPresent();
  }

  private OptionalLong backwards(Search search) {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    try (var ledger = FileChannel.open(file, READ)) {
      return search.in(new Bytes(ledger, ledger.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FileChannel ledger, byte[] line) throws IOException {
    for (var bytes = ByteBuffer.wrap(line); bytes.hasRemaining(); ) {
      ledger.write(bytes);
    }
  }

  private interface Search {
    OptionalLong in(Bytes bytes) throws IOException;
  }

  /** The bytes of the file, with a window of them in memory. */
  private static final class Bytes {

    private final FileChannel file;
    private final long size;
    private long from;
    private ByteBuffer window = ByteBuffer.allocate(0);

    Bytes(FileChannel file, long size) {
      this.file = file;
      this.size = size;
    }

    long size() {
      return size;
    }

    long startOfLineBefore(long end) throws IOException {
      var start = end;
      while (start > 0 && at(start - 1) != '\n') {
        start--;
      }
      return start;
    }

    boolean has(long position, byte[] expected) throws IOException {
      if (position + expected.length > size) {
        return false;
      }
      for (var i = 0; i < expected.length; i++) {
        if (at(position + i) != expected[i]) {
          return false;
        }
      }
      return true;
    }

    private byte at(long position) throws IOException {
      if (position < from || position >= from + window.limit()) {
        // Most of the window is before the position: searches go backwards.
        from = Math.max(0, position - CHUNK * 7 / 8);
        window = ByteBuffer.allocate((int) Math.min(CHUNK, size - from));
        int read;
        do {
          read = file.read(window, from + window.position());
        } while (read > 0 && window.hasRemaining());
        window.flip();
      }
      return window.get((int) (position - from));
    }
  }
}
