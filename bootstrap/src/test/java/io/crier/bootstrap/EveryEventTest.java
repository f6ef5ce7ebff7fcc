package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.crier.application.events.EveryEvent;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.persistence.Json;
import io.crier.rest.outbound.WebhookRendering;
import io.crier.rest.v1.media.MediaLinks;
import io.crier.rest.v1.webhooks.CrierRendering;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EveryEventTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ArchitectureTest.ProductionClasses())
          .importPackages("io.crier.domain", "io.crier.rest");

  private final MediaLinks links =
      new MediaLinks(new byte[32], "https://crier.test", Duration.ofHours(1), () -> NOON);

  @Test
  void hasAnExampleOfEachEventRecord() {
    var records =
        CLASSES.stream()
            .filter(it -> it.isAssignableTo(DomainEvent.class) && !it.isInterface())
            .map(JavaClass::getName)
            .collect(Collectors.toSet());

    assertThat(records).isNotEmpty();
    assertThat(EveryEvent.of(ACCOUNT).stream().map(it -> it.getClass().getName()))
        .hasSameElementsAs(records);
  }

  @Test
  void writesAndReadsEachEventAsJson() {
    for (var event : EveryEvent.of(ACCOUNT)) {
      Object read = Json.read(Json.write(event), event.getClass());

      assertThat(read).isEqualTo(event);
    }
  }

  @Test
  void hasOneRenderingForEachFormat() {
    assertThat(renderings())
        .extracting(WebhookRendering::format)
        .containsExactlyInAnyOrder(WebhookFormat.values());
  }

  @Test
  void rendersEachEventInEachFormatThatHasIt() {
    for (var rendering : renderings()) {
      for (var event : EveryEvent.of(ACCOUNT)) {
        if (rendering.renders(event)) {
          var request = rendered(rendering, event);

          assertThat(request.body()).as(event.type().text()).isNotEmpty();
          assertThat(request.headers()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void describesEachEventInTheOpenApiDocument() {
    var types = EnumSet.noneOf(EventType.class);
    for (var event : everyEventWithEveryContent()) {
      var json = json(new CrierRendering(links), event);

      Documented.checkComponent("Event", json);
      Documented.checkComponent(schema(event.type()), json);
      types.add(event.type());
    }
    assertThat(types).containsExactlyInAnyOrder(EventType.values());
  }

  @Test
  void describesWhatAWebhookReceives() {
    for (var event : everyEventWithEveryContent()) {
      var webhook = OpenApi.DOCUMENT.path("webhooks").path(event.type().text()).path("post");
      var rendered = rendered(new CrierRendering(links), event);

      assertThat(webhook.at("/requestBody/content/application~1json/schema/$ref").asText())
          .isEqualTo("#/components/schemas/" + schema(event.type()));
      assertThat(webhook.path("parameters"))
          .map(header -> OpenApi.resolved(header).path("name").asText())
          .containsExactlyElementsOf(
              rendered.headers().keySet().stream()
                  .filter(name -> !name.equals("content-type"))
                  .toList());
    }
  }

  /** The name of the schema of this type of event. */
  private static String schema(EventType type) {
    return OpenApi.DOCUMENT
        .at("/components/schemas/Event/discriminator/mapping")
        .path(type.text())
        .asText()
        .replace("#/components/schemas/", "");
  }

  private static List<DomainEvent> everyEventWithEveryContent() {
    return Stream.concat(
            EveryEvent.of(ACCOUNT).stream(),
            MessageFixture.contents().stream()
                .flatMap(
                    content ->
                        EveryEvent.of(ACCOUNT).stream()
                            .filter(MessageEvent.Received.class::isInstance)
                            .map(MessageEvent.Received.class::cast)
                            .map(received -> with(content, received))))
        .toList();
  }

  private static DomainEvent with(Content content, MessageEvent.Received received) {
    return new MessageEvent.Received(
        received.account(),
        received.session(),
        received.sessionNumber(),
        received.message(),
        received.whatsAppId(),
        received.from(),
        received.address(),
        content,
        received.at());
  }

  private static String json(WebhookRendering rendering, DomainEvent event) {
    return new String(rendered(rendering, event).body(), UTF_8);
  }

  private static WebhookRendering.Request rendered(WebhookRendering rendering, DomainEvent event) {
    return rendering.render(
        endpoint(rendering.format()), new Published(EventId.next(NOON), 1, event), 1, NOON);
  }

  private static WebhookEndpoint endpoint(WebhookFormat format) {
    return WebhookEndpoint.create(
        ACCOUNT,
        URI.create("https://example.com/hook"),
        WebhookFilter.NONE,
        WebhookHeaders.NONE,
        format,
        WebhookSecret.generate(new Random(1)),
        NOON);
  }

  /** All production renderings. CDI creates them in the server, this test by reflection. */
  private List<WebhookRendering> renderings() {
    return CLASSES.stream()
        .filter(it -> it.isAssignableTo(WebhookRendering.class) && !it.isInterface())
        .map(it -> rendering(it.reflect()))
        .toList();
  }

  /** The constructor of a rendering takes the links, if it needs them. */
  private WebhookRendering rendering(Class<?> type) {
    try {
      var constructor = type.getConstructors()[0];
      return (WebhookRendering)
          (constructor.getParameterCount() == 0
              ? constructor.newInstance()
              : constructor.newInstance(links));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
