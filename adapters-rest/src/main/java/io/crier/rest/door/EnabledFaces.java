package io.crier.rest.door;

import jakarta.enterprise.inject.spi.CDI;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Fits the OpenAPI document of the build to this server: without the paths of disabled faces, and
 * at the address that was called.
 */
public class EnabledFaces implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getPaths() != null) {
      // Liberty adds its own where the document names none.
      document.setServers(null);
      CDI.current().select(Faces.class).get().removeDisabled(document);
    }
  }
}
