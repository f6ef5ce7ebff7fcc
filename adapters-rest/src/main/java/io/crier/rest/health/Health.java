package io.crier.rest.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The health checks at {@code /health}. */
@ApplicationScoped
public class Health {

  @Inject @Any Instance<ReadinessCheck> checks;
  @Inject @Any Instance<ReadinessDetail> details;

  @Produces
  @Liveness
  HealthCheck live() {
    return () -> HealthCheckResponse.up("crier");
  }

  @Produces
  @Startup
  HealthCheck started() {
    return () -> HealthCheckResponse.up("crier");
  }

  @Produces
  @Readiness
  HealthCheck ready() {
    return () -> check(checks, details);
  }

  static HealthCheckResponse check(
      Iterable<ReadinessCheck> checks, Iterable<ReadinessDetail> details) {
    var answer = HealthCheckResponse.named("crier").up();
    for (var check : checks) {
      var up = passes(check);
      answer.withData(check.name(), up ? "up" : "down");
      if (!up) {
        answer.down();
      }
    }
    for (var detail : details) {
      detail.text().get().ifPresent(text -> answer.withData(detail.name(), text));
    }
    return answer.build();
  }

  private static boolean passes(ReadinessCheck check) {
    try {
      return check.passes().getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
