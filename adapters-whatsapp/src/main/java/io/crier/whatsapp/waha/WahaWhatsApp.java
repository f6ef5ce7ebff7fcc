package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.TimerWheel;
import io.crier.application.messages.MediaStore;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.Clients;
import io.crier.whatsapp.Hooked;
import io.crier.whatsapp.Signature;
import jakarta.ws.rs.client.Client;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reaches WhatsApp through a WAHA server, which posts back what happens. */
public final class WahaWhatsApp implements Engine, Hooked {

  public static final EngineName NAME = new EngineName("waha");

  private final Clients clients = new Clients();
  private final Optional<URI> uri;
  private final URI hooks;
  private final MediaStore mediaStore;
  private final TimerWheel wheel;
  private final Executor executor;
  private final InstantSource clock;
  private final Map<SessionId, LinkedSession> sessions = new ConcurrentHashMap<>();
  private Waha waha;
  private Client files;

  /**
   * @param uri where WAHA is, if there is one
   * @param hooks where Crier is, as WAHA sees it; ends with a slash
   * @param wheel tells when to look at a session again
   * @param executor asks and tells, on any of its threads
   */
  public WahaWhatsApp(
      Optional<URI> uri,
      URI hooks,
      MediaStore mediaStore,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock) {
    this.uri = uri;
    this.hooks = hooks;
    this.mediaStore = mediaStore;
    this.wheel = wheel;
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.SEND_TEMPLATE, Ability.RESUBMIT));
  }

  @Override
  public Optional<String> missing() {
    return uri.isPresent()
        ? Optional.empty()
        : Optional.of("CRIER_WHATSAPP_WAHA_URL does not say where WAHA is");
  }

  @Override
  public Set<Setting> settings() {
    return WahaSettings.ALL;
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    var session = LinkedSession.open(this, identity, keyring, events);
    sessions.put(identity.session(), session);
    return session;
  }

  void closed(LinkedSession session) {
    sessions.remove(session.identity().session(), session);
  }

  @Override
  public Optional<Map<String, String>> settingsOf(SessionId session) {
    return Optional.ofNullable(sessions.get(session)).map(it -> it.identity().settings());
  }

  @Override
  public boolean isSigned(SessionId session, Map<String, String> settings, byte[] body, String by) {
    var told = WahaSettings.of(settings);
    return told.areSound() && Signature.SHA512.isRight(by, body, told.hookSecret(session));
  }

  @Override
  public CompletableFuture<Boolean> take(SessionId session, JsonNode posted) {
    var open = sessions.get(session);
    return open == null ? CompletableFuture.completedFuture(false) : open.take(posted);
  }

  /** Where WAHA is to post; another place once it is to sign with another secret. */
  String hook(SessionId session, WahaSettings settings) {
    var mark = Signature.SHA256.of(new byte[0], settings.hookSecret(session)).substring(0, 8);
    return hooks.resolve("engines/waha/" + session.value() + "?secret=" + mark).toString();
  }

  /** Not before it is needed: the client takes its time to start, and most servers need none. */
  synchronized Waha waha() {
    if (waha == null) {
      waha = clients.at(uri(), Waha.class);
    }
    return waha;
  }

  synchronized Client files() {
    if (files == null) {
      files = clients.anywhere();
    }
    return files;
  }

  URI uri() {
    return uri.orElseThrow();
  }

  MediaStore mediaStore() {
    return mediaStore;
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
}
