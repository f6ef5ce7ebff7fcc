package io.crier.rest.v1.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NegotiationTest {

  private static final MediaType JSON = new MediaType("application", "json");
  private static final MediaType PNG = new MediaType("image", "png");
  private static final MediaType SVG = new MediaType("image", "svg+xml");
  private static final List<MediaType> OFFERED = List.of(JSON, PNG, SVG);

  @Test
  void choosesWhatIsAcceptedFirst() {
    assertThat(preferred(SVG, PNG)).isEqualTo(SVG);
    assertThat(preferred(new MediaType("text", "html"), PNG)).isEqualTo(PNG);
  }

  @Test
  void ignoresParameters() {
    assertThat(preferred(new MediaType("application", "json", "utf-8"))).isEqualTo(JSON);
    assertThat(preferred(new MediaType("image", "png", Map.of("level", "1")))).isEqualTo(PNG);
  }

  @Test
  void choosesFirstOfferedTypeWithinRange() {
    assertThat(preferred(new MediaType("*", "*"))).isEqualTo(JSON);
    assertThat(preferred(new MediaType("image", "*"))).isEqualTo(PNG);
  }

  @Test
  void doesNotChooseRejectedType() {
    assertThat(preferred(new MediaType("image", "png", Map.of("q", "0.0")), SVG)).isEqualTo(SVG);
  }

  @Test
  void choosesFirstOfferedTypeIfNoneIsAccepted() {
    assertThat(preferred()).isEqualTo(JSON);
    assertThat(preferred(new MediaType("text", "html"))).isEqualTo(JSON);
  }

  private static MediaType preferred(MediaType... accepted) {
    return Negotiation.preferred(List.of(accepted), OFFERED);
  }
}
