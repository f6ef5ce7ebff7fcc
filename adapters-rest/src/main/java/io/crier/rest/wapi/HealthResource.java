package io.crier.rest.wapi;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Whether the server runs, for everybody. */
@Path("/wapi/healthz")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class HealthResource {

  @GET
  @Operation(
      operationId = "getWapiHealth",
      summary = "Find out whether the server runs",
      description = "Needs no API key.")
  @APIResponseSchema(value = HealthView.class, responseDescription = "It runs")
  public Response health() {
    return Envelope.ok(new HealthView("ok"));
  }

  /** Whether the server runs. */
  @Schema(name = "WapiHealth", description = "Whether the server runs")
  record HealthView(
      @Schema(required = true, description = "always ok", examples = "ok") String status) {}
}
