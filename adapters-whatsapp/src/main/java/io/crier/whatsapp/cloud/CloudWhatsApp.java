package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.messages.MediaStore;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.Clients;
import io.crier.whatsapp.Hooked;
import io.crier.whatsapp.Signature;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reaches WhatsApp through Meta's Cloud API, which posts back what happens. */
public final class CloudWhatsApp implements Engine, Hooked {

  public static final EngineName NAME = new EngineName("cloud");

  private final Clients clients = new Clients();
  private final URI uri;
  private final String version;
  private final MediaStore mediaStore;
  private final Executor executor;
  private final InstantSource clock;
  private final Map<SessionId, BusinessNumber> numbers = new ConcurrentHashMap<>();
  private Graph graph;
  private Files files;

  /**
   * @param uri where the Graph API is
   * @param version of it, for sessions that name none
   * @param executor asks and tells, on any of its threads
   */
  public CloudWhatsApp(
      URI uri, String version, MediaStore mediaStore, Executor executor, InstantSource clock) {
    this.version = version;
    this.mediaStore = mediaStore;
    this.executor = executor;
    this.clock = clock;
    this.uri = uri;
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
        Ability.SEND_LOCATION,
        Ability.SEND_CONTACT,
        Ability.SEND_TEMPLATE,
        Ability.REACT,
        Ability.REPLY,
        Ability.SEEN,
        Ability.RECEIVE,
        Ability.DELIVERED,
        Ability.READ);
  }

  @Override
  public Set<Setting> settings() {
    return CloudSettings.ALL;
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    var number = BusinessNumber.open(this, identity, events);
    numbers.put(identity.session(), number);
    return number;
  }

  void closed(BusinessNumber number) {
    numbers.remove(number.identity().session(), number);
  }

  @Override
  public Optional<Map<String, String>> settingsOf(SessionId session) {
    return Optional.ofNullable(numbers.get(session)).map(it -> it.identity().settings());
  }

  @Override
  public boolean isSigned(SessionId session, Map<String, String> settings, byte[] body, String by) {
    var secret = settings.get(CloudSettings.APP_SECRET);
    return by.startsWith("sha256=")
        && Signature.SHA256.isRight(by.substring("sha256=".length()), body, secret);
  }

  @Override
  public CompletableFuture<Boolean> take(SessionId session, JsonNode posted) {
    var number = numbers.get(session);
    return number == null ? CompletableFuture.completedFuture(false) : number.take(posted);
  }

  /** Not before it is needed: the client takes its time to start, and most servers need none. */
  synchronized Graph graph() {
    if (graph == null) {
      graph = clients.at(uri, Graph.class);
    }
    return graph;
  }

  synchronized Files files() {
    if (files == null) {
      files = new Files(clients.anywhere(), uri, mediaStore);
    }
    return files;
  }

  String version() {
    return version;
  }

  MediaStore mediaStore() {
    return mediaStore;
  }

  Executor executor() {
    return executor;
  }

  InstantSource clock() {
    return clock;
  }
}
