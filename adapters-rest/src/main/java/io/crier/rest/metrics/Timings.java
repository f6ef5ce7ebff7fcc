package io.crier.rest.metrics;

import io.crier.application.sessions.Engine;
import io.crier.application.webhooks.Receivers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Records how long other systems take: engines to send, webhook receivers to respond. */
@ApplicationScoped
public class Timings {

  private static final String SENDS = "crier.engine.send";
  private static final String POSTS = "crier.webhooks.post";

  private MetricRegistry registry;

  /** For the proxy. */
  protected Timings() {}

  @Inject
  public Timings(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Wraps the engine to time its sends. */
  public Engine metered(Engine engine) {
    return new MeteredEngine(engine, this);
  }

  /** Wraps the receivers to time their responses. */
  public Receivers metered(Receivers receivers) {
    return new MeteredReceivers(receivers, this);
  }

  void sent(String engine, String outcome, Duration took) {
    registry
        .timer(
            Metadata.builder()
                .withName(SENDS)
                .withDescription("duration and outcome of sends")
                .build(),
            new Tag("engine", engine),
            new Tag("outcome", outcome))
        .update(took);
  }

  void posted(String outcome, Duration took) {
    registry
        .timer(
            Metadata.builder()
                .withName(POSTS)
                .withDescription("duration and outcome of webhook posts")
                .build(),
            new Tag("outcome", outcome))
        .update(took);
  }
}
