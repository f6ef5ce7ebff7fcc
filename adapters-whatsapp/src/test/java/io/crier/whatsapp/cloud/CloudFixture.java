package io.crier.whatsapp.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineContract;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.sessions.TestSession;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.EnginesFixture;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.WebhookEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The Cloud API engine with a fake Graph API and virtual time. */
class CloudFixture implements EngineContract {

  final FakeGraph graph = new FakeGraph();
  final VirtualTime time = new VirtualTime();
  final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  final InMemorySessions sessions =
      new InMemorySessions(unitOfWork, new InMemoryNodes(unitOfWork, time));
  final InMemoryMediaStore mediaStore = new InMemoryMediaStore(unitOfWork, time);
  final CloudWhatsApp cloud = new CloudWhatsApp(graph.uri(), "v25.0", mediaStore, time, time);
  final WebhookEndpoint webhook =
      new WebhookEndpoint(
          new FindSessions(sessions, unitOfWork), EnginesFixture.only("cloud"), session -> {});

  void close() {
    graph.close();
  }

  @Override
  public Engine engine() {
    return cloud;
  }

  @Override
  public Map<String, String> settings() {
    return FakeGraph.SETTINGS;
  }

  @Override
  public WhatsAppSide whatsApp() {
    return graph;
  }

  @Override
  public void settle() {
    time.settle();
    graph.deliver((signature, body) -> post(SESSION, signature, body));
    time.settle();
  }

  @Override
  public MediaFile keep(String mimeType, byte[] bytes) {
    try {
      return mediaStore.keep(ACCOUNT, mimeType, new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Meta wants one. */
  @Override
  public boolean canRemoveAbout() {
    return false;
  }

  int post(SessionId session, String signature, byte[] body) {
    try {
      var response = webhook.receive(cloud, session, signature, new ByteArrayInputStream(body));
      time.settle();
      try (var result = response.join()) {
        return result.getStatus();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Event.Received received(TestSession link) {
    assertThat(link.events(Event.Received.class)).hasSize(1);
    return link.events(Event.Received.class).getFirst();
  }

  static WhatsAppId sentId(Outcome outcome) {
    return ((Outcome.Sent) outcome).id();
  }

  static JsonNode json(String text) {
    try {
      return JsonTrees.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
