package io.crier.rest.openapi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * The part of the OpenAPI document that describes one face: its tag, how its requests are
 * authenticated, its errors, and an example of every body.
 *
 * @param schemes the security schemes, each of which is enough
 * @param exampleProperties the optional properties that the example of a schema has too
 */
public record Section(
    String tag,
    String description,
    Collection<String> schemes,
    ErrorResponses errors,
    Map<String, Set<String>> exampleProperties) {

  /** Completes the operations of these paths. */
  public void addTo(OpenAPI document, Map<String, PathItem> paths) {
    document.addTag(OASFactory.createTag().name(tag).description(description));
    errors.addTo(document, paths);
    new Examples(document.getComponents(), exampleProperties).addTo(paths.values());
    paths.values().forEach(path -> path.getOperations().values().forEach(this::complete));
  }

  private void complete(Operation operation) {
    operation
        .addTag(tag)
        .security(
            schemes.stream()
                .map(scheme -> OASFactory.createSecurityRequirement().addScheme(scheme))
                .toList());
  }

  /** A section whose errors have a code and a message. */
  public static Section withCodes(
      String tag, String description, String scheme, Map<Integer, String> errors) {
    return new Section(
        tag, description, List.of(scheme), ErrorResponses.withCodes(tag, errors), Map.of());
  }
}
