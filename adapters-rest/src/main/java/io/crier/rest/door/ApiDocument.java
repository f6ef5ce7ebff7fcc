package io.crier.rest.door;

import jakarta.enterprise.inject.spi.CDI;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Completes the OpenAPI document where it is written from the annotations, which is in the build:
 * the server serves what was written. Each face describes its own operations; enums are written in
 * lower case for all of them.
 */
public class ApiDocument implements OASFilter {

  @Override
  public Schema filterSchema(Schema schema) {
    if (schema.getEnumeration() != null) {
      schema.setEnumeration(
          schema.getEnumeration().stream()
              .map(value -> value instanceof String text ? text.toLowerCase(Locale.ROOT) : value)
              .distinct()
              .toList());
    }
    if (schema.getAnyOf() != null) {
      // With a type of object next to anyOf, null would not be valid.
      schema.setType(null);
    }
    return schema;
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getPaths() == null) {
      return;
    }
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    new DeprecatedOperations(CDI.current().getBeanManager()).describe(document);
    var faces = CDI.current().select(Faces.class).get();
    faces.describe(document);
    faces.removeDisabled(document);
  }
}
