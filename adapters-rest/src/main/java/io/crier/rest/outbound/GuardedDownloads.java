package io.crier.rest.outbound;

import io.crier.application.media.Downloads;
import java.net.URI;
import java.time.Duration;

/** Downloads files through the guarded HTTP client. */
public record GuardedDownloads(OutboundClient client) implements Downloads {

  @Override
  public <T> T fetch(URI url, Duration timeout, BodyReader<T> use) throws Unavailable {
    return client.get(url, timeout, use);
  }
}
