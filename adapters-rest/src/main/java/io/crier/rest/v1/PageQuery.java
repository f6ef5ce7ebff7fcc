package io.crier.rest.v1;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import io.crier.rest.door.Cursors;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The pagination parameters of a list. */
public class PageQuery {

  private static final int DEFAULT = 50;
  private static final int MAX = 200;

  @Parameter(
      description = "maximum number of items",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
  @QueryParam("limit")
  String limit;

  @Parameter(
      description = "nextCursor of the previous page",
      schema = @Schema(type = SchemaType.STRING, minLength = 1))
  @QueryParam("cursor")
  String cursor;

  public int limit() {
    if (limit == null) {
      return DEFAULT;
    }
    if (limit.matches("\\d{1,4}")) {
      var requested = Integer.parseInt(limit);
      if (requested >= 1 && requested <= MAX) {
        return requested;
      }
    }
    throw new Refused(INVALID_REQUEST, "limit: expected a whole number from 1 to " + MAX);
  }

  /** The position after which the page begins. */
  public <T> Optional<T> after(Cursors cursors, String list, Function<String, T> position) {
    return Optional.ofNullable(cursor).map(text -> cursors.read(list, text)).map(position);
  }
}
