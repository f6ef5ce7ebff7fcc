package io.crier.bootstrap;

import io.crier.application.TimerWheel;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engines;
import io.crier.rest.metrics.Timings;
import io.crier.rest.outbound.OutboundPolicy;
import io.crier.whatsapp.cloud.CloudWhatsApp;
import io.crier.whatsapp.simulator.SimulatedWhatsApp;
import io.crier.whatsapp.waha.WahaWhatsApp;
import io.crier.whatsapp.web.WebEngine;
import io.crier.whatsapp.web.WebSettings;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How the ways to WhatsApp are put together. */
@ApplicationScoped
public class EngineWiring {

  private static final int HTTPS = 443;

  @Inject DataFolder data;
  @Inject @Work ManagedExecutorService executor;

  @Inject
  @ConfigProperty(name = "crier.engines")
  List<String> enabled;

  @Inject
  @ConfigProperty(name = "crier.whatsapp.cloud.url")
  URI cloudUrl;

  @Inject
  @ConfigProperty(name = "crier.whatsapp.cloud.version")
  String cloudVersion;

  /** The engines that the server is configured to have. */
  @Produces
  @Singleton
  Engines engines(@Any Instance<Engine> engines, Timings timings) {
    return new Engines(
        engines.stream()
            .filter(engine -> enabled.contains(engine.name().value()))
            .map(timings::metered)
            .toList());
  }

  @Produces
  @Singleton
  SimulatedWhatsApp simulator(TimerWheel wheel, InstantSource clock, RandomGenerator random) {
    return new SimulatedWhatsApp(data.path("simulator"), wheel, executor, clock, random);
  }

  @Produces
  @Singleton
  CloudWhatsApp cloud(MediaStore media, InstantSource clock) {
    return new CloudWhatsApp(cloudUrl, cloudVersion, media, executor, clock);
  }

  @Produces
  @Singleton
  WebEngine web(
      MediaStore media,
      OutboundPolicy outbound,
      Config config,
      TimerWheel wheel,
      InstantSource clock) {
    var settings =
        new WebSettings(
            config.getValue("crier.whatsapp.web.node", String.class),
            config.getValue("crier.whatsapp.web.memory", Integer.class),
            config.getValue("crier.whatsapp.web.url", URI.class),
            config.getOptionalValue("crier.whatsapp.web.test-root", String.class),
            config.getOptionalValue("crier.whatsapp.web.ca-file", Path.class),
            config.getOptionalValue("crier.whatsapp.web.version", String.class),
            config.getValue("crier.whatsapp.web.media-bytes", Long.class),
            data.path("web"));
    return new WebEngine(
        settings, proxy -> outbound.refusal(proxy, HTTPS).isEmpty(), media, wheel, executor, clock);
  }

  void end(@Disposes WebEngine web) {
    web.close();
  }

  @Produces
  @Singleton
  WahaWhatsApp waha(MediaStore mediaStore, Config config, TimerWheel wheel, InstantSource clock) {
    var port = config.getOptionalValue("crier.port", Integer.class).orElse(9080);
    var ours =
        config
            .getOptionalValue("crier.public-url", String.class)
            .orElse("http://localhost:" + port)
            .replaceFirst("/*$", "/");
    return new WahaWhatsApp(
        config.getOptionalValue("crier.whatsapp.waha.url", URI.class),
        URI.create(ours),
        mediaStore,
        wheel,
        executor,
        clock);
  }
}
