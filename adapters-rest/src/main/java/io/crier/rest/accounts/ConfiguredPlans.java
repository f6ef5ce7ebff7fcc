package io.crier.rest.accounts;

import io.crier.application.accounts.Plans;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/**
 * What each plan allows, such as {@code crier.plans.pro.requests-per-minute}; what is not
 * configured is as it is here.
 */
@Dependent
public class ConfiguredPlans {

  private static final List<Plan> DEFAULTS =
      List.of(
          plan(PlanName.FREE, 1, 1, 1, 60),
          plan(PlanName.PRO, 1, 1, 1, 100),
          plan(PlanName.PRO_PLUS, 2, 1, 2, 300),
          plan(PlanName.BUSINESS, 5, 3, 5, 1_000),
          plan(PlanName.ENTERPRISE, 20, 10, 50, 6_000));

  @Produces
  @Singleton
  static Plans plans(Config config) {
    return new Plans(DEFAULTS.stream().map(plan -> configured(plan, config)).toList());
  }

  private static Plan plan(
      PlanName name, int keys, int phones, int subscriptions, int requestsPerMinute) {
    return new Plan(
        name, keys, phones, subscriptions, requestsPerMinute, Plan.UNLIMITED, Plan.UNLIMITED);
  }

  private static Plan configured(Plan plan, Config config) {
    var limits = new Limits(config, "crier.plans." + plan.name().name().toLowerCase(Locale.ROOT));
    return new Plan(
        plan.name(),
        limits.of("keys", plan.keys()),
        limits.of("phones", plan.phones()),
        limits.of("subscriptions", plan.subscriptions()),
        limits.of("requests-per-minute", plan.requestsPerMinute()),
        limits.of("sends-per-day", plan.sendsPerDay()),
        limits.of("sends-per-month", plan.sendsPerMonth()));
  }

  private record Limits(Config config, String prefix) {

    int of(String limit, int otherwise) {
      return Math.toIntExact(of(limit, (long) otherwise));
    }

    long of(String limit, long otherwise) {
      var name = prefix + "." + limit;
      var least = limit.equals("requests-per-minute") ? 1 : 0;
      var value = config.getOptionalValue(name, Long.class).orElse(otherwise);
      if (value < least) {
        throw new IllegalArgumentException(name + " must be at least " + least);
      }
      return value;
    }
  }
}
