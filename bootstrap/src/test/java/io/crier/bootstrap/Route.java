package io.crier.bootstrap;

import static io.crier.bootstrap.Routes.CALL;
import static io.crier.bootstrap.Routes.CHANNEL;
import static io.crier.bootstrap.Routes.FORGOTTEN;
import static io.crier.bootstrap.Routes.GROUP;
import static io.crier.bootstrap.Routes.LABEL;
import static io.crier.bootstrap.Routes.NUMBER;

import java.util.Map;
import java.util.UUID;

/**
 * A route of the API, with a request.
 *
 * @param status the status for another account: 200 for a list of the caller's own items, 0 if the
 *     route contains no id
 * @param code of the problem, if the status is one
 */
record Route(String method, String path, String body, int status, String code) {

  /** The same route as written in the OpenAPI document. */
  static String documented(String method, String path) {
    return (method
            + " "
            + path.replaceAll("\\?.*", "")
                .replace(NUMBER, "{}")
                .replace(FORGOTTEN, "{}")
                .replace(GROUP, "{}")
                .replace(CALL, "{}")
                .replace(CHANNEL, "{}")
                .replace(LABEL, "{}"))
        .replaceAll("\\{[^}]*}", "{}");
  }

  boolean isList() {
    return status == 200;
  }

  boolean isUnscoped() {
    return status <= 0;
  }

  /** Whether anybody may call it (-1), or only a person who has signed in. */
  boolean needsNoKey() {
    return status < 0 || code.equals("user_required");
  }

  boolean isForOperators() {
    return path.startsWith("/v1/operator");
  }

  Api.Response callAs(Api api, Map<String, String> ids, String... headers) {
    var place =
        path.replace(GROUP, ids.getOrDefault("group", GROUP))
            .replace(CHANNEL, ids.getOrDefault("channel", CHANNEL));
    return api.call(method, filled(place, ids), body == null ? null : filled(body, ids), headers);
  }

  private static String filled(String template, Map<String, String> ids) {
    var filled = template.replace("{new}", UUID.randomUUID().toString());
    for (var id : ids.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    return filled;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
