package io.crier.rest.door;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.PathSegment;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/** The faces of this server by the first segments of their paths. */
@ApplicationScoped
public class Faces {

  private static final String FACE = Faces.class.getName() + ".face";

  private final Map<String, Face> byRoot = new HashMap<>();
  private final Optional<Set<String>> switchedOn;

  /** For the proxy. */
  protected Faces() {
    switchedOn = Optional.empty();
  }

  @Inject
  Faces(
      @Any Instance<Face> faces,
      @ConfigProperty(name = "crier.faces") Optional<Set<String>> switchedOn) {
    this(faces.stream().toList(), switchedOn);
  }

  /**
   * @param switchedOn names of faces; all, if empty
   */
  Faces(List<Face> faces, Optional<Set<String>> switchedOn) {
    this.switchedOn = switchedOn;
    for (var face : faces) {
      for (var root : face.roots()) {
        var other = byRoot.putIfAbsent(root, face);
        if (other != null) {
          throw new IllegalArgumentException(
              "faces " + other.name() + " and " + face.name() + " both serve /" + root);
        }
      }
    }
  }

  /**
   * The face at this path, whether it is switched on or off. What matters is the path that
   * resources are found by: without its matrix parameters.
   */
  Optional<Face> at(List<PathSegment> path) {
    return path.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(byRoot.get(path.get(0).getPath()));
  }

  /** Whether the operator lets it be served. */
  boolean isOn(Face face) {
    return switchedOn.isEmpty() || switchedOn.get().contains(face.name());
  }

  /** Lets each face describe its paths in the document, and removes those that are not served. */
  void describe(OpenAPI document) {
    var paths = new LinkedHashMap<Face, Map<String, PathItem>>();
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                Optional.ofNullable(byRoot.get(root(path)))
                    .ifPresent(
                        face ->
                            paths
                                .computeIfAbsent(face, it -> new LinkedHashMap<>())
                                .put(path, item)));
    paths.forEach(
        (face, own) -> {
          if (isOn(face)) {
            face.describe(document, own);
          } else {
            remove(document, own);
          }
        });
  }

  /** Removes paths, and the tags that no other path has. */
  private static void remove(OpenAPI document, Map<String, PathItem> paths) {
    paths.keySet().forEach(document.getPaths()::removePathItem);
    var tags = tags(paths);
    tags.removeAll(tags(document.getPaths().getPathItems()));
    if (document.getTags() != null) {
      List.copyOf(document.getTags()).stream()
          .filter(tag -> tags.contains(tag.getName()))
          .forEach(document::removeTag);
    }
  }

  private static Set<String> tags(Map<String, PathItem> paths) {
    return paths.values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .map(Operation::getTags)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Notes the face that answers this request, whatever goes wrong with it. */
  void select(HttpServletRequest request) {
    if (byRoot.get(root(request.getRequestURI())) instanceof Face face && isOn(face)) {
      request.setAttribute(FACE, face);
    }
  }

  /** The first segment of a path, without its matrix parameters. */
  private static String root(String path) {
    var segments = path.split("[/;]", 3);
    return segments.length > 1 ? segments[1] : "";
  }

  static Optional<Face> of(HttpServletRequest request) {
    return request.getAttribute(FACE) instanceof Face face ? Optional.of(face) : Optional.empty();
  }

  /** What went wrong, in the form of the face that was asked. */
  static Rendered render(
      HttpServletRequest request, ProblemDetails problem, Optional<Duration> retryAfter) {
    return of(request)
        .map(face -> face.render(problem, retryAfter))
        .orElseGet(() -> Rendered.of(problem, retryAfter));
  }
}
