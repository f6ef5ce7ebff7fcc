package io.crier.rest.door;

import jakarta.enterprise.inject.spi.CDI;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The OpenAPI document of the faces that are switched on, each of which describes its own
 * operations. Enums travel in lower case, whatever the face.
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
      // What may be null would else have to be an object all the same.
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
    CDI.current().select(Faces.class).get().describe(document);
  }
}
