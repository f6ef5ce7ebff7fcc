package io.crier.rest.v1.events;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.application.events.Published;
import io.crier.application.events.ReadEvents;
import io.crier.application.users.RecognizeUser;
import io.crier.domain.Refused;
import io.crier.domain.events.EventType;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.Explode;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterStyle;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A live stream of the account's events. */
@Path("/v1/events")
@Tag(name = "Events", description = "A live stream of events")
@RequestScoped
public class EventsResource {

  @Inject EventStreams streams;
  @Inject ReadEvents readEvents;
  @Inject RecognizeUser recognizeUser;
  @Inject Caller caller;

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "streamEvents",
      summary = "Stream the account's events",
      description =
          "Server-Sent Events: id is the event's sequence, event its type, data an Event as JSON,"
              + " as webhooks receive it. The stream begins with the id of its position and repeats"
              + " it every 15 seconds of silence, without data. A client that reconnects with"
              + " Last-Event-ID misses nothing from the last 30 days; without it the stream begins"
              + " now. At most 20 streams per account.")
  @APIResponse(
      responseCode = "200",
      description =
          "Continues until the client disconnects, its key or sign-in becomes invalid or the server stops",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING),
              example =
                  "id: 42\n"
                      + "event: session.status\n"
                      + "data: {\"id\":\"01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a\",…}"))
  @APIResponse(responseCode = "400", description = "unknown_event_type")
  @APIResponse(responseCode = "429", description = "too_many_streams or rate_limited")
  public void follow(
      @Parameter(
              description = "the id of the last event received",
              schema = @Schema(type = SchemaType.STRING, pattern = "\\d{1,18}"))
          @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
          String lastEventId,
      @Parameter(
              description = "only events of these types, separated by commas",
              style = ParameterStyle.FORM,
              explode = Explode.FALSE,
              schema = @Schema(implementation = EventType[].class, minItems = 1))
          @QueryParam("types")
          String types,
      @Suspended AsyncResponse answer) {
    var wanted = wanted(types);
    var last = readEvents.last(caller.actor());
    var after = lastEventId == null ? last : Math.min(last, sequence(lastEventId));
    var credential = caller.actor().credential();
    var stream =
        streams.open(caller.actor(), after, wanted, () -> recognizeUser.isStillValid(credential));
    answer.setTimeout(0, TimeUnit.SECONDS);
    Thread.startVirtualThread(() -> respond(stream, answer));
  }

  private static void respond(EventStream stream, AsyncResponse answer) {
    StreamingOutput body = stream::write;
    try (stream) {
      answer.resume(
          Response.ok(body, MediaType.SERVER_SENT_EVENTS_TYPE)
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .header("X-Accel-Buffering", "no")
              .build());
    }
  }

  private static long sequence(String lastEventId) {
    if (!lastEventId.matches("\\d{1,18}")) {
      throw new Refused(INVALID_REQUEST, "Last-Event-ID: expected the id of an event");
    }
    return Long.parseLong(lastEventId);
  }

  private static Predicate<Published> wanted(String types) {
    if (types == null) {
      return event -> true;
    }
    Set<EventType> wanted =
        Arrays.stream(types.split(","))
            .map(String::strip)
            .map(EventType::parse)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    return event -> wanted.contains(event.event().type());
  }
}
