package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.TimerWheel;
import io.crier.application.media.Downloads;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineSetting;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.HttpClients;
import io.crier.whatsapp.InboundFiles;
import io.crier.whatsapp.Lazy;
import io.crier.whatsapp.Scheduler;
import io.crier.whatsapp.Signature;
import io.crier.whatsapp.WebhookEngine;
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
import java.util.function.Supplier;

/** Connects to WhatsApp through a WAHA server, which reports events through a webhook. */
public final class WahaWhatsApp implements Engine, WebhookEngine {

  public static final EngineName NAME = new EngineName("waha");

  private final Optional<URI> uri;
  private final URI crier;
  private final MediaStore mediaStore;
  private final Downloads downloads;
  private final Scheduler scheduler;
  private final Supplier<Waha> waha;
  private final Supplier<Client> client;
  private final Map<SessionId, LinkedSession> sessions = new ConcurrentHashMap<>();

  /**
   * @param uri the address of WAHA, if configured
   * @param crier the address of this server as WAHA sees it; ends with a slash
   * @param downloads for files that WAHA stores elsewhere
   * @param wheel schedules polling and receipts
   * @param executor runs requests and events, on any of its threads
   */
  public WahaWhatsApp(
      Optional<URI> uri,
      URI crier,
      MediaStore mediaStore,
      Downloads downloads,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock) {
    var clients = new HttpClients();
    this.uri = uri;
    this.crier = crier;
    this.mediaStore = mediaStore;
    this.downloads = downloads;
    scheduler = new Scheduler(wheel, executor, clock);
    waha = new Lazy<>(() -> clients.create(uri.orElseThrow(), Waha.class));
    client = new Lazy<>(clients::create);
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(
        EnumSet.of(
            Ability.SEND_STICKER,
            Ability.SEND_TEMPLATE,
            Ability.SEND_BUTTONS,
            Ability.SEND_LIST,
            Ability.FORWARD,
            Ability.VIEW_ONCE,
            Ability.MENTION_ALL,
            Ability.RESUBMIT,
            Ability.GROUPS,
            Ability.HISTORY,
            Ability.CONTACT_PROFILES,
            Ability.OWN_PROFILE,
            Ability.OWN_NAME,
            Ability.OWN_PICTURE,
            Ability.GROUP_PICTURE,
            Ability.BLOCK,
            Ability.DISAPPEARING,
            Ability.MARK_CHATS,
            Ability.POST_STORY,
            Ability.RECEIVE_STORIES,
            Ability.MEMBER_RECEIPTS));
  }

  @Override
  public Optional<String> missing() {
    return uri.isPresent() ? Optional.empty() : Optional.of("CRIER_WHATSAPP_WAHA_URL is not set");
  }

  @Override
  public Set<EngineSetting> settings() {
    return WahaSettings.ALL;
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    var settings = WahaSettings.of(identity.settings());
    var api = new SessionApi(waha, settings, identity.session(), crier);
    var files = new WahaFiles(mediaStore, identity.account());
    var inbound = new InboundFiles(mediaStore, identity.account());
    var media = new WahaMedia(client, uri, api, downloads, inbound);
    var session =
        new LinkedSession(identity, keyring, events, api, files, media, scheduler, this::closed);
    session.open();
    sessions.put(identity.session(), session);
    return session;
  }

  private void closed(LinkedSession session) {
    sessions.remove(session.identity().session(), session);
  }

  @Override
  public Optional<Map<String, String>> settingsOf(SessionId session) {
    return Optional.ofNullable(sessions.get(session)).map(it -> it.identity().settings());
  }

  @Override
  public boolean isSigned(
      SessionId session, Map<String, String> settings, byte[] body, String signature) {
    var known = WahaSettings.of(settings);
    return known.areValid()
        && Signature.SHA512.isValid(signature, body, known.webhookSecret(session));
  }

  @Override
  public CompletableFuture<Boolean> accept(SessionId session, JsonNode posted) {
    var open = sessions.get(session);
    return open == null ? CompletableFuture.completedFuture(false) : open.accept(posted);
  }
}
