package io.crier.rest.openapi;

import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/**
 * An example of every JSON body: a component for each schema, put together from the examples of its
 * properties. It has the required properties, and all of a schema that requires none.
 */
public final class Examples {

  private static final String ROOT = "#/components/examples/";

  private final Components components;
  private final Map<String, Set<String>> optional;

  /**
   * @param optional the optional properties that the example of a schema has too
   */
  public Examples(Components components, Map<String, Set<String>> optional) {
    this.components = components;
    this.optional = optional;
  }

  /** Adds the examples of all bodies of these operations, and of the callbacks of each. */
  public void addTo(Collection<PathItem> paths) {
    paths.forEach(path -> path.getOperations().values().forEach(this::complete));
  }

  private void complete(Operation operation) {
    Optional.ofNullable(operation.getRequestBody())
        .map(RequestBody::getContent)
        .ifPresent(this::complete);
    Optional.ofNullable(operation.getCallbacks()).orElse(Map.of()).values().stream()
        .flatMap(callback -> callback.getPathItems().values().stream())
        .forEach(path -> path.getOperations().values().forEach(this::complete));
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(response -> Optional.ofNullable(response.getContent()).ifPresent(this::complete));
  }

  private void complete(Content content) {
    var body = content.getMediaType(MediaType.APPLICATION_JSON);
    if (body == null) {
      return;
    }
    if (body.getSchema().getItems() != null) {
      body.setExample(value("a list", body.getSchema()));
      return;
    }
    alternatives(body.getSchema())
        .forEach(
            name -> {
              addComponent(name);
              body.addExample(name, OASFactory.createExample().ref(ROOT + name));
            });
  }

  /** The names of the schemas that a body can have. */
  private List<String> alternatives(Schema body) {
    var name = Schemas.target(body).orElseThrow();
    var choice = schema(name).getOneOf();
    return choice == null
        ? List.of(name)
        : choice.stream().flatMap(it -> Schemas.target(it).stream()).toList();
  }

  private void addComponent(String name) {
    if (components.getExamples() == null || !components.getExamples().containsKey(name)) {
      components.addExample(
          name,
          OASFactory.createExample()
              .summary(schema(name).getDescription())
              .value(object(name, schema(name))));
    }
  }

  private Schema schema(String name) {
    return components.getSchemas().get(name);
  }

  private Map<String, Object> object(String name, Schema schema) {
    var properties = Optional.ofNullable(schema.getProperties()).orElse(Map.of());
    var required = Optional.ofNullable(schema.getRequired()).orElse(List.of());
    var optional = this.optional.getOrDefault(name, Set.of());
    var object = new LinkedHashMap<String, Object>();
    properties.forEach(
        (field, property) -> {
          if (required.isEmpty() || required.contains(field) || optional.contains(field)) {
            object.put(field, value(name + "." + field, property));
          }
        });
    return object;
  }

  private Object value(String path, Schema schema) {
    var target = Schemas.target(schema);
    if (target.isPresent()) {
      return named(target.get());
    }
    if (schema.getExamples() != null) {
      return schema.getExamples().getFirst();
    }
    if (schema.getConstValue() != null) {
      return schema.getConstValue();
    }
    if (schema.getEnumeration() != null) {
      return schema.getEnumeration().getFirst();
    }
    if (schema.getAnyOf() != null) {
      return value(path, schema.getAnyOf().getFirst());
    }
    if (schema.getType().contains(SchemaType.NULL)) {
      return null;
    }
    return "uuid".equals(schema.getFormat())
        ? "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a"
        : ofType(path, schema);
  }

  private Object named(String name) {
    var schema = schema(name);
    if (schema.getOneOf() != null) {
      return value(name, schema.getOneOf().getFirst());
    }
    return schema.getProperties() == null ? value(name, schema) : object(name, schema);
  }

  private Object ofType(String path, Schema schema) {
    return switch (schema.getType().getFirst()) {
      case ARRAY -> List.of(value(path, schema.getItems()));
      case BOOLEAN -> schema.getDefaultValue() == Boolean.TRUE;
      case INTEGER, NUMBER -> 1;
      case OBJECT -> Map.of();
      default -> throw new IllegalStateException("no example of " + path);
    };
  }
}
