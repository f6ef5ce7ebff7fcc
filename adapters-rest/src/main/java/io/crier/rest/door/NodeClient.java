package io.crier.rest.door;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to other nodes of the server. A node that does not answer occupies only a few
 * threads of this one.
 */
@Dependent
class NodeClient {

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** More than what a request may wait for WhatsApp. */
  private static final Duration ANSWER = Duration.ofSeconds(25);

  private static final int MAX_AT_ONCE = 32;

  private final CloseableHttpClient client;
  private final Map<URI, Semaphore> places = new ConcurrentHashMap<>();

  NodeClient() {
    this(CONNECT, ANSWER);
  }

  NodeClient(Duration connect, Duration answer) {
    client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(connect))
                            .setSocketTimeout(Timeout.of(answer))
                            .build())
                    .setMaxConnTotal(MAX_AT_ONCE * 8)
                    .setMaxConnPerRoute(MAX_AT_ONCE)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(answer))
                    .setAuthenticationEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            // A connection of a node that has restarted in the meantime would fail.
            .setConnectionReuseStrategy((request, response, context) -> false)
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .build();
  }

  /**
   * A request to another node.
   *
   * @param target path and query, as the client sent them
   * @param host the host that the client asked for
   */
  record Request(
      String method,
      String target,
      Optional<String> host,
      List<Map.Entry<String, String>> headers,
      Optional<Body> body) {}

  /** The body of a request. */
  record Body(InputStream content, long length) {}

  /** Reads an answer, whose body is gone afterwards. */
  interface Reader<T> {
    T read(int status, List<Map.Entry<String, String>> headers, InputStream body)
        throws IOException;
  }

  /**
   * Sends the request to the node at this base URL.
   *
   * @throws IOException if it does not answer in time, or already has too many requests of this one
   */
  <T> T send(URI node, Request request, Reader<T> reader) throws IOException {
    var place = places.computeIfAbsent(node, it -> new Semaphore(MAX_AT_ONCE));
    if (!place.tryAcquire()) {
      throw new IOException("it does not answer others either");
    }
    try {
      var target = new HttpHost(node.getScheme(), node.getHost(), node.getPort());
      return client.execute(target, message(node, request), answer -> read(answer, reader));
    } finally {
      place.release();
    }
  }

  private static BasicClassicHttpRequest message(URI node, Request request) {
    var path = node.getRawPath() == null ? "" : node.getRawPath().replaceFirst("/$", "");
    var message = new BasicClassicHttpRequest(request.method(), path + request.target());
    request.host().flatMap(NodeClient::authority).ifPresent(message::setAuthority);
    request.headers().forEach(it -> message.addHeader(it.getKey(), it.getValue()));
    request
        .body()
        .ifPresent(
            body ->
                message.setEntity(
                    new InputStreamEntity(body.content(), body.length(), (ContentType) null)));
    return message;
  }

  private static Optional<URIAuthority> authority(String host) {
    try {
      return Optional.of(URIAuthority.create(host));
    } catch (URISyntaxException odd) {
      return Optional.empty();
    }
  }

  private static <T> T read(ClassicHttpResponse answer, Reader<T> reader) throws IOException {
    var headers =
        List.of(answer.getHeaders()).stream()
            .map((Header it) -> Map.entry(it.getName(), it.getValue()))
            .toList();
    var entity = answer.getEntity();
    try (var body = entity == null ? InputStream.nullInputStream() : entity.getContent()) {
      return reader.read(answer.getCode(), headers, body);
    }
  }

  @PreDestroy
  void close() throws IOException {
    client.close();
  }
}
