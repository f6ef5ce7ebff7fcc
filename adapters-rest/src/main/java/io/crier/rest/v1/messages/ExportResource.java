package io.crier.rest.v1.messages;

import io.crier.application.messages.ExportMessages;
import io.crier.application.messages.ExportMessages.Export;
import io.crier.rest.door.Caller;
import io.crier.rest.door.NoStore;
import io.crier.rest.v1.media.MediaLinks;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The messages of an account as a file, at a path of its own, so that a link can lead to it. */
@Path("/v1/messages/export")
@Tag(name = "Messages")
@Produces(ExportResource.CSV)
@RequestScoped
public class ExportResource {

  static final String CSV = "text/csv;charset=UTF-8";

  @Inject ExportMessages exportMessages;
  @Inject MediaLinks links;
  @Inject Caller caller;

  private Export export;

  @GET
  @Operation(
      operationId = "exportMessages",
      summary = "Export messages as CSV, newest first",
      description =
          "All messages that the list of messages shows with the same filter, for spreadsheets:"
              + " UTF-8 with a byte order mark, lines end with CR LF. A text that a spreadsheet could"
              + " take for a formula begins with an apostrophe. An account runs few exports at a"
              + " time.")
  @APIResponse(
      responseCode = "200",
      description = "The messages, streamed",
      content =
          @Content(
              mediaType = "text/csv",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      examples = "\"id\",\"createdAt\",\"sessionId\",\"direction\"")))
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "429", description = "rate_limited or too_many_exports")
  public Response export(@BeanParam MessageQuery query) {
    export = exportMessages.begin(caller.actor(), query.toFilter());
    StreamingOutput body = out -> new MessageTable(links).write(out, export.first(), export::after);
    return Response.ok(body)
        .type(CSV)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"messages.csv\"")
        .header(HttpHeaders.CACHE_CONTROL, NoStore.VALUE)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** The request has ended, however it did: also if nobody has read the body. */
  @PreDestroy
  void end() {
    if (export != null) {
      export.close();
    }
  }
}
