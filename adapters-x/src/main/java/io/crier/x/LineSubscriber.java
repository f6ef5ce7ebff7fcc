package io.crier.x;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Passes each line to a consumer as it arrives, including empty lines. */
final class LineSubscriber implements BodySubscriber<byte[]> {

  private static final int MAX_LINE_BYTES = 1 << 20;

  private final Consumer<byte[]> consumer;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> done = new CompletableFuture<>();
  private Flow.Subscription subscription;

  LineSubscriber(Consumer<byte[]> consumer) {
    this.consumer = consumer;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      while (buffer.hasRemaining()) {
        append(buffer.get());
      }
    }
    if (line.size() > MAX_LINE_BYTES) {
      subscription.cancel();
      done.completeExceptionally(new IOException("a line exceeds " + MAX_LINE_BYTES + " bytes"));
    } else {
      subscription.request(1);
    }
  }

  private void append(byte next) {
    if (next == '\n') {
      var complete = line.toByteArray();
      line.reset();
      consumer.accept(complete);
    } else if (next != '\r') {
      line.write(next);
    }
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    done.complete(new byte[0]);
  }
}
