package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.media.InMemoryDownloads;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineContract;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.EnginesFixture;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.WebhookEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The WAHA engine with a fake WAHA and virtual time. */
class WahaFixture implements EngineContract {

  static final Recipient GROUP = Recipient.parse("120363041234567890@g.us");

  final FakeWaha waha = new FakeWaha();
  final VirtualTime time = new VirtualTime();
  final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  final InMemoryMediaStore mediaStore = new InMemoryMediaStore(unitOfWork, time);
  final InMemoryDownloads downloads = new InMemoryDownloads(unitOfWork);
  final WahaWhatsApp engine = engine(Optional.of(waha.uri()));
  final WebhookEndpoint webhook =
      new WebhookEndpoint(
          new FindSessions(
              new InMemorySessions(unitOfWork, new InMemoryNodes(unitOfWork, time)), unitOfWork),
          EnginesFixture.only("waha"),
          session -> {});

  void close() {
    waha.close();
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public Map<String, String> settings() {
    return FakeWaha.SETTINGS;
  }

  @Override
  public Set<Fault> refusals() {
    return Set.of();
  }

  @Override
  public WhatsAppSide whatsApp() {
    return waha;
  }

  @Override
  public void settle() {
    time.settle();
    waha.deliver((url, signature, body) -> post(SESSION, signature, body));
    time.pass(Duration.ofSeconds(2));
  }

  @Override
  public MediaFile keep(String mimeType, byte[] bytes) {
    try {
      return mediaStore.keep(ACCOUNT, mimeType, new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  WahaWhatsApp engine(Optional<URI> uri) {
    return new WahaWhatsApp(
        uri, URI.create("http://crier:9080/"), mediaStore, downloads, time.wheel(), time, time);
  }

  int post(SessionId session, String signature, byte[] body) {
    try {
      var response = webhook.receive(engine, session, signature, new ByteArrayInputStream(body));
      time.settle();
      try (var result = response.join()) {
        return result.getStatus();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JsonTrees.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
