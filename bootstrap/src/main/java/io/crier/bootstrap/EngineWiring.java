package io.crier.bootstrap;

import io.crier.application.TimerWheel;
import io.crier.application.media.Downloads;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engines;
import io.crier.rest.metrics.Timings;
import io.crier.rest.outbound.OutboundPolicy;
import io.crier.whatsapp.EnginesConfiguration;
import io.crier.whatsapp.cloud.CloudWhatsApp;
import io.crier.whatsapp.simulator.SimulatedWhatsApp;
import io.crier.whatsapp.waha.WahaWhatsApp;
import io.crier.whatsapp.web.WebEngine;
import io.crier.whatsapp.web.WebSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Wires the engines. */
@ApplicationScoped
public class EngineWiring {

  private static final int HTTPS = 443;

  @Inject DataFolder data;
  @Inject @Work ExecutorService executor;

  /** The engines that the configuration enables. */
  @Produces
  @Singleton
  Engines engines(
      @Any Instance<Engine> engines, EnginesConfiguration configuration, Timings timings) {
    return new Engines(
        engines.stream()
            .filter(engine -> configuration.isEnabled(engine.name()))
            .map(timings::metered)
            .toList());
  }

  @Produces
  @Singleton
  SimulatedWhatsApp simulator(
      MediaStore media, TimerWheel wheel, InstantSource clock, RandomGenerator random) {
    return new SimulatedWhatsApp(data.path("simulator"), media, wheel, executor, clock, random);
  }

  @Produces
  @Singleton
  CloudWhatsApp cloud(EnginesConfiguration configuration, MediaStore media, InstantSource clock) {
    var cloud = configuration.cloud();
    return new CloudWhatsApp(cloud.url(), cloud.version(), media, executor, clock);
  }

  @Produces
  @Singleton
  WebEngine web(
      MediaStore media,
      OutboundPolicy outbound,
      EnginesConfiguration configuration,
      TimerWheel wheel,
      InstantSource clock) {
    var web = configuration.web();
    var settings =
        new WebSettings(
            web.node(),
            web.memoryMegabytes(),
            web.url(),
            web.testRoot(),
            web.certificates(),
            web.version(),
            web.versionPage(),
            web.mediaBytes(),
            data.path("web"));
    return new WebEngine(
        settings, proxy -> outbound.refusal(proxy, HTTPS).isEmpty(), media, wheel, executor, clock);
  }

  void end(@Disposes WebEngine web) {
    web.close();
  }

  @Produces
  @Singleton
  WahaWhatsApp waha(
      EnginesConfiguration configuration,
      ServerConfiguration server,
      MediaStore mediaStore,
      Downloads downloads,
      TimerWheel wheel,
      InstantSource clock) {
    var ours = URI.create(server.url().replaceFirst("/*$", "/"));
    return new WahaWhatsApp(
        configuration.wahaUrl(), ours, mediaStore, downloads, wheel, executor, clock);
  }
}
