package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A side process that is controlled by a test. */
final class ScriptedProcess extends Process {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TIMEOUT_SECONDS = 10;
  private static final byte[] END = {};

  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> output = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** The next line with this command; other lines are skipped. */
  JsonNode awaitCommand(String command) {
    try {
      for (var open = true; open; ) {
        var line = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        open = line != null;
        if (open && line.path("do").asText().equals(command)) {
          return line;
        }
      }
      throw new AssertionError("never received the command " + command);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next answer; other lines are skipped. */
  JsonNode awaitAnswer() {
    try {
      for (var line = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
          line != null;
          line = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        if (line.has("answer")) {
          return line;
        }
      }
      throw new AssertionError("never received an answer");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean hasReceived(String command) {
    return received.stream().anyMatch(line -> line.path("do").asText().equals(command));
  }

  /** Writes a line of JSON, given with single quotes. */
  void writeLine(String json, Object... values) {
    write(json.formatted(values).replace('\'', '"') + "\n");
  }

  /** Writes text, which need not be a complete line. */
  void write(String text) {
    output.add(text.getBytes(UTF_8));
  }

  void answer(JsonNode request, String value) {
    writeLine("{'answer':%d%s}", request.get("ask").longValue(), value);
  }

  void end() {
    output.add(END);
    ended.countDown();
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      private final ByteArrayOutputStream line = new ByteArrayOutputStream();

      @Override
      public void write(int next) throws IOException {
        if (!isAlive()) {
          throw new IOException("the process has ended");
        }
        if (next == '\n') {
          received.add(parse(line.toString(UTF_8)));
          line.reset();
        } else {
          line.write(next);
        }
      }
    };
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      private byte[] current = {};
      private int next;

      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        try {
          while (next == current.length) {
            current = output.take();
            next = 0;
            if (current == END) {
              output.add(END);
              return -1;
            }
          }
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        var read = Math.min(length, current.length - next);
        System.arraycopy(current, next, into, offset, read);
        next += read;
        return read;
      }
    };
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    ended.await();
    return 0;
  }

  @Override
  public int exitValue() {
    if (isAlive()) {
      throw new IllegalThreadStateException();
    }
    return 0;
  }

  @Override
  public boolean isAlive() {
    return ended.getCount() > 0;
  }

  @Override
  public Process destroyForcibly() {
    destroy();
    return this;
  }

  @Override
  public void destroy() {
    end();
  }
}
