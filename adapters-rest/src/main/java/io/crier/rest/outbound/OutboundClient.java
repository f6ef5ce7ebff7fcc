package io.crier.rest.outbound;

import io.crier.rest.outbound.Answer.Answered;
import io.crier.rest.outbound.Answer.Blocked;
import io.crier.rest.outbound.Answer.TimedOut;
import io.crier.rest.outbound.Answer.Unreachable;
import io.crier.rest.outbound.GuardedNames.RefusedHost;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
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
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to addresses that users chose: only where the {@link OutboundPolicy} lets it, one
 * attempt each, never beyond its {@link OutboundLimits}. Made for virtual threads, of which it
 * keeps none waiting past the deadline.
 */
public final class OutboundClient implements AutoCloseable {

  private static final Http1Config MODEST_HEADERS =
      Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8 * 1024).build();
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final OutboundPolicy policy;
  private final OutboundLimits limits;
  private final GuardedNames names;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor alarms;

  public OutboundClient(OutboundPolicy policy, OutboundLimits limits) {
    this(policy, limits, InetAddress::getAllByName, DefaultClientTlsStrategy.createDefault());
  }

  OutboundClient(
      OutboundPolicy policy,
      OutboundLimits limits,
      GuardedNames.Lookup lookup,
      TlsSocketStrategy tls) {
    this.policy = policy;
    this.limits = limits;
    this.names = new GuardedNames(policy, lookup, limits.connect());
    this.client = client(connections(tls));
    this.alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("outbound-deadlines").factory());
    alarms.setRemoveOnCancelPolicy(true);
  }

  /** Posts the body once and waits for the outcome. */
  public Answer post(URI url, Map<String, String> headers, byte[] body) {
    var start = System.nanoTime();
    var refusal = policy.refusal(url);
    if (refusal.isPresent()) {
      return new Blocked(refusal.get(), since(start));
    }
    var request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, null));
    var alarm = alarms.schedule(request::cancel, limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
    try {
      return answer(request, start);
    } catch (RefusedHost refused) {
      return new Blocked(refused.getMessage(), since(start));
    } catch (IOException failure) {
      return request.isCancelled()
          ? new TimedOut(since(start))
          : new Unreachable(reason(failure), since(start));
    } finally {
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    alarms.shutdownNow();
    Closer.closeQuietly(client);
    names.close();
  }

  private Answer answer(HttpPost request, long start) throws IOException {
    var response = client.executeOpen(null, request, null);
    try {
      var retryAfter = Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER));
      return new Answered(
          response.getCode(),
          retryAfter.map(header -> header.getValue()),
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
    // Closing the response would read the rest first.
    request.cancel();
    return excerpt.text();
  }

  private String reason(IOException failure) {
    return switch (failure) {
      case UnknownHostException unknown -> "the name does not resolve";
      case ConnectTimeoutException slow -> "the connection was not established in time";
      case SocketTimeoutException silent -> "the connection went silent";
      case ConnectException refused -> "the connection was refused";
      case SSLException tls -> "TLS failed: " + tls.getMessage();
      case ClientProtocolException notHttp -> "the answer is not HTTP";
      case MessageConstraintException tooMuch -> "the answer has too many or too long headers";
      default -> "the connection broke before the answer was complete";
    };
  }

  private HttpClientConnectionManager connections(TlsSocketStrategy tls) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(names)
        .setTlsSocketStrategy(tls)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(MODEST_HEADERS).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(limits.connect()))
                .setSocketTimeout(Timeout.of(limits.deadline()))
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
                .setConnectionRequestTimeout(Timeout.of(limits.deadline()))
                .setResponseTimeout(Timeout.of(limits.deadline()))
                .setDefaultKeepAlive(IDLE.toSeconds(), TimeUnit.SECONDS)
                .build())
        .setUserAgent("Crier")
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .evictExpiredConnections()
        .evictIdleConnections(TimeValue.of(IDLE))
        .build();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
