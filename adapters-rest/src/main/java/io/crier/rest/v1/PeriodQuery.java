package io.crier.rest.v1;

import io.crier.rest.door.Query;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The periods over which something is counted. */
public final class PeriodQuery {

  private static final int USUAL_PERIODS = 30;

  @Parameter(
      description = "a time in the first period",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @QueryParam("from")
  String from;

  @Parameter(
      description = "the end; now if it is absent",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @QueryParam("to")
  String to;

  @Parameter(
      description = "how long each period is",
      schema = @Schema(implementation = Granularity.class, defaultValue = "day"))
  @QueryParam("granularity")
  String granularity;

  /** How long a period is. */
  @Schema(name = "StatisticsGranularity", description = "how long each period is, in UTC")
  public enum Granularity {
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Granularity(Duration length) {
      this.length = length;
    }

    public Duration length() {
      return length;
    }
  }

  public Granularity granularity() {
    return Query.oneOf(Granularity.class, "granularity", granularity).orElse(Granularity.DAY);
  }

  public Instant end(InstantSource clock) {
    return Query.time("to", to).orElseGet(clock::instant);
  }

  public Instant begin(InstantSource clock) {
    return Query.time("from", from)
        .orElseGet(() -> end(clock).minus(granularity().length().multipliedBy(USUAL_PERIODS - 1)));
  }
}
