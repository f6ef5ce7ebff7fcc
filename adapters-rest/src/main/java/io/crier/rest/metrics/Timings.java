package io.crier.rest.metrics;

import io.crier.application.sessions.Engine;
import io.crier.application.webhooks.Receivers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Times what other systems take: engines to send, receivers of webhooks to answer. */
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

  /** The engine, with its sends timed. */
  public Engine metered(Engine engine) {
    return new MeteredEngine(engine, this);
  }

  /** The receivers, with their answers timed. */
  public Receivers metered(Receivers receivers) {
    return new MeteredReceivers(receivers, this);
  }

  void sent(String engine, String outcome, Duration took) {
    registry
        .timer(
            Metadata.builder()
                .withName(SENDS)
                .withDescription("what came of sends, and after how long")
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
                .withDescription("what receivers of webhooks answered, and after how long")
                .build(),
            new Tag("outcome", outcome))
        .update(took);
  }
}
