package io.crier.rest.door;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The OpenAPI document of one face, for clients that know no other. */
@Path("/{root}/openapi.yaml")
@RequestScoped
public class FaceDocument {

  @Inject Faces faces;

  @GET
  @Produces("application/yaml")
  @Operation(hidden = true)
  public byte[] document(@PathParam("root") String root) throws IOException {
    var document = faces.at(root).flatMap(Face::document).orElseThrow(NotFoundException::new);
    try (var bytes = document.openStream()) {
      return bytes.readAllBytes();
    }
  }
}
