package io.crier.rest.sample;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A resource of a disabled face. */
@Path("/switched-off/open")
@Tag(name = "Switched off")
@RequestScoped
public class SwitchedOffResource {

  @GET
  @Operation(summary = "Answer to anybody")
  public String open() {
    return "OK";
  }
}
