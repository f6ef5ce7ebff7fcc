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

/** What {@code /health} answers. */
@ApplicationScoped
public class Health {

  @Inject @Any Instance<Vital> vitals;

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
    return () -> check(vitals);
  }

  static HealthCheckResponse check(Iterable<Vital> vitals) {
    var answer = HealthCheckResponse.named("crier").up();
    for (var vital : vitals) {
      var well = isWell(vital);
      answer.withData(vital.name(), well ? "well" : "not well");
      if (!well) {
        answer.down();
      }
    }
    return answer.build();
  }

  private static boolean isWell(Vital vital) {
    try {
      return vital.isWell().getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
