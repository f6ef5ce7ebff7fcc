package io.crier.rest.wapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The body of every response.
 *
 * @param details what is wrong with a request, in validation errors only
 */
record Envelope(
    boolean success,
    @JsonInclude Object data,
    String error,
    String code,
    Optional<List<Detail>> details) {

  private static final Pattern FIELD = Pattern.compile("([A-Za-z][\\w.\\[\\]]*): (.+)");

  /** What is wrong with one field; the field is empty if it is not known. */
  record Detail(String field, String message) {

    static Detail of(String text) {
      var field = FIELD.matcher(text);
      return field.matches() ? new Detail(field.group(1), field.group(2)) : new Detail("", text);
    }
  }

  static Response ok(Object data) {
    return response(Response.Status.OK, data);
  }

  static Response created(Object data) {
    return response(Response.Status.CREATED, data);
  }

  private static Response response(Response.Status status, Object data) {
    return Response.status(status)
        .entity(new Envelope(true, data, "", "", Optional.empty()))
        .build();
  }
}
