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

/** This server's faces, by the first segment of their paths. */
@ApplicationScoped
public class Faces {

  private static final String FACE = Faces.class.getName() + ".face";

  private final Map<String, Face> byRoot = new HashMap<>();
  private final Optional<Set<String>> enabled;

  /** For the proxy. */
  protected Faces() {
    enabled = Optional.empty();
  }

  @Inject
  Faces(
      @Any Instance<Face> faces,
      @ConfigProperty(name = "crier.faces") Optional<Set<String>> enabled) {
    this(faces.stream().toList(), enabled);
  }

  /**
   * @param enabled the names of the enabled faces; if empty, all are
   */
  Faces(List<Face> faces, Optional<Set<String>> enabled) {
    this.enabled = enabled;
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
   * The face at this path, enabled or not. Matrix parameters are ignored, as JAX-RS ignores them
   * when it matches resources.
   */
  Optional<Face> at(List<PathSegment> path) {
    return path.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(byRoot.get(path.get(0).getPath()));
  }

  /** The face whose paths begin with this segment, enabled or not. */
  Optional<Face> at(String root) {
    return Optional.ofNullable(byRoot.get(root));
  }

  /** Whether the operator has enabled it. */
  boolean isEnabled(Face face) {
    return enabled.isEmpty() || enabled.get().contains(face.name());
  }

  /** Lets each enabled face describe its paths. */
  void describe(OpenAPI document) {
    paths(document)
        .forEach(
            (face, own) -> {
              if (isEnabled(face)) {
                face.describe(document, own);
              }
            });
  }

  /** Removes the paths of disabled faces. */
  void removeDisabled(OpenAPI document) {
    if (enabled.isEmpty()) {
      return;
    }
    paths(document)
        .forEach(
            (face, own) -> {
              if (!isEnabled(face)) {
                remove(document, own);
              }
            });
  }

  private Map<Face, Map<String, PathItem>> paths(OpenAPI document) {
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
    return paths;
  }

  /** Removes paths, and tags that no other path has. */
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

  /** Remembers which face renders errors of this request. */
  void select(HttpServletRequest request) {
    if (byRoot.get(root(request.getRequestURI())) instanceof Face face && isEnabled(face)) {
      request.setAttribute(FACE, face);
    }
  }

  /** The first segment of a path, without its matrix parameters. */
  private static String root(String path) {
    var begin = firstOf('/', ';', path, 0) + 1;
    return begin > path.length() ? "" : path.substring(begin, firstOf('/', ';', path, begin));
  }

  /** Where the first of two characters is; the end if there is none. */
  private static int firstOf(char one, char other, String text, int from) {
    var at = from;
    while (at < text.length() && text.charAt(at) != one && text.charAt(at) != other) {
      at++;
    }
    return at;
  }

  static Optional<Face> of(HttpServletRequest request) {
    return request.getAttribute(FACE) instanceof Face face ? Optional.of(face) : Optional.empty();
  }

  /** The problem in the form of the face that was called. */
  static Rendered render(
      HttpServletRequest request, ProblemDetails problem, Optional<Duration> retryAfter) {
    return of(request)
        .map(face -> face.render(problem, retryAfter))
        .orElseGet(() -> Rendered.of(problem, retryAfter));
  }
}
