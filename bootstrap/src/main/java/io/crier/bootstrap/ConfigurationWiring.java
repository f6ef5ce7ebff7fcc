package io.crier.bootstrap;

import io.crier.application.accounts.Plans;
import io.crier.persistence.media.MediaConfiguration;
import io.crier.rest.outbound.OutboundConfiguration;
import io.crier.whatsapp.EnginesConfiguration;
import io.crier.x.XConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** The operator's settings: one record for each feature, read on first use. */
@ApplicationScoped
public class ConfigurationWiring {

  @Inject Config config;

  @Produces
  @Singleton
  ServerConfiguration server() {
    return ServerConfiguration.of(config);
  }

  @Produces
  @Singleton
  AccountsConfiguration accounts() {
    return AccountsConfiguration.of(config);
  }

  @Produces
  @Singleton
  PhonesConfiguration phones() {
    return PhonesConfiguration.of(config);
  }

  @Produces
  @Singleton
  SessionsConfiguration sessions() {
    return new SessionsConfiguration(config);
  }

  @Produces
  @Singleton
  MessagesConfiguration messages() {
    return MessagesConfiguration.of(config);
  }

  @Produces
  @Singleton
  NotificationsConfiguration notifications() {
    return NotificationsConfiguration.of(config);
  }

  @Produces
  @Singleton
  RetentionConfiguration retention() {
    return RetentionConfiguration.of(config);
  }

  @Produces
  @Singleton
  MediaConfiguration media() {
    return MediaConfiguration.of(config);
  }

  @Produces
  @Singleton
  OutboundConfiguration outbound() {
    return OutboundConfiguration.of(config);
  }

  @Produces
  @Singleton
  EnginesConfiguration engines() {
    return EnginesConfiguration.of(config);
  }

  @Produces
  @Singleton
  XConfiguration x() {
    return XConfiguration.of(config);
  }

  @Produces
  @Singleton
  Plans plans(AccountsConfiguration configuration) {
    return configuration.plans();
  }
}
