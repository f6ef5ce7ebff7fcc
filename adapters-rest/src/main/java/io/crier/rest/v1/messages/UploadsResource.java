package io.crier.rest.v1.messages;

import io.crier.rest.door.FormPart;
import io.crier.rest.v1.Idempotent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Messages with their files, at a path of their own: in clients generated from the document an
 * operation has one type of body.
 */
@Path("/v1/messages/upload")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class UploadsResource {

  @Inject MessagesResource messages;

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Idempotent(storedByUseCase = true, multipart = true)
  @Operation(
      operationId = "sendFile",
      summary = "Send a message with its file",
      description =
          "The same as sending a message with its file in a multipart body: to /v1/messages, or here."
              + " The two parts are message and file.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema = @Schema(implementation = Upload.Form.class)))
  public CompletionStage<Response> send(List<FormPart> parts, @Context HttpHeaders headers)
      throws IOException {
    return messages.sendFile(parts, headers);
  }
}
