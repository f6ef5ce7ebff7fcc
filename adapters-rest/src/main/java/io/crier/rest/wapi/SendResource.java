package io.crier.rest.wapi;

import io.crier.application.sending.Outgoing.Attachment;
import io.crier.domain.media.MediaKind;
import io.crier.rest.door.FormPart;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Sends messages. */
@Path("/wapi/api")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SendResource {

  private static final String WAITS =
      "Waits up to 15 seconds: the status is sent, failed, or queued if it will be sent later.";
  private static final String FILE = " Or send a form, with the file in a part named file. ";
  private static final String RESULT = "The message, and what has become of it";

  @Inject SendMessages messages;

  @POST
  @Path("/send-message")
  @Operation(operationId = "sendWapiMessage", summary = "Send a text", description = WAITS)
  @APIResponseSchema(value = MessageView.class, responseCode = "201", responseDescription = RESULT)
  public CompletionStage<Response> sendMessage(NewMessage.Text message) {
    return send(message);
  }

  @POST
  @Path("/send-location")
  @Operation(operationId = "sendWapiLocation", summary = "Send a location", description = WAITS)
  @APIResponseSchema(value = MessageView.class, responseCode = "201", responseDescription = RESULT)
  public CompletionStage<Response> sendLocation(NewMessage.Location message) {
    return send(message);
  }

  @POST
  @Path("/send-image")
  @Operation(
      operationId = "sendWapiImage",
      summary = "Send an image",
      description = "From a url." + FILE + WAITS)
  @APIResponseSchema(value = MessageView.class, responseCode = "201", responseDescription = RESULT)
  public CompletionStage<Response> sendImage(NewFile file) throws IOException {
    return send(MediaKind.IMAGE, file, Optional.empty());
  }

  @POST
  @Path("/send-image")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public CompletionStage<Response> uploadImage(List<FormPart> form) throws IOException {
    return send(MediaKind.IMAGE, form);
  }

  @POST
  @Path("/send-document")
  @Operation(
      operationId = "sendWapiDocument",
      summary = "Send a document",
      description = "From a url." + FILE + WAITS)
  @APIResponseSchema(value = MessageView.class, responseCode = "201", responseDescription = RESULT)
  public CompletionStage<Response> sendDocument(NewFile file) throws IOException {
    return send(MediaKind.DOCUMENT, file, Optional.empty());
  }

  @POST
  @Path("/send-document")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public CompletionStage<Response> uploadDocument(List<FormPart> form) throws IOException {
    return send(MediaKind.DOCUMENT, form);
  }

  @POST
  @Path("/send-audio")
  @Operation(
      operationId = "sendWapiAudio",
      summary = "Send audio",
      description = "From a url." + FILE + WAITS)
  @APIResponseSchema(value = MessageView.class, responseCode = "201", responseDescription = RESULT)
  public CompletionStage<Response> sendAudio(NewFile file) throws IOException {
    return send(audio(file), file, Optional.empty());
  }

  @POST
  @Path("/send-audio")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public CompletionStage<Response> uploadAudio(List<FormPart> form) throws IOException {
    return send(audio(NewFile.of(form)), form);
  }

  private static MediaKind audio(NewFile file) {
    return Boolean.TRUE.equals(file.ptt()) ? MediaKind.VOICE : MediaKind.AUDIO;
  }

  private CompletionStage<Response> send(NewMessage message) {
    return messages.send(message.to(), message.sessionId(), message.body(), Optional.empty());
  }

  private CompletionStage<Response> send(MediaKind kind, List<FormPart> form) throws IOException {
    return send(kind, NewFile.of(form), FormPart.named(NewFile.FILE, form));
  }

  private CompletionStage<Response> send(MediaKind kind, NewFile file, Optional<FormPart> upload)
      throws IOException {
    return messages.send(
        file.to(),
        file.sessionId(),
        file.body(kind, upload),
        Optional.of(new Attachment(kind, file.source(upload), Wapi.MAX_FILE_BYTES)));
  }
}
