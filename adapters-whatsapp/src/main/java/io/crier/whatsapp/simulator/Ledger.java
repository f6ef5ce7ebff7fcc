package io.crier.whatsapp.simulator;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All submissions from one session that reached WhatsApp, in order, as lines of JSON. {@link
 * #append} hands a line to the operating system before it returns, so that the line survives any
 * end of this process. Nothing is kept in memory, because there may be millions of lines.
 */
final class Ledger {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CHUNK = 1 << 16;

  /**
   * Terminates a line that a killed process or a full disk left incomplete; such lines are skipped.
   */
  private static final byte[] INCOMPLETE = "#\n".getBytes(UTF_8);

  private final Path file;

  Ledger(Path file) {
    this.file = file;
  }

  /** One submission. Its line starts with the id, so that it can be searched for. */
  @JsonPropertyOrder({
    "id",
    "to",
    "type",
    "body",
    "caption",
    "mediaSha256",
    "typingMs",
    "at",
    "target",
    "options",
    "forwarded",
    "viewOnce",
    "mentionAll",
    "preview",
    "audience"
  })
  record Entry(
      String id,
      String to,
      String type,
      String body,
      String caption,
      String mediaSha256,
      long typingMs,
      String at,
      @JsonInclude(NON_NULL) String target,
      @JsonInclude(NON_NULL) List<MenuOption> options,
      @JsonInclude(NON_NULL) Boolean forwarded,
      @JsonInclude(NON_NULL) Boolean viewOnce,
      @JsonInclude(NON_NULL) Boolean mentionAll,
      @JsonInclude(NON_NULL) PagePreview preview,
      @JsonInclude(NON_NULL) Integer disappearingSeconds,
      @JsonInclude(NON_NULL) List<String> audience) {

    static Entry parse(byte[] line) throws IOException {
      return JSON.readValue(line, Entry.class);
    }

    byte[] line() throws JsonProcessingException {
      return (JSON.writeValueAsString(this) + "\n").getBytes(UTF_8);
    }

    static byte[] linePrefix(String id) {
      try {
        return ("{\"id\":" + JSON.writeValueAsString(id) + ",").getBytes(UTF_8);
      } catch (JsonProcessingException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  /** Receives lines one by one, without line breaks. */
  interface Reader {
    void line(byte[] json) throws IOException;
  }

  /** Appends a submission, and returns the position after it. */
  synchronized long append(Entry entry) {
    try (var ledger = FileChannel.open(file, CREATE, APPEND)) {
      if (isIncomplete(ledger.size())) {
        write(ledger, INCOMPLETE);
      }
      write(ledger, entry.line());
      return ledger.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The position of the current end. */
  long end() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the lines between two positions, and returns the position after the last one. */
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

  /** The position after the last submission with this id, if there is one. */
  OptionalLong endOf(String id) {
    var linePrefix = Entry.linePrefix(id);
    return searchBackwards(
        bytes -> {
          for (var end = bytes.startOfLineBefore(bytes.size()); end > 0; ) {
            var start = bytes.startOfLineBefore(end - 1);
            if (bytes.matches(start, linePrefix)) {
              return OptionalLong.of(end);
            }
            end = start;
          }
          return OptionalLong.empty();
        });
  }

  /** The last submission with this id, if there is one. */
  Optional<Entry> find(String id) {
    var end = endOf(id);
    return end.isEmpty() ? Optional.empty() : Optional.of(entryBefore(end.getAsLong()));
  }

  private Entry entryBefore(long end) {
    var start =
        searchBackwards(bytes -> OptionalLong.of(bytes.startOfLineBefore(end - 1))).orElseThrow();
    var found = new AtomicReference<Entry>();
    try {
      read(start, end, line -> found.set(Entry.parse(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.get();
  }

  /** The position of the start of the last lines. */
  long startOfLast(int lines) {
    return searchBackwards(
            bytes -> {
              var start = bytes.startOfLineBefore(bytes.size());
              for (var line = 0; line < lines && start > 0; line++) {
                start = bytes.startOfLineBefore(start - 1);
              }
              return OptionalLong.of(start);
            })
        .orElse(0);
  }

  /** Looked at each time, because not only the end of a process can tear a line. */
  private boolean isIncomplete(long size) throws IOException {
    if (size == 0) {
      return false;
    }
    try (var ledger = FileChannel.open(file, READ)) {
      var last = ByteBuffer.allocate(1);
      return ledger.read(last, size - 1) < 1 || last.get(0) != '\n';
    }
  }

  private OptionalLong searchBackwards(Search search) {
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

  /** Random access to the file, with a window of it in memory. */
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

    boolean matches(long position, byte[] expected) throws IOException {
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
        // Most of the window is before the position, because searches go backwards.
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
