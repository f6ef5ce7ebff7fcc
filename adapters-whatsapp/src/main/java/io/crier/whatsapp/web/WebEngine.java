package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crier.application.TimerWheel;
import io.crier.application.messages.MediaStore;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A linked device of WhatsApp, as the app on a computer is one. A Node process speaks the protocol
 * for all sessions; their credentials stay on this side of it.
 */
public final class WebEngine implements Engine, AutoCloseable {

  private static final EngineName NAME = new EngineName("web");
  static final Setting PROXY = new Setting("proxy", false, true);

  private final WebSettings settings;
  private final Launcher launcher;
  private final SideProcess process;
  private final Proxies proxies;
  private final MediaStore media;
  private final TimerWheel wheel;
  private final Executor executor;
  private final InstantSource clock;

  /** How often in a row WhatsApp found a session's keys bad. */
  private final Map<SessionId, Integer> badKeys = new ConcurrentHashMap<>();

  /**
   * @param reachable which addresses the proxies of sessions may have
   */
  public WebEngine(
      WebSettings settings,
      Predicate<InetAddress> reachable,
      MediaStore media,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock) {
    this(
        settings,
        new NodeLauncher(settings),
        new Proxies(reachable),
        media,
        wheel,
        executor,
        clock);
  }

  WebEngine(
      WebSettings settings,
      Launcher launcher,
      Proxies proxies,
      MediaStore media,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock) {
    this.settings = settings;
    this.launcher = launcher;
    this.proxies = proxies;
    this.media = media;
    this.wheel = wheel;
    this.executor = executor;
    this.clock = clock;
    var greeting =
        new JsonMapper()
            .createObjectNode()
            .put("do", "start")
            .put("url", settings.url().toString())
            .put("folder", settings.mediaFolder().toString())
            .put("mediaBytes", settings.mediaBytes());
    settings.testRoot().ifPresent(root -> greeting.put("testRoot", root));
    settings
        .version()
        .ifPresent(
            version -> {
              var parts = greeting.putArray("version");
              for (var part : version.split("\\.")) {
                parts.add(Long.parseLong(part));
              }
            });
    this.process = new SideProcess(launcher, greeting, wheel, executor, clock);
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.SEND_TEMPLATE));
  }

  @Override
  public Set<Setting> settings() {
    return Set.of(PROXY);
  }

  @Override
  public Optional<String> missing() {
    return launcher.missing();
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    return WebConnection.open(this, identity, keyring, events);
  }

  /** Ends the process, and with it all connections. */
  @Override
  public void close() {
    process.close();
  }

  SideProcess process() {
    return process;
  }

  WebSettings configuration() {
    return settings;
  }

  Proxies proxies() {
    return proxies;
  }

  MediaStore media() {
    return media;
  }

  TimerWheel wheel() {
    return wheel;
  }

  Executor executor() {
    return executor;
  }

  InstantSource clock() {
    return clock;
  }

  /** Counts another time in a row that WhatsApp finds the session's keys bad. */
  int badKeys(SessionId session) {
    return badKeys.merge(session, 1, Integer::sum);
  }

  void goodKeys(SessionId session) {
    badKeys.remove(session);
  }
}
