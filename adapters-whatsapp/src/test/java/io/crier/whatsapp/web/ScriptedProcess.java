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

/** A side process that says and does what a test has it say and do. */
final class ScriptedProcess extends Process {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TIMEOUT_SECONDS = 10;
  private static final byte[] END = {};

  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> said = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /** The next line of this kind that it was told; others are passed over. */
  JsonNode hears(String what) {
    try {
      for (var left = true; left; ) {
        var line = heard.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        left = line != null;
        if (left && line.path("do").asText().equals(what)) {
          return line;
        }
      }
      throw new AssertionError("was never told to " + what);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next line that answers it. */
  JsonNode isAnswered() {
    try {
      for (var line = heard.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
          line != null;
          line = heard.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        if (line.has("answer")) {
          return line;
        }
      }
      throw new AssertionError("was never answered");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean hasHeard(String what) {
    return heard.stream().anyMatch(line -> line.path("do").asText().equals(what));
  }

  /** Says a line, written with single quotes. */
  void says(String json, Object... values) {
    utters(json.formatted(values).replace('\'', '"') + "\n");
  }

  /** Says just this, which may not be a line. */
  void utters(String text) {
    said.add(text.getBytes(UTF_8));
  }

  void answers(JsonNode question, String value) {
    says("{'answer':%d%s}", question.get("ask").longValue(), value);
  }

  void ends() {
    said.add(END);
    over.countDown();
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      private final ByteArrayOutputStream line = new ByteArrayOutputStream();

      @Override
      public void write(int letter) throws IOException {
        if (!isAlive()) {
          throw new IOException("nobody listens");
        }
        if (letter == '\n') {
          heard.add(parse(line.toString(UTF_8)));
          line.reset();
        } else {
          line.write(letter);
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
            current = said.take();
            next = 0;
            if (current == END) {
              said.add(END);
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
    over.await();
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
    return over.getCount() > 0;
  }

  @Override
  public Process destroyForcibly() {
    destroy();
    return this;
  }

  @Override
  public void destroy() {
    ends();
  }
}
