package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.crier.application.events.EveryEvent;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookSecret;
import io.crier.persistence.Json;
import io.crier.rest.outbound.WebhookRendering;
import io.crier.rest.v1.media.MediaLinks;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
          var published = new Published(EventId.next(NOON), 1, event);

          var request = rendering.render(endpoint(rendering.format()), published, 1, NOON);

          assertThat(request.body()).as(event.type().text()).isNotEmpty();
          assertThat(request.headers()).isNotEmpty();
        }
      }
    }
  }

  private static WebhookEndpoint endpoint(WebhookFormat format) {
    return WebhookEndpoint.create(
        ACCOUNT,
        URI.create("https://example.com/hook"),
        Set.of(),
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

  private WebhookRendering rendering(Class<?> type) {
    try {
      return (WebhookRendering) type.getConstructor(MediaLinks.class).newInstance(links);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
