package io.crier.rest.v1;

import io.crier.rest.door.Cursors;
import io.crier.rest.door.Query;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The pagination parameters of a list. */
public class PageQuery {

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
    return Query.limit(limit);
  }

  /** The position after which the page begins. */
  public <T> Optional<T> after(Cursors cursors, String list, Function<String, T> position) {
    return Optional.ofNullable(cursor).map(text -> cursors.read(list, text)).map(position);
  }
}
