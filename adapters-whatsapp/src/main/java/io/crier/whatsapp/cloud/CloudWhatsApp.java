package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineSetting;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.HttpClients;
import io.crier.whatsapp.Lazy;
import io.crier.whatsapp.Signature;
import io.crier.whatsapp.WebhookEngine;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Connects to WhatsApp through Meta's Cloud API, which reports events through a webhook. */
public final class CloudWhatsApp implements Engine, WebhookEngine {

  public static final EngineName NAME = new EngineName("cloud");

  private final String version;
  private final MediaStore mediaStore;
  private final Executor executor;
  private final InstantSource clock;
  private final Supplier<Graph> graph;
  private final Supplier<MetaFiles> files;
  private final Map<SessionId, BusinessNumber> numbers = new ConcurrentHashMap<>();

  /**
   * @param uri the address of the Graph API
   * @param version of the Graph API, for sessions that do not set one
   * @param executor runs requests and events, on any of its threads
   */
  public CloudWhatsApp(
      URI uri, String version, MediaStore mediaStore, Executor executor, InstantSource clock) {
    var clients = new HttpClients();
    this.version = version;
    this.mediaStore = mediaStore;
    this.executor = executor;
    this.clock = clock;
    graph = new Lazy<>(() -> clients.create(uri, Graph.class));
    files = new Lazy<>(() -> new MetaFiles(clients.create(), uri));
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of(
        Ability.TYPE,
        Ability.SEND_TEXT,
        Ability.SEND_MEDIA,
        Ability.SEND_STICKER,
        Ability.SEND_LOCATION,
        Ability.SEND_CONTACT,
        Ability.SEND_TEMPLATE,
        Ability.SEND_BUTTONS,
        Ability.SEND_LIST,
        Ability.REACT,
        Ability.REPLY,
        Ability.LINK_PREVIEW,
        Ability.SEEN,
        Ability.RECEIVE,
        Ability.SENT_ELSEWHERE,
        Ability.RECEIVE_EDITS,
        Ability.OWN_PROFILE,
        Ability.BLOCK,
        Ability.DELIVERED,
        Ability.READ);
  }

  @Override
  public Set<EngineSetting> settings() {
    return CloudSettings.ALL;
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    var settings = CloudSettings.of(identity.settings(), version);
    var api = new NumberApi(graph, files, mediaStore, identity.account(), settings);
    var number = new BusinessNumber(identity, events, api, executor, clock, this::closed);
    number.open();
    numbers.put(identity.session(), number);
    return number;
  }

  private void closed(BusinessNumber number) {
    numbers.remove(number.identity().session(), number);
  }

  @Override
  public Optional<Map<String, String>> settingsOf(SessionId session) {
    return Optional.ofNullable(numbers.get(session)).map(it -> it.identity().settings());
  }

  @Override
  public boolean isSigned(
      SessionId session, Map<String, String> settings, byte[] body, String signature) {
    var secret = settings.get(CloudSettings.APP_SECRET);
    return signature.startsWith("sha256=")
        && Signature.SHA256.isValid(signature.substring("sha256=".length()), body, secret);
  }

  @Override
  public CompletableFuture<Boolean> accept(SessionId session, JsonNode posted) {
    var number = numbers.get(session);
    return number == null ? CompletableFuture.completedFuture(false) : number.accept(posted);
  }
}
