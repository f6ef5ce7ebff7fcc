package io.crier.rest.v1.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.rest.openapi.Schemas;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Descriptions, from a file, of what the annotations do not describe. */
final class Descriptions {

  private static final Properties TEXTS = texts();

  private Descriptions() {}

  private static Properties texts() {
    var texts = new Properties();
    try (var file = Descriptions.class.getResourceAsStream("descriptions.properties")) {
      texts.load(new InputStreamReader(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    document.getComponents().getSchemas().forEach(Descriptions::complete);
    paths.forEach(
        (path, item) ->
            item.getOperations()
                .values()
                .forEach(
                    operation -> {
                      complete(path, operation);
                      describePage(document, operation);
                    }));
  }

  /** A list, which declares no responses, answers what its page is described as. */
  private static void describePage(OpenAPI document, Operation operation) {
    var response = operation.getResponses().getAPIResponse("200");
    if (response != null && "OK".equals(response.getDescription())) {
      var page = response.getContent().getMediaType(MediaType.APPLICATION_JSON).getSchema();
      Schemas.target(page)
          .map(document.getComponents().getSchemas()::get)
          .ifPresent(schema -> response.setDescription(schema.getDescription()));
    }
  }

  private static void complete(String name, Schema schema) {
    if (schema.getDescription() == null) {
      schema.setDescription(TEXTS.getProperty(name));
    }
    Optional.ofNullable(schema.getProperties()).orElse(Map.of()).entrySet().stream()
        .filter(property -> property.getValue().getDescription() == null)
        .forEach(
            property ->
                property
                    .getValue()
                    .setDescription(
                        TEXTS.getProperty(
                            name + "." + property.getKey(),
                            TEXTS.getProperty("*." + property.getKey()))));
  }

  private static void complete(String path, Operation operation) {
    if (operation.getDescription() == null) {
      operation.setDescription(TEXTS.getProperty(operation.getOperationId()));
    }
    Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
        .filter(parameter -> parameter.getRef() == null && parameter.getDescription() == null)
        .forEach(parameter -> parameter.setDescription(TEXTS.getProperty(key(path, parameter))));
  }

  private static String key(String path, Parameter parameter) {
    var placeholder = "{" + parameter.getName() + "}";
    return path.contains(placeholder)
        ? path.substring(0, path.indexOf(placeholder) + placeholder.length())
        : "?" + parameter.getName();
  }
}
