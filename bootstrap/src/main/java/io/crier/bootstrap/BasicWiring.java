package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.TimerWheel;
import io.crier.application.accounts.Plans;
import io.crier.application.events.Announcements;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import io.crier.persistence.ServerSecrets;
import io.crier.rest.v1.Cursors;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What everything else is built upon: time, chance, threads, secrets and plans. */
@ApplicationScoped
@ContextServiceDefinition(
    name = "java:app/concurrent/no-context",
    cleared = ContextServiceDefinition.ALL_REMAINING,
    propagated = {})
@ManagedExecutorDefinition(
    name = "java:app/concurrent/work",
    qualifiers = Work.class,
    virtual = true,
    context = "java:app/concurrent/no-context")
public class BasicWiring {

  private static final int SECRET_BYTES = 32;

  @Inject Config config;
  @Inject DataFolder data;

  @Inject
  @ConfigProperty(name = "crier.db.url")
  Optional<String> databaseUrl;

  @Inject
  @ConfigProperty(name = "crier.secret.key")
  Optional<String> secretKey;

  @Inject
  @ConfigProperty(name = "crier.secret.key.previous")
  Optional<List<String>> previousSecretKeys;

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }

  /** Everything that is drawn is drawn from this, keys and gaps alike. */
  @Produces
  @Singleton
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  TimerWheel wheel(InstantSource clock) {
    return new TimerWheel(clock.instant());
  }

  @Produces
  @Singleton
  Clockwork clockwork(
      @Work ManagedExecutorService executor, TimerWheel wheel, InstantSource clock) {
    return new Clockwork(executor, wheel, clock);
  }

  @Produces
  @Singleton
  Announcements announcements() {
    return new Announcements();
  }

  @Produces
  @Singleton
  ServerSecrets serverSecrets() {
    var current = secretKey.orElseGet(this::ownSecretKey);
    var previous =
        previousSecretKeys.orElse(List.of()).stream()
            .map(BasicWiring::bytes)
            .toArray(byte[][]::new);
    return new ServerSecrets(bytes(current), previous);
  }

  @Produces
  @Singleton
  Cursors cursors(ServerSecrets secrets) {
    return new Cursors(secrets.authenticate("cursors", new byte[0]));
  }

  private String ownSecretKey() {
    if (databaseUrl.filter(url -> !url.startsWith("jdbc:h2:")).isPresent()) {
      throw new IllegalStateException(
          "CRIER_SECRET_KEY is missing: with a database of its own Crier needs a secret of at least"
              + " 16 characters that all nodes share, such as the output of: openssl rand -base64 32");
    }
    return data.readOrWrite("secret.key", BasicWiring::newSecretKey);
  }

  private static String newSecretKey() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String secret) {
    return secret.strip().getBytes(StandardCharsets.UTF_8);
  }

  /** The limits of product.md, each of which {@code crier.plans.<plan>.<limit>} changes. */
  @Produces
  @Singleton
  Plans plans() {
    return new Plans(Arrays.stream(PlanName.values()).map(this::plan).toList());
  }

  private Plan plan(PlanName name) {
    return switch (name) {
      case FREE -> plan(name, 1, 1, 1, 60);
      case PRO -> plan(name, 1, 1, 1, 100);
      case PRO_PLUS -> plan(name, 2, 1, 2, 300);
      case BUSINESS -> plan(name, 5, 3, 5, 1_000);
      case ENTERPRISE -> plan(name, 20, 10, 50, 6_000);
    };
  }

  private Plan plan(PlanName name, int keys, int phones, int subscriptions, int requestsPerMinute) {
    return new Plan(
        name,
        (int) limit(name, "keys", keys),
        (int) limit(name, "phones", phones),
        (int) limit(name, "subscriptions", subscriptions),
        (int) limit(name, "requests-per-minute", requestsPerMinute),
        limit(name, "sends-per-day", Plan.UNLIMITED),
        limit(name, "sends-per-month", Plan.UNLIMITED));
  }

  private long limit(PlanName plan, String limit, long usual) {
    var name = plan.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return config.getOptionalValue("crier.plans." + name + "." + limit, Long.class).orElse(usual);
  }
}
