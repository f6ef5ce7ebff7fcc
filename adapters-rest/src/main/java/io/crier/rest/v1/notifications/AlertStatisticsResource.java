package io.crier.rest.v1.notifications;

import io.crier.application.notifications.AlertStatistics.Counts;
import io.crier.application.notifications.ShowAlertStatistics;
import io.crier.rest.door.Caller;
import io.crier.rest.v1.DelaysView;
import io.crier.rest.v1.PeriodQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many alerts there were over time, and how fast. */
@Path("/v1/statistics/alerts")
@Tag(name = "Notifications")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AlertStatisticsResource {

  @Inject ShowAlertStatistics showAlertStatistics;
  @Inject InstantSource clock;
  @Inject Caller caller;

  /** Alerts over time. */
  @Schema(
      name = "AlertStatistics",
      description = "Alerts over time. An alert counts in the period in which its post was seen.")
  public record StatisticsView(
      @Schema(required = true) PeriodQuery.Granularity granularity,
      @Schema(required = true, description = "one for each period, the first one first")
          List<PeriodView> items) {}

  /** The alerts of one period. */
  @Schema(name = "AlertStatisticsPeriod", description = "The alerts of one period")
  public record PeriodView(
      @Schema(required = true, description = "when it begins") Instant from,
      @Schema(required = true, description = "alerts about posts seen in it", examples = "12")
          long alerts,
      @Schema(required = true, description = "of these, accepted by WhatsApp", examples = "11")
          long sent,
      @Schema(required = true, description = "of these alerts, failed", examples = "1") long failed,
      @Schema(
              description =
                  "of those sent, from the time at which Crier saw the post; absent if there are"
                      + " none")
          Optional<DelaysView> latency) {

    static PeriodView of(Instant from, Counts counts) {
      return new PeriodView(
          from,
          counts.alerts(),
          counts.sent(),
          counts.failed(),
          counts.latency().map(DelaysView::of));
    }
  }

  @GET
  @Operation(
      operationId = "getAlertStatistics",
      summary = "Show how many alerts there were over time, and how fast they were sent",
      description = "At most 400 periods; the last 30 if from is absent.")
  @APIResponseSchema(value = StatisticsView.class, responseDescription = "Each period")
  @APIResponse(responseCode = "400", description = "invalid_request")
  public StatisticsView show(@BeanParam PeriodQuery query) {
    return new StatisticsView(
        query.granularity(),
        showAlertStatistics
            .show(
                caller.actor(), query.begin(clock), query.end(clock), query.granularity().length())
            .entrySet()
            .stream()
            .map(it -> PeriodView.of(it.getKey(), it.getValue()))
            .toList());
  }
}
