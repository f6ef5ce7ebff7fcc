package io.crier.x;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.watch.PushSource.Listener;
import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.xaccounts.XFault;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** An answer of X's that goes on and on, from its opening until it is closed or lost. */
public final class LiveStream implements AutoCloseable {

  private static final Logger LOG = System.getLogger(LiveStream.class.getName());
  private static final int LARGEST_REFUSAL = 64 << 10;

  private final XApi x;
  private final Listener listener;
  private final Consumer<JsonNode> messages;

  /**
   * One call of the listener at a time. Closing needs no turn: it may be called from within one.
   */
  private final ReentrantLock turn = new ReentrantLock();

  private final AtomicBoolean over = new AtomicBoolean();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private volatile CompletableFuture<HttpResponse<byte[]>> answer;

  private LiveStream(XApi x, Listener listener, Consumer<JsonNode> messages) {
    this.x = x;
    this.listener = listener;
    this.messages = messages;
  }

  /**
   * Starts to connect and returns at once.
   *
   * @param listener receives everything except messages
   * @param messages gets what X says, in turn with the listener
   */
  public static LiveStream open(
      XApi x,
      String path,
      Map<String, String> query,
      Listener listener,
      Consumer<JsonNode> messages) {
    var stream = new LiveStream(x, listener, messages);
    stream.open(path, query);
    return stream;
  }

  private void open(String path, Map<String, String> query) {
    if (!x.hasToken()) {
      answer = CompletableFuture.failedFuture(new IllegalStateException("there is no token"));
      x.executor().execute(() -> lost(new Trouble(XFault.UNAUTHORIZED, Optional.empty())));
      return;
    }
    answer = x.open(path, query, this::begin);
    answer.whenCompleteAsync((response, failure) -> ended(response), x.executor());
    connected
        .orTimeout(x.patience().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              answer.cancel(true);
              return null;
            });
  }

  private BodySubscriber<byte[]> begin(ResponseInfo response) {
    connected.complete(null);
    if (response.statusCode() != 200) {
      return AtMost.bytes(LARGEST_REFUSAL).apply(response);
    }
    tell(listener::connected);
    return new Lines(this::read);
  }

  private void read(byte[] line) {
    tell(listener::alive);
    if (line.length == 0) {
      return;
    }
    var message = XApi.parse(line);
    if (message.path("data").isMissingNode() && !Faults.first(message).isMissingNode()) {
      // The listener closes the stream.
      lost(new Trouble(Faults.of(Faults.first(message)), Optional.empty()));
    } else {
      tell(() -> messages.accept(message));
    }
  }

  /**
   * @param response null if there was none, or it broke off
   */
  private void ended(HttpResponse<byte[]> response) {
    connected.complete(null);
    var refused =
        response != null
                && XApi.answer(response.statusCode(), response.headers(), response.body())
                    instanceof Answer.Refused it
            ? it
            : XApi.failed(XFault.UNAVAILABLE);
    if (refused.trouble().fault() == XFault.TOO_MANY_CONNECTIONS && !over.get()) {
      // All of them are this server's, and X may take long to see that they are dead.
      x.delete("/2/connections/all");
    }
    lost(refused.trouble());
  }

  private void lost(Trouble trouble) {
    inTurn(
        () -> {
          if (over.compareAndSet(false, true)) {
            listener.lost(trouble);
          }
        });
  }

  private void tell(Runnable call) {
    inTurn(
        () -> {
          if (!over.get()) {
            call.run();
          }
        });
  }

  private void inTurn(Runnable call) {
    turn.lock();
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a message from X has not been taken in", e);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() {
    over.set(true);
    connected.complete(null);
    answer.cancel(true);
  }
}
