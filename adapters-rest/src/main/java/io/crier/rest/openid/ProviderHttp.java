package io.crier.rest.openid;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to the provider. Each ends within a time and a size, and follows no redirect. The
 * operator has chosen the provider, so it may be in an internal network; what it names in turn must
 * be as safe against eavesdroppers.
 */
final class ProviderHttp implements HTTPRequestSender, ResourceRetriever, AutoCloseable {

  private static final int MAX_BYTES = 512 * 1024;

  private final Duration deadline;
  private final HttpClient client;

  ProviderHttp(Duration deadline) {
    this.deadline = deadline;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(deadline)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    var response = exchange(HttpRequest.newBuilder(safe(URI.create(url.toString()))).build());
    if (response.statusCode() != HTTPResponse.SC_OK) {
      throw new IOException(url.getPath() + " is answered " + response.statusCode());
    }
    return new Resource(text(response), "application/json");
  }

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    var sent = HttpRequest.newBuilder(safe(request.getURI()));
    request
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> sent.header(name, value)));
    var body = request.getBody();
    sent.method(
        request.getMethod().name(),
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    var response = exchange(sent.build());
    var answer = new HTTPResponse(response.statusCode());
    response
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> answer.setHeader("Content-Type", type));
    answer.setBody(text(response));
    return answer;
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    var exchange = client.sendAsync(request, header -> new LimitedBody());
    try {
      return exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      exchange.cancel(true);
      throw new IOException(request.uri().getPath() + " is not answered in time", late);
    } catch (InterruptedException stopping) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("Crier is shutting down", stopping);
    } catch (ExecutionException failure) {
      throw new IOException(
          request.uri().getPath() + " is not answered: " + failure.getCause(), failure);
    }
  }

  private static URI safe(URI address) throws IOException {
    if (!OpenIdConfiguration.isSafe(address)) {
      throw new IOException("an address of the provider is not https");
    }
    return address;
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Collects a body, up to a size. */
  private static final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (var part : parts) {
        if (received.size() + part.remaining() > MAX_BYTES) {
          subscription.cancel();
          body.completeExceptionally(new IOException("the answer is too long"));
          return;
        }
        var bytes = new byte[part.remaining()];
        part.get(bytes);
        received.writeBytes(bytes);
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(received.toByteArray());
    }
  }
}
