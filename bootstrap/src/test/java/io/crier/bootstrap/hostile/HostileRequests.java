package io.crier.bootstrap.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every operation of the document with one hostile value in each place that it has: path, query,
 * headers and each field of its body, however deep; then with several at once, drawn from a seed.
 */
public final class HostileRequests {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
  private static final List<String> GENERAL_HEADERS =
      List.of("Accept", "Content-Type", "x-request-id", "Traceparent");
  private static final String MARK = "the-hostile-value";

  private final List<Operation> operations = new ArrayList<>();

  /**
   * @param document the OpenAPI document, as JSON
   * @param names values that exist, by the name of their field, or by {@code /} and the name of
   *     their collection
   */
  public HostileRequests(JsonNode document, Map<String, String> names) {
    var schemas = new SampleBodies(document, names);
    for (var path : document.at("/paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          operations.add(
              new Operation(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  parameters(document, operation.getValue(), "query"),
                  parameters(document, operation.getValue(), "header"),
                  schemas.of(operation.getValue()),
                  names));
        }
      }
    }
  }

  /** A request; what is hostile about it is said in words. */
  public record Request(
      String method, String path, Map<String, String> headers, String body, String description) {

    public static Request delete(String path) {
      return new Request("DELETE", path, Map.of(), null, path);
    }

    @Override
    public String toString() {
      return method + " " + description;
    }
  }

  /** An operation with bodies that it would take. */
  private record Operation(
      String method,
      String template,
      List<String> query,
      List<String> headers,
      List<ObjectNode> bodies,
      Map<String, String> names) {

    String path() {
      return path(-1, "");
    }

    /** The path with names that exist, but for one. */
    String path(int hostile, String value) {
      var segments = template.split("/");
      for (var i = 2; i < segments.length; i++) {
        if (segments[i].startsWith("{")) {
          segments[i] = i == hostile ? value : names.getOrDefault("/" + segments[i - 1], "x");
        }
      }
      return String.join("/", segments);
    }

    Stream<Request> wellFormed() {
      return bodies.stream().map(body -> request(path(), body.toString(), "as documented"));
    }

    Stream<Request> hostileInPath() {
      var segments = template.split("/");
      return Stream.iterate(2, i -> i < segments.length, i -> i + 1)
          .filter(i -> segments[i].startsWith("{"))
          .flatMap(
              i ->
                  HostileValues.encoded()
                      .map(it -> request(path(i, it), body(), segments[i] + " = " + it)));
    }

    Stream<Request> hostileInQuery() {
      return canBeRepeated()
          ? Stream.concat(
                  query.stream()
                      .flatMap(name -> HostileValues.encoded().map(it -> name + "=" + it)),
                  HostileValues.encoded().map(it -> it + "=" + it))
              .map(it -> request(path() + "?" + it, body(), it))
          : Stream.empty();
    }

    Stream<Request> hostileInHeaders() {
      return canBeRepeated()
          ? Stream.concat(headers.stream(), GENERAL_HEADERS.stream())
              .flatMap(name -> HostileValues.HEADERS.stream().map(it -> withHeader(name, it)))
          : Stream.empty();
    }

    /** Whether the operation, should it succeed, leaves what the names stand for. */
    private boolean canBeRepeated() {
      return method.equals("GET") || !bodies.isEmpty();
    }

    private String body() {
      return bodies.isEmpty() ? null : bodies.getFirst().toString();
    }

    private Request withHeader(String name, String value) {
      return new Request(
          method,
          path(),
          Map.of(name, value),
          body(),
          template + ": " + name + ": " + shown(value));
    }

    Stream<Request> hostileInBody() {
      return bodies.stream()
          .flatMap(
              body ->
                  Places.of(body).stream()
                      .flatMap(
                          place ->
                              HostileValues.JSON.stream()
                                  .map(value -> request(body, place, value))));
    }

    Stream<Request> hostileAsBody() {
      return bodies.isEmpty()
          ? Stream.empty()
          : HostileValues.JSON.stream().map(it -> request(path(), it, "the body = " + shown(it)));
    }

    private Request request(ObjectNode body, Places.Place place, String value) {
      var text = place.replaced(body, MARK).toString().replace("\"" + MARK + "\"", value);
      return request(path(), text, body.path("type").asText() + place + " = " + shown(value));
    }

    /** Two or three hostile values in one body. */
    Request drawn(Random random) {
      var values = HostileValues.shortJson();
      var body = bodies.get(random.nextInt(bodies.size()));
      var marks = new LinkedHashMap<String, String>();
      var description = new StringBuilder(body.path("type").asText());
      for (var n = 2 + random.nextInt(2); n > 0; n--) {
        var places = Places.of(body);
        var place = places.get(random.nextInt(places.size()));
        var value = values.get(random.nextInt(values.size()));
        marks.put(MARK + n, value);
        body = place.replaced(body, MARK + n);
        description.append(place).append(" = ").append(shown(value)).append("; ");
      }
      var text = body.toString();
      for (var mark : marks.entrySet()) {
        text = text.replace("\"" + mark.getKey() + "\"", mark.getValue());
      }
      return request(path(), text, description.toString());
    }

    private Request request(String path, String body, String description) {
      return new Request(method, path, Map.of(), body, template + ": " + description);
    }
  }

  /** Requests as the document describes them, which make sure that the hostile ones get far. */
  public Stream<Request> wellFormed() {
    return operations.stream().flatMap(Operation::wellFormed);
  }

  /** One hostile value in each place of each operation. */
  public Stream<Request> each() {
    return operations.stream()
        .flatMap(
            it ->
                Stream.of(
                        it.hostileInPath(),
                        it.hostileInQuery(),
                        it.hostileInHeaders(),
                        it.hostileInBody(),
                        it.hostileAsBody())
                    .flatMap(requests -> requests));
  }

  /** Requests with several hostile values, without end. */
  public Stream<Request> drawn(long seed) {
    var random = new Random(seed);
    var withBodies = operations.stream().filter(it -> !it.bodies.isEmpty()).toList();
    return Stream.generate(() -> withBodies.get(random.nextInt(withBodies.size())).drawn(random));
  }

  private static String shown(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "… (" + value.length() + ")" : value;
  }

  private static List<String> parameters(JsonNode document, JsonNode operation, String place) {
    var names = new ArrayList<String>();
    for (var given : operation.path("parameters")) {
      var parameter = SampleBodies.resolved(document, given);
      if (parameter.path("in").asText().equals(place)) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }
}
