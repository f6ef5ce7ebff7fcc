package io.crier.rest.v1.document;

import io.crier.rest.openapi.Schemas;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;

/**
 * How requests and responses differ. Requests contain known fields only; responses omit what is
 * absent, and are null only where they cannot omit. What both have, such as the pacing of a
 * session, is complete in responses and a change in requests: a schema for each.
 */
final class RequestSchemas {

  private RequestSchemas() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    var schemas = document.getComponents().getSchemas();
    var asked = new TreeSet<String>();
    var answered = new TreeSet<String>();
    for (var operation : operations(paths)) {
      bodies(operation, schema -> collect(schemas, schema, asked));
      responses(operation, schema -> collect(schemas, schema, answered));
    }
    var ofOtherFaces = new TreeSet<String>();
    for (var operation : operations(others(document, paths))) {
      bodies(operation, schema -> collect(schemas, schema, ofOtherFaces));
      responses(operation, schema -> collect(schemas, schema, ofOtherFaces));
    }
    ofOtherFaces.removeAll(asked);
    ofOtherFaces.removeAll(answered);
    separate(document, asked, answered);
    document
        .getComponents()
        .getSchemas()
        .forEach(
            (name, schema) -> {
              if (asked.contains(name) && !answered.contains(name)) {
                describeRequest(schema);
              } else if (!ofOtherFaces.contains(name)) {
                omitAbsentFields(schema);
              }
            });
  }

  private static Map<String, PathItem> others(OpenAPI document, Map<String, PathItem> paths) {
    var others = new HashMap<>(document.getPaths().getPathItems());
    others.keySet().removeAll(paths.keySet());
    return others;
  }

  private static List<Operation> operations(Map<String, PathItem> paths) {
    return paths.values().stream()
        .map(PathItem::getOperations)
        .flatMap(operations -> operations.values().stream())
        .toList();
  }

  private static void responses(Operation operation, Consumer<Schema> visitor) {
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(response -> Schemas.visit(response.getContent(), visitor));
  }

  /** The schemas of JSON bodies. */
  private static void bodies(Operation operation, Consumer<Schema> visitor) {
    Optional.ofNullable(operation.getRequestBody())
        .map(RequestBody::getContent)
        .map(content -> content.getMediaType(MediaType.APPLICATION_JSON))
        .ifPresent(body -> Schemas.visit(body.getSchema(), visitor));
  }

  /** Adds the names of the component and of those it refers to. */
  private static void collect(Map<String, Schema> schemas, Schema schema, Set<String> names) {
    Schemas.target(schema)
        .filter(names::add)
        .ifPresent(
            name -> Schemas.visit(schemas.get(name), inside -> collect(schemas, inside, names)));
  }

  private static void separate(OpenAPI document, Set<String> asked, Set<String> answered) {
    var schemas = document.getComponents().getSchemas();
    var changes = new HashMap<String, String>();
    for (var name : asked) {
      if (answered.contains(name) && schemas.get(name).getProperties() != null) {
        changes.put(name, "Change" + name);
      }
    }
    for (var name : changes.keySet()) {
      var complete = schemas.get(name);
      document.getComponents().addSchema(changes.get(name), change(complete, changes));
      complete.setRequired(List.copyOf(complete.getProperties().keySet()));
    }
    asked.stream()
        .filter(name -> !answered.contains(name))
        .forEach(name -> Schemas.visit(schemas.get(name), schema -> redirect(schema, changes)));
    asked.removeAll(changes.keySet());
    asked.addAll(changes.values());
  }

  private static Schema change(Schema complete, Map<String, String> changes) {
    var change =
        OASFactory.createSchema().type(complete.getType()).description(complete.getDescription());
    complete
        .getProperties()
        .forEach((name, property) -> change.addProperty(name, copy(property, changes)));
    return change;
  }

  /** The property itself, unless it refers to what is another schema in requests. */
  private static Schema copy(Schema property, Map<String, String> changes) {
    var referring = property.getAnyOf() == null ? List.of(property) : property.getAnyOf();
    if (referring.stream()
        .flatMap(it -> Schemas.target(it).stream())
        .noneMatch(changes::containsKey)) {
      return property;
    }
    var copy = OASFactory.createSchema().description(property.getDescription());
    if (property.getAnyOf() == null) {
      copy.ref(property.getRef());
    } else {
      property
          .getAnyOf()
          .forEach(
              it -> copy.addAnyOf(OASFactory.createSchema().ref(it.getRef()).type(it.getType())));
    }
    Schemas.visit(copy, it -> redirect(it, changes));
    return copy;
  }

  private static void redirect(Schema schema, Map<String, String> changes) {
    Schemas.target(schema)
        .map(changes::get)
        .filter(Objects::nonNull)
        .ifPresent(name -> schema.setRef(Schemas.ref(name)));
  }

  private static void describeRequest(Schema schema) {
    Schemas.visit(
        schema,
        it -> {
          if (it.getProperties() != null && it.getAdditionalPropertiesSchema() == null) {
            it.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
            Identifiers.complete(it);
          }
        });
  }

  /** Only a required field can be null. */
  private static void omitAbsentFields(Schema schema) {
    if (schema.getProperties() == null) {
      return;
    }
    var required = Optional.ofNullable(schema.getRequired()).orElse(List.of());
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              if (!required.contains(name)) {
                withoutNull(property);
              }
            });
  }

  private static void withoutNull(Schema property) {
    if (property.getType() != null) {
      property.setType(
          property.getType().stream().filter(type -> type != SchemaType.NULL).toList());
    }
    if (property.getAnyOf() != null) {
      property.getAnyOf().stream()
          .flatMap(it -> Schemas.target(it).stream())
          .findFirst()
          .ifPresent(name -> property.anyOf(null).ref(Schemas.ref(name)));
    }
  }
}
