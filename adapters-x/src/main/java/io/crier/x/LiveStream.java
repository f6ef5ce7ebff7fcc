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

/** A streaming response from X, from opening until it is closed or lost. */
public final class LiveStream implements AutoCloseable {

  private static final Logger LOG = System.getLogger(LiveStream.class.getName());
  private static final int MAX_ERROR_BYTES = 64 << 10;

  private final XApi x;
  private final Listener listener;
  private final Consumer<JsonNode> messages;

  /**
   * Serializes calls of the listener. {@code close} does not take it, because the listener may call
   * {@code close}.
   */
  private final ReentrantLock listenerLock = new ReentrantLock();

  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private volatile CompletableFuture<HttpResponse<byte[]>> response;

  private LiveStream(XApi x, Listener listener, Consumer<JsonNode> messages) {
    this.x = x;
    this.listener = listener;
    this.messages = messages;
  }

  /**
   * Starts to connect and returns immediately.
   *
   * @param listener receives everything except messages
   * @param messages receives messages, serialized with calls of the listener
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
      response = CompletableFuture.failedFuture(new IllegalStateException("there is no token"));
      x.executor().execute(() -> lost(new Trouble(XFault.UNAUTHORIZED, Optional.empty())));
      return;
    }
    response = x.open(path, query, this::onHeaders);
    response.whenCompleteAsync((response, error) -> onEnd(response), x.executor());
    connected
        .orTimeout(x.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              response.cancel(true);
              return null;
            });
  }

  private BodySubscriber<byte[]> onHeaders(ResponseInfo response) {
    connected.complete(null);
    if (response.statusCode() != 200) {
      return LimitedBody.bytes(MAX_ERROR_BYTES).apply(response);
    }
    notifyIfOpen(listener::connected);
    return new LineSubscriber(this::onLine);
  }

  private void onLine(byte[] line) {
    notifyIfOpen(listener::alive);
    if (line.length == 0) {
      return;
    }
    var message = XApi.parse(line);
    if (message.path("data").isMissingNode() && !XErrors.firstError(message).isMissingNode()) {
      // The listener is expected to close the stream.
      lost(new Trouble(XErrors.faultOf(XErrors.firstError(message)), Optional.empty()));
    } else {
      notifyIfOpen(() -> messages.accept(message));
    }
  }

  /**
   * @param response null if there was none, or if it was interrupted
   */
  private void onEnd(HttpResponse<byte[]> response) {
    connected.complete(null);
    var failure =
        response != null
                && XApi.toResponse(response.statusCode(), response.headers(), response.body())
                    instanceof XResponse.Failure it
            ? it
            : XApi.failed(XFault.UNAVAILABLE);
    if (failure.trouble().fault() == XFault.TOO_MANY_CONNECTIONS && !closed.get()) {
      // All of them belong to this server, and X may take long to notice that they are dead.
      x.delete("/2/connections/all");
    }
    lost(failure.trouble());
  }

  private void lost(Trouble trouble) {
    serialized(
        () -> {
          if (closed.compareAndSet(false, true)) {
            listener.lost(trouble);
          }
        });
  }

  private void notifyIfOpen(Runnable call) {
    serialized(
        () -> {
          if (!closed.get()) {
            call.run();
          }
        });
  }

  private void serialized(Runnable call) {
    listenerLock.lock();
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "failed to process a message from X", e);
    } finally {
      listenerLock.unlock();
    }
  }

  @Override
  public void close() {
    closed.set(true);
    connected.complete(null);
    response.cancel(true);
  }
}
