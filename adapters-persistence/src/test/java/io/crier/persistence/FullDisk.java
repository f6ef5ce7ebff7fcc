package io.crier.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2, named {@code full:}, that has no room while it is full. One thread is so
 * slow that it reads a file only after that was closed.
 */
public final class FullDisk extends FilePathWrapper {

  private static volatile boolean full;
  private static volatile Thread slow;
  private static volatile CountDownLatch reads;
  private static volatile CountDownLatch closed;

  static void slowDown(Thread reader) {
    reads = new CountDownLatch(1);
    closed = new CountDownLatch(1);
    slow = reader;
  }

  /** Returns once the slow thread reads; false if it does not. */
  static boolean isReadSlowly() throws InterruptedException {
    return reads.await(30, TimeUnit.SECONDS);
  }

  static void fill(boolean isFull) {
    full = isFull;
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new File(super.open(mode));
  }

  private static final class File extends FileBaseDefault {

    private final FileChannel base;

    private File(FileChannel base) {
      this.base = base;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      if (Thread.currentThread() == slow) {
        reads.countDown();
        try {
          closed.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return base.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      if (full) {
        throw new IOException("no space left");
      }
      return base.write(from, position);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
      if (slow != null) {
        closed.countDown();
      }
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      base.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      base.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }
  }
}
