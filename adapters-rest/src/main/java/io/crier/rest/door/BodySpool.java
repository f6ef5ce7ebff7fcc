package io.crier.rest.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bytes that are written once and then read: the first in memory, larger ones in a file. */
final class BodySpool implements Closeable {

  private static final int MAX_IN_MEMORY = 64 * 1024;

  private final Path directory;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream(1024);
  private Path file;
  private OutputStream fileOutput;
  private final List<InputStream> opened = new ArrayList<>();
  private boolean closed;
  private volatile long size;

  BodySpool() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Keeps large bodies in this directory. */
  BodySpool(Path directory) {
    this.directory = directory;
  }

  long size() {
    return size;
  }

  /** Keeps nothing if it has been closed by another thread, which has rejected the body. */
  synchronized void write(byte[] bytes, int length) throws IOException {
    if (closed) {
      return;
    }
    if (file == null && memory.size() + length <= MAX_IN_MEMORY) {
      memory.write(bytes, 0, length);
    } else {
      if (file == null) {
        file = Files.createTempFile(directory, "crier-body", null);
        fileOutput = Files.newOutputStream(file);
        memory.writeTo(fileOutput);
        memory.reset();
      }
      fileOutput.write(bytes, 0, length);
    }
    size += length;
  }

  /** What was written; nothing may be written after that. */
  InputStream read() throws IOException {
    return read(0, size);
  }

  /** A part of what was written. */
  synchronized InputStream read(long first, long length) throws IOException {
    if (file == null) {
      return new ByteArrayInputStream(memory.toByteArray(), (int) first, (int) length);
    }
    fileOutput.close();
    var input = new Part(Files.newInputStream(file), length);
    opened.add(input);
    input.skipTo(first);
    return input;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (var input : opened) {
      input.close();
    }
    if (file != null) {
      fileOutput.close();
      Files.deleteIfExists(file);
    }
  }

  /** A part of the file. */
  private static final class Part extends FilterInputStream {

    private long left;

    Part(InputStream file, long length) {
      super(file);
      left = length;
    }

    void skipTo(long first) throws IOException {
      in.skipNBytes(first);
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      left--;
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      var read = super.read(bytes, offset, (int) Math.min(left, length));
      left -= Math.max(read, 0);
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      var skipped = super.skip(Math.min(left, count));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(left, super.available());
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
