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

/** Hands on line after line as they come, empty ones too. */
final class Lines implements BodySubscriber<byte[]> {

  private static final int LONGEST = 1 << 20;

  private final Consumer<byte[]> reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> end = new CompletableFuture<>();
  private Flow.Subscription subscription;

  Lines(Consumer<byte[]> reader) {
    this.reader = reader;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      while (buffer.hasRemaining()) {
        take(buffer.get());
      }
    }
    if (line.size() > LONGEST) {
      subscription.cancel();
      end.completeExceptionally(new IOException("a line is longer than " + LONGEST));
    } else {
      subscription.request(1);
    }
  }

  private void take(byte each) {
    if (each == '\n') {
      var whole = line.toByteArray();
      line.reset();
      reader.accept(whole);
    } else if (each != '\r') {
      line.write(each);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(new byte[0]);
  }
}
