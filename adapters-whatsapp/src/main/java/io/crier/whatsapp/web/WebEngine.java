package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.TimerWheel;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineSetting;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.EngineName;
import io.crier.whatsapp.Scheduler;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Links sessions as companion devices, like WhatsApp's desktop app. One Node process handles the
 * protocol for all sessions; their credentials stay in this process.
 */
public final class WebEngine implements Engine, AutoCloseable {

  private static final EngineName NAME = new EngineName("web");

  private final WebSettings settings;
  private final Launcher launcher;
  private final SideProcess process;
  private final Proxies proxies;
  private final ClientVersions versions;
  private final MediaStore media;
  private final Scheduler scheduler;
  private final KeyFailures keyFailures = new KeyFailures();

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
    this.scheduler = new Scheduler(wheel, executor, clock);
    this.process = new SideProcess(launcher, startLine(settings), scheduler);
    this.versions = new ClientVersions(settings, launcher.version(), process, proxies, scheduler);
  }

  /** The first line that is written to the process. */
  private static ObjectNode startLine(WebSettings settings) {
    var line =
        new JsonMapper()
            .createObjectNode()
            .put("do", "start")
            .put("url", settings.url().toString())
            .put("folder", settings.mediaFolder().toString())
            .put("mediaBytes", settings.mediaBytes());
    settings.testRoot().ifPresent(root -> line.put("testRoot", root));
    return line;
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(
        EnumSet.of(Ability.SEND_TEMPLATE, Ability.SEND_BUTTONS, Ability.SEND_LIST));
  }

  @Override
  public Set<EngineSetting> settings() {
    return Set.of(Proxies.SETTING);
  }

  @Override
  public Optional<ClientVersion> clientVersion() {
    return versions.current();
  }

  @Override
  public void lookForVersion(Identity identity) {
    versions.look(identity.settings());
  }

  @Override
  public Optional<String> missing() {
    return launcher.missing();
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    var connection =
        new WebConnection(
            identity,
            keyring,
            events,
            new ProcessLink(process),
            new Contents(media, identity.account(), settings),
            new Opening(identity, proxies, versions),
            keyFailures,
            scheduler);
    connection.open();
    return connection;
  }

  /** Ends the process, and with it all connections. */
  @Override
  public void close() {
    process.close();
  }

  SideProcess process() {
    return process;
  }
}
