package io.crier.rest.v1.messages;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.messages.ShowStatistics;
import io.crier.application.messages.Statistics.Counts;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of messages over time. */
@Path("/v1/statistics")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatisticsResource {

  private static final int USUAL_PERIODS = 30;

  @Inject ShowStatistics showStatistics;
  @Inject InstantSource clock;
  @Inject Caller caller;

  /** How long a period is. */
  @Schema(name = "StatisticsGranularity", description = "how long each period is, in UTC")
  public enum Granularity {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Granularity(Duration length) {
      this.length = length;
    }
  }

  /** What became of messages over time. */
  @Schema(
      name = "MessageStatistics",
      description =
          "What became of messages over time. A message counts in the period in which it was"
              + " accepted or received.")
  public record StatisticsView(
      @Schema(required = true) Granularity granularity,
      @Schema(required = true, description = "one for each period, the first one first")
          List<PeriodView> items) {}

  /** The messages of one period. */
  @Schema(name = "MessageStatisticsPeriod", description = "The messages of one period")
  public record PeriodView(
      @Schema(required = true, description = "when it begins") Instant from,
      @Schema(required = true, description = "messages to send that were accepted", examples = "12")
          long accepted,
      @Schema(required = true, description = "of these, accepted by WhatsApp", examples = "11")
          long sent,
      @Schema(required = true, description = "of these, delivered", examples = "10") long delivered,
      @Schema(required = true, description = "of these, read", examples = "7") long read,
      @Schema(required = true, description = "of those accepted, failed", examples = "1")
          long failed,
      @Schema(required = true, description = "messages that were received", examples = "4")
          long received) {

    static PeriodView of(Instant from, Counts counts) {
      return new PeriodView(
          from,
          counts.accepted(),
          counts.sent(),
          counts.delivered(),
          counts.read(),
          counts.failed(),
          counts.received());
    }
  }

  @GET
  @Operation(
      operationId = "getStatistics",
      summary = "Show how many messages were sent, delivered, read, failed and received over time",
      description = "At most 400 periods; the last 30 if from is absent.")
  @APIResponseSchema(value = StatisticsView.class, responseDescription = "Each period")
  @APIResponse(responseCode = "400", description = "invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public StatisticsView show(
      @Parameter(description = "only messages of this session") @QueryParam("sessionId")
          String sessionId,
      @Parameter(
              description = "a time in the first period",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @QueryParam("from")
          String from,
      @Parameter(
              description = "the end; now if it is absent",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @QueryParam("to")
          String to,
      @Parameter(
              description = "how long each period is",
              schema = @Schema(implementation = Granularity.class, defaultValue = "day"))
          @QueryParam("granularity")
          String granularity) {
    var length = Query.oneOf(Granularity.class, "granularity", granularity).orElse(Granularity.DAY);
    var end = Query.time("to", to).orElseGet(clock::instant);
    var begin =
        Query.time("from", from)
            .orElseGet(() -> end.minus(length.length.multipliedBy(USUAL_PERIODS - 1)));
    var session =
        Optional.ofNullable(sessionId).map(it -> new SessionId(Ids.parse(it, SESSION_NOT_FOUND)));
    return new StatisticsView(
        length,
        showStatistics.show(caller.actor(), session, begin, end, length.length).entrySet().stream()
            .map(it -> PeriodView.of(it.getKey(), it.getValue()))
            .toList());
  }
}
