package io.crier.bootstrap;

import io.crier.application.accounts.Plans;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/** The operator's settings for accounts: {@code crier.plans.<plan>.<limit>} changes a limit. */
record AccountsConfiguration(Plans plans) {

  static AccountsConfiguration of(Config config) {
    return new AccountsConfiguration(
        new Plans(
            Arrays.stream(PlanName.values())
                .map(name -> changed(Plan.standard(name), config))
                .toList()));
  }

  private static Plan changed(Plan plan, Config config) {
    var prefix = "crier.plans." + plan.name().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Plan(
        plan.name(),
        limit(config, prefix + ".keys", Integer.class, plan.keys()),
        limit(config, prefix + ".phones", Integer.class, plan.phones()),
        limit(config, prefix + ".subscriptions", Integer.class, plan.subscriptions()),
        limit(config, prefix + ".requests-per-minute", Integer.class, plan.requestsPerMinute()),
        limit(config, prefix + ".sends-per-day", Long.class, plan.sendsPerDay()),
        limit(config, prefix + ".sends-per-month", Long.class, plan.sendsPerMonth()),
        limit(config, prefix + ".sends-in-trial", Long.class, plan.sendsInTrial()));
  }

  private static <T> T limit(Config config, String key, Class<T> type, T standard) {
    return config.getOptionalValue(key, type).orElse(standard);
  }
}
