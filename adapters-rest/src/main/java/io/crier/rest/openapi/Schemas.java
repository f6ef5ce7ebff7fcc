package io.crier.rest.openapi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/** The schemas of a document, wherever they are. */
public final class Schemas {

  private static final String ROOT = "#/components/schemas/";

  private Schemas() {}

  /** Refers to the component of this name. */
  public static String ref(String name) {
    return ROOT + name;
  }

  /** The name of the component that a schema refers to. */
  public static Optional<String> target(Schema schema) {
    return Optional.ofNullable(schema.getRef())
        .filter(ref -> ref.startsWith(ROOT))
        .map(ref -> ref.substring(ROOT.length()));
  }

  /** Orders the components by their names. */
  public static void sort(Components components) {
    components.setSchemas(new TreeMap<>(components.getSchemas()));
  }

  /** Visits every schema, each before those inside it. */
  public static void visit(OpenAPI document, Consumer<Schema> visitor) {
    document.getComponents().getSchemas().values().forEach(schema -> visit(schema, visitor));
    document.getPaths().getPathItems().values().forEach(path -> visit(path, visitor));
  }

  private static void visit(PathItem path, Consumer<Schema> visitor) {
    list(path.getParameters()).forEach(it -> visit(it.getSchema(), visitor));
    path.getOperations().values().forEach(operation -> visit(operation, visitor));
  }

  private static void visit(Operation operation, Consumer<Schema> visitor) {
    list(operation.getParameters()).forEach(it -> visit(it.getSchema(), visitor));
    Optional.ofNullable(operation.getRequestBody())
        .map(RequestBody::getContent)
        .ifPresent(content -> visit(content, visitor));
    values(operation.getResponses().getAPIResponses())
        .forEach(
            response -> {
              visit(response.getContent(), visitor);
              values(response.getHeaders()).forEach(it -> visit(it.getSchema(), visitor));
            });
    values(operation.getCallbacks()).stream()
        .flatMap(callback -> values(callback.getPathItems()).stream())
        .forEach(path -> visit(path, visitor));
  }

  /** Visits every schema of the content. */
  public static void visit(Content content, Consumer<Schema> visitor) {
    if (content != null) {
      values(content.getMediaTypes()).forEach(it -> visit(it.getSchema(), visitor));
    }
  }

  /** Visits the schema and every one inside it. */
  public static void visit(Schema schema, Consumer<Schema> visitor) {
    if (schema == null) {
      return;
    }
    visitor.accept(schema);
    values(schema.getProperties()).forEach(it -> visit(it, visitor));
    Stream.of(schema.getOneOf(), schema.getAnyOf(), schema.getAllOf())
        .flatMap(them -> list(them).stream())
        .forEach(it -> visit(it, visitor));
    visit(schema.getItems(), visitor);
    visit(schema.getAdditionalPropertiesSchema(), visitor);
  }

  private static <T> List<T> list(List<T> them) {
    return them == null ? List.of() : List.copyOf(them);
  }

  private static <T> Collection<T> values(Map<String, T> them) {
    return them == null ? List.of() : List.copyOf(them.values());
  }
}
