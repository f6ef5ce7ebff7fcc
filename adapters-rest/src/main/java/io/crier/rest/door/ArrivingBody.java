package io.crier.rest.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Receives one request body as it arrives, and then dispatches the request to its resource.
 *
 * <p>Liberty calls the {@link ReadListener} on threads on which the request may seem to be another
 * one: it copies what it knows of the request from the thread that accepted it, which may serve the
 * next by then. Those threads may only read the body; {@link UnfinishedBodies#run} does the rest.
 */
final class ArrivingBody implements ReadListener, AsyncListener, UnfinishedBodies.Body {

  private static final System.Logger LOG = System.getLogger(ArrivingBody.class.getName());

  private static final String SPOOL = BodySpool.class.getName();

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ServletInputStream input;
  private final AsyncContext async;
  private final long limit;
  private final BodySpool spool = new BodySpool();
  private final UnfinishedBodies unfinished;
  private final String requestId;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Runnable stopWatching;

  private ArrivingBody(
      HttpServletRequest request,
      HttpServletResponse response,
      UnfinishedBodies unfinished,
      String owner,
      long limit)
      throws IOException {
    this.limit = limit;
    this.unfinished = unfinished;
    requestId = RequestLog.idOf(request);
    this.request = request;
    this.response = response;
    input = request.getInputStream();
    request.setAttribute(SPOOL, spool);
    async = request.startAsync(new Received(request, spool), response);
    async.setTimeout(0);
    async.addListener(this);
    stopWatching = unfinished.watch(owner, this);
  }

  static void receive(
      HttpServletRequest request,
      HttpServletResponse response,
      UnfinishedBodies unfinished,
      String owner,
      long limit)
      throws IOException {
    var body = new ArrivingBody(request, response, unfinished, owner, limit);
    body.input.setReadListener(body);
  }

  /** Where the body of this request has been received. */
  static BodySpool spoolOf(HttpServletRequest request) {
    return (BodySpool) request.getAttribute(SPOOL);
  }

  @Override
  public long received() {
    return spool.size();
  }

  @Override
  public void onDataAvailable() throws IOException {
    var bytes = new byte[8 * 1024];
    while (!ended.get() && input.isReady()) {
      var read = input.read(bytes);
      if (read < 0) {
        return;
      }
      keep(bytes, read);
      if (spool.size() > limit) {
        reject(HttpProblem.BODY_TOO_LARGE);
      }
    }
  }

  /** A full disk is not the caller's fault. */
  private void keep(byte[] bytes, int length) {
    try {
      spool.write(bytes, length);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "request " + requestId + ": its body cannot be stored", e);
      reject(HttpProblem.SERVICE_UNAVAILABLE);
    }
  }

  @Override
  public void onAllDataRead() {
    if (ended.compareAndSet(false, true)) {
      stopWatching.run();
      unfinished.run(async::dispatch);
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.log(
        Level.INFO, "request {0}: the body was not received: {1}", requestId, failure.getMessage());
    reject(
        failure instanceof SocketTimeoutException
            ? HttpProblem.REQUEST_TIMEOUT
            : HttpProblem.BAD_REQUEST);
  }

  @Override
  public void reject(HttpProblem problem) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    stopWatching.run();
    unfinished.run(() -> answer(problem));
  }

  private void answer(HttpProblem problem) {
    try {
      response.setHeader("Connection", "close");
      ErrorPage.write(problem, UnfinishedBodies.retryAfter(problem), request, response);
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "the client has gone", gone);
    } finally {
      async.complete();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) throws IOException {
    spool.close();
  }

  /** A resource that answers later has started an asynchronous cycle of its own. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}

  /** The request, with the body that has been received. */
  private static final class Received extends HttpServletRequestWrapper {

    private final BodySpool spool;
    private ServletInputStream input;

    Received(HttpServletRequest request, BodySpool spool) {
      super(request);
      this.spool = spool;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (input == null) {
        input = new SpoolInput(spool.read());
      }
      return input;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class SpoolInput extends ServletInputStream {

    private final InputStream input;

    SpoolInput(InputStream input) {
      this.input = input;
    }

    @Override
    public int read() throws IOException {
      return input.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return input.read(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
      return input.available();
    }

    @Override
    public void close() throws IOException {
      input.close();
    }

    @Override
    public boolean isFinished() {
      try {
        return input.available() == 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body has been received");
    }
  }
}
