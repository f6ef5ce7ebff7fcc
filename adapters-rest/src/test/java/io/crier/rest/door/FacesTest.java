package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.Actor;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.PathSegment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.junit.jupiter.api.Test;

class FacesTest {

  private static final Face ONE = new Named("one", Set.of("one", "beside-one"));
  private static final Face OTHER = new Named("other", Set.of("other"));

  @Test
  void findsTheFaceByTheFirstSegmentOfThePath() {
    var faces = new Faces(List.of(ONE, OTHER), Optional.empty());

    assertThat(faces.at(path("one", "account"))).contains(ONE);
    assertThat(faces.at(path("beside-one"))).contains(ONE);
    assertThat(faces.at(path("other", "one"))).contains(OTHER);
  }

  @Test
  void findsNoFaceAtOtherPaths() {
    var faces = new Faces(List.of(ONE), Optional.empty());

    assertThat(faces.at(path("one0"))).isEmpty();
    assertThat(faces.at(path("health", "live"))).isEmpty();
    assertThat(faces.at(path())).isEmpty();
  }

  @Test
  void servesOnlyEnabledFaces() {
    var faces = new Faces(List.of(ONE, OTHER), Optional.of(Set.of("other")));

    assertThat(faces.isEnabled(OTHER)).isTrue();
    assertThat(faces.isEnabled(ONE)).isFalse();
    assertThat(new Faces(List.of(ONE), Optional.empty()).isEnabled(ONE)).isTrue();
  }

  @Test
  void refusesTwoFacesAtOnePath() {
    var impostor = new Named("impostor", Set.of("one"));

    assertThatThrownBy(() -> new Faces(List.of(ONE, impostor), Optional.empty()))
        .hasMessage("faces one and impostor both serve /one");
  }

  private static List<PathSegment> path(String... segments) {
    return Stream.of(segments).<PathSegment>map(Segment::new).toList();
  }

  private record Segment(String getPath) implements PathSegment {
    @Override
    public MultivaluedMap<String, String> getMatrixParameters() {
      return new MultivaluedHashMap<>();
    }
  }

  private record Named(String name, Set<String> roots) implements Face {

    @Override
    public boolean isOpen(ContainerRequestContext request) {
      return false;
    }

    @Override
    public String key(UnaryOperator<String> headers) {
      return "";
    }

    @Override
    public String requestIdHeader() {
      return "id";
    }

    @Override
    public long maxBodyBytes(ContainerRequestContext request, long usual) {
      return usual;
    }

    @Override
    public boolean rejectsUnknownQueryParameters() {
      return true;
    }

    @Override
    public RateRule rateRule(Actor caller) {
      return RateRule.perMinute(name, 1);
    }

    @Override
    public Map<String, Object> rateHeaders(RateDecision decision) {
      return Map.of();
    }

    @Override
    public Rendered render(ProblemDetails problem, Optional<Duration> retryAfter) {
      return Rendered.of(problem, retryAfter);
    }

    @Override
    public void describe(OpenAPI document, Map<String, PathItem> paths) {}
  }
}
