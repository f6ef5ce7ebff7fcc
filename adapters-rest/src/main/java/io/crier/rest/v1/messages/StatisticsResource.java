package io.crier.rest.v1.messages;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.messages.ShowStatistics;
import io.crier.application.messages.ShowStatistics.Outcome;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.DelaysView;
import io.crier.rest.v1.PeriodQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

  @Inject ShowStatistics showStatistics;
  @Inject InstantSource clock;
  @Inject Caller caller;

  /** What became of messages over time. */
  @Schema(
      name = "MessageStatistics",
      description =
          "What became of messages over time. A message counts in the period in which it was"
              + " accepted or received.")
  public record StatisticsView(
      @Schema(required = true) PeriodQuery.Granularity granularity,
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
          long received,
      @Schema(
              description =
                  "how long those accepted waited until they were sent, failed or were cancelled,"
                      + " until now if they still wait; absent if there are none")
          Optional<DelaysView> waited) {

    static PeriodView of(Instant from, Outcome outcome) {
      var counts = outcome.counts();
      return new PeriodView(
          from,
          counts.accepted(),
          counts.sent(),
          counts.delivered(),
          counts.read(),
          counts.failed(),
          counts.received(),
          outcome.waited().map(DelaysView::of));
    }
  }

  @GET
  @Operation(
      operationId = "getStatistics",
      summary =
          "Show how many messages were sent, delivered, read, failed and received over time, and how"
              + " long they waited",
      description = "At most 400 periods; the last 30 if from is absent.")
  @APIResponseSchema(value = StatisticsView.class, responseDescription = "Each period")
  @APIResponse(responseCode = "400", description = "invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public StatisticsView show(
      @Parameter(description = "only messages of this session") @QueryParam("sessionId")
          String sessionId,
      @BeanParam PeriodQuery query) {
    var session =
        Optional.ofNullable(sessionId).map(it -> new SessionId(Ids.parse(it, SESSION_NOT_FOUND)));
    return new StatisticsView(
        query.granularity(),
        showStatistics
            .show(
                caller.actor(),
                session,
                query.begin(clock),
                query.end(clock),
                query.granularity().length())
            .entrySet()
            .stream()
            .map(it -> PeriodView.of(it.getKey(), it.getValue()))
            .toList());
  }
}
