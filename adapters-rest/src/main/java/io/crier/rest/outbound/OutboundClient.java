package io.crier.rest.outbound;

import io.crier.application.media.Downloads.BodyReader;
import io.crier.application.media.Downloads.Unavailable;
import io.crier.rest.outbound.GuardedDnsResolver.RefusedHost;
import io.crier.rest.outbound.PostResult.Blocked;
import io.crier.rest.outbound.PostResult.Responded;
import io.crier.rest.outbound.PostResult.TimedOut;
import io.crier.rest.outbound.PostResult.Unreachable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to URLs chosen by users: only where the {@link OutboundPolicy} allows it, one
 * attempt each, within {@link OutboundLimits}. No caller waits past the deadline.
 */
public final class OutboundClient implements AutoCloseable {

  private static final Http1Config HEADER_LIMITS =
      Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8 * 1024).build();
  private static final Duration MAX_IDLE = Duration.ofSeconds(30);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MAX_REDIRECTS = 5;

  private final OutboundPolicy policy;
  private final OutboundLimits limits;
  private final GuardedDnsResolver dnsResolver;
  private final CloseableHttpClient client;
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

  public OutboundClient(OutboundPolicy policy, OutboundLimits limits) {
    this(policy, limits, InetAddress::getAllByName, DefaultClientTlsStrategy.createDefault());
  }

  OutboundClient(
      OutboundPolicy policy,
      OutboundLimits limits,
      GuardedDnsResolver.Lookup lookup,
      TlsSocketStrategy tls) {
    this.policy = policy;
    this.limits = limits;
    this.dnsResolver = new GuardedDnsResolver(policy, lookup, limits.connect());
    this.client = client(connections(tls));
  }

  /** Posts the body once and waits for the result. */
  public PostResult post(URI url, Map<String, String> headers, byte[] body) {
    var start = System.nanoTime();
    var refusal = policy.refusal(url);
    if (refusal.isPresent()) {
      return new Blocked(refusal.get(), since(start));
    }
    var request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, null));
    var exchange = exchanges.submit(() -> exchange(request, start));
    try {
      return exchange.get(limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      abandon(request, exchange);
      return new TimedOut(since(start));
    } catch (InterruptedException stopping) {
      abandon(request, exchange);
      Thread.currentThread().interrupt();
      return new Unreachable("Crier was shutting down", since(start));
    } catch (ExecutionException broken) {
      throw new IllegalStateException(broken.getCause());
    }
  }

  /**
   * Fetches the URL, following redirects, and passes the body to {@code use} as it arrives. Every
   * hop is checked like the first.
   *
   * @param timeout applies if it is shorter than the default deadline
   */
  public <T> T get(URI url, Duration timeout, BodyReader<T> use) throws Unavailable {
    var current = new AtomicReference<HttpGet>();
    var exchange = exchanges.submit(() -> follow(url, current, use));
    try {
      var deadline = timeout.compareTo(limits.deadline()) < 0 ? timeout : limits.deadline();
      return exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      abandon(current, exchange);
      throw new Unavailable("the download was not complete in time");
    } catch (InterruptedException stopping) {
      abandon(current, exchange);
      Thread.currentThread().interrupt();
      throw new Unavailable("Crier was shutting down");
    } catch (ExecutionException broken) {
      if (broken.getCause() instanceof Unavailable unavailable) {
        throw unavailable;
      }
      throw broken.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(broken.getCause());
    }
  }

  private <T> T follow(URI first, AtomicReference<HttpGet> current, BodyReader<T> use)
      throws Unavailable {
    var url = first;
    for (var hops = 0; hops <= MAX_REDIRECTS; hops++) {
      var refusal = policy.refusal(url);
      if (refusal.isPresent()) {
        throw Unavailable.blocked(refusal.get());
      }
      var request = new HttpGet(url);
      current.set(request);
      try (var response = client.executeOpen(null, request, null)) {
        var status = response.getCode();
        if (status == 200) {
          return use(response, use);
        }
        // Closing the response would first read the rest of the body.
        request.cancel();
        if (!REDIRECTS.contains(status)) {
          throw new Unavailable("the server answered " + status);
        }
        url = redirected(url, response);
      } catch (RefusedHost refused) {
        throw Unavailable.blocked(refused.getMessage());
      } catch (IOException failure) {
        throw new Unavailable(reason(failure));
      } finally {
        request.cancel();
      }
    }
    throw new Unavailable("too many redirects");
  }

  private static <T> T use(ClassicHttpResponse response, BodyReader<T> use) throws IOException {
    var entity = response.getEntity();
    var body = entity == null ? InputStream.nullInputStream() : entity.getContent();
    var source = new Source(body);
    try {
      return use.of(Optional.ofNullable(entity).map(HttpEntity::getContentType), source);
    } catch (IOException failure) {
      if (source.broken) {
        throw failure;
      }
      throw new UncheckedIOException(failure);
    }
  }

  private static URI redirected(URI from, ClassicHttpResponse response) throws Unavailable {
    var location = response.getFirstHeader(HttpHeaders.LOCATION);
    try {
      return from.resolve(location == null ? "no location" : location.getValue());
    } catch (IllegalArgumentException noUrl) {
      throw new Unavailable("the redirect target is not a URL");
    }
  }

  private static void abandon(AtomicReference<HttpGet> current, Future<?> exchange) {
    exchange.cancel(true);
    Optional.ofNullable(current.get()).ifPresent(HttpGet::cancel);
  }

  /** Distinguishes a failed read from an exception thrown by the consumer. */
  private static final class Source extends FilterInputStream {
    private boolean broken;

    Source(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }
  }

  @Override
  public void close() {
    exchanges.shutdownNow();
    Closer.closeQuietly(client);
    dnsResolver.close();
  }

  private PostResult exchange(HttpPost request, long start) {
    try {
      return answer(client.executeOpen(null, request, null), request, start);
    } catch (RefusedHost refused) {
      return new Blocked(refused.getMessage(), since(start));
    } catch (IOException failure) {
      return new Unreachable(reason(failure), since(start));
    }
  }

  /**
   * Closing the connection ends a blocked read; only the interrupt ends a DNS lookup or an attempt
   * to reach the next address.
   */
  private static void abandon(HttpPost request, Future<PostResult> exchange) {
    request.cancel();
    exchange.cancel(true);
  }

  private PostResult answer(ClassicHttpResponse response, HttpPost request, long start)
      throws IOException {
    try {
      return new Responded(
          response.getCode(),
          Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
              .map(Header::getValue),
          excerpt(response, request),
          since(start));
    } finally {
      Closer.closeQuietly(response);
    }
  }

  private String excerpt(ClassicHttpResponse response, HttpPost request) throws IOException {
    var entity = response.getEntity();
    if (entity == null) {
      return "";
    }
    var excerpt = new Excerpt(limits.keptBytes());
    var left = limits.readBytes();
    var buffer = new byte[4 * 1024];
    var content = entity.getContent();
    while (left > 0) {
      var read = content.read(buffer, 0, Math.min(buffer.length, left));
      if (read < 0) {
        return excerpt.text();
      }
      excerpt.add(buffer, read);
      left -= read;
    }
    // Closing the response would first read the rest of the body.
    request.cancel();
    return excerpt.text();
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case UnknownHostException unknown -> "the host name does not resolve";
      case ConnectTimeoutException slow -> "the connection was not established in time";
      case ConnectException refused -> "the connection was refused";
      case SSLException tls -> "TLS failed: " + brief(tls);
      case ClientProtocolException notHttp -> "the response is not HTTP";
      case MessageConstraintException tooMuch -> "the response headers are too many or too long";
      default -> "the connection broke before the response was complete";
    };
  }

  /** The message can contain text from the peer's certificate. */
  private static String brief(SSLException failure) {
    var message = String.valueOf(failure.getMessage());
    return message.substring(0, Math.min(message.length(), 200));
  }

  private HttpClientConnectionManager connections(TlsSocketStrategy tls) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(dnsResolver)
        .setTlsSocketStrategy(tls)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(HEADER_LIMITS).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(limits.connect()))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build())
        .setMaxConnTotal(limits.connections())
        .setMaxConnPerRoute(limits.connections())
        .build();
  }

  private CloseableHttpClient client(HttpClientConnectionManager connections) {
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setDefaultKeepAlive(MAX_IDLE.toSeconds(), TimeUnit.SECONDS)
                .build())
        .setUserAgent("Crier")
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .evictExpiredConnections()
        .evictIdleConnections(TimeValue.of(MAX_IDLE))
        .build();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
