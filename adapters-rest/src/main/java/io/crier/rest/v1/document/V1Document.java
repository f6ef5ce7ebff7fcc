package io.crier.rest.v1.document;

import io.crier.rest.openapi.Schemas;
import io.crier.rest.v1.Description;
import jakarta.enterprise.context.Dependent;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * Adds to the OpenAPI document what is common to all operations under {@code /v1}. Resources
 * describe only what is specific to them.
 */
@Dependent
public final class V1Document implements Description {

  @Override
  public void complete(OpenAPI document, Map<String, PathItem> paths) {
    SchemaNames.apply(document);
    UploadOperation.complete(paths);
    TextLimits.complete(document.getComponents().getSchemas());
    RequestSchemas.complete(document, paths);
    EventSchemas.complete(document, paths);
    LocationHeaders.addComponents(document.getComponents());
    EntityTagHeaders.addComponents(document.getComponents());
    IdempotencyKeys.addComponents(document.getComponents());
    ProblemResponses.addComponents(document.getComponents());
    CommonHeaders.addComponents(document.getComponents());
    OpenOperations.complete(paths);
    paths.forEach(
        (path, item) -> {
          IdempotencyKeys.complete(item);
          EntityTagHeaders.complete(path, item);
          item.getOperations()
              .values()
              .forEach(
                  operation -> {
                    Identifiers.complete(operation);
                    LocationHeaders.complete(operation);
                    ProblemResponses.complete(path, operation);
                    CommonHeaders.complete(operation);
                  });
        });
    Descriptions.complete(document, paths);
    V1Examples.complete(document, paths);
    Schemas.sort(document.getComponents());
  }
}
