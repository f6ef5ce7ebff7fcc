package io.crier.x.fake;

import static io.crier.x.fake.Reply.object;
import static io.crier.x.fake.Reply.problem;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccountState;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** The endpoints under {@code /fake}, with which a person controls the fake X by hand. */
record ControlApi(FakeX x) {

  Reply handle(String method, String path, JsonNode body) {
    var last = path.substring(path.lastIndexOf('/') + 1);
    var username = body.path("username").asText();
    try {
      return switch (method + " " + path.replaceFirst("(/fake/\\w+)/.*", "$1/")) {
        case "POST /fake/accounts" -> {
          var state = XAccountState.valueOf(body.path("state").asText("ACTIVE"));
          yield new Reply(201, id(x.putAccount(username, state).value()));
        }
        case "PATCH /fake/accounts/" -> {
          x.rename(last, username);
          yield new Reply(204, null);
        }
        case "POST /fake/posts" -> {
          var post = x.post(username, body.path("text").asText(), references(body));
          yield new Reply(201, id(post.value()));
        }
        case "PATCH /fake/posts/" -> {
          var post = x.edit(new PostId(Long.parseLong(last)), body.path("text").asText());
          yield Reply.of(id(post.value()));
        }
        case "DELETE /fake/posts/" -> {
          x.delete(new PostId(Long.parseLong(last)));
          yield new Reply(204, null);
        }
        case "GET /fake/meter" -> meter();
        default -> problem(404, "resource-not-found", "There is no such control.");
      };
    } catch (IllegalArgumentException | NullPointerException e) {
      return problem(400, "invalid-request", String.valueOf(e.getMessage()));
    }
  }

  private Reply meter() {
    var requests = object();
    Arrays.stream(Endpoint.values())
        .forEach(it -> requests.put(it.name().toLowerCase(Locale.ROOT), x.requests(it).size()));
    return Reply.of(
        object()
            .put("posts", x.meter().posts())
            .put("users", x.meter().users())
            .put("dollars", x.meter().mills() / 1000.0)
            .set("requests", requests));
  }

  private static JsonNode id(long id) {
    return object().put("id", Long.toString(id));
  }

  private static Reference[] references(JsonNode body) {
    return Stream.of("replyTo:replied_to", "quoting:quoted", "reposting:retweeted")
        .map(it -> it.split(":"))
        .filter(it -> body.hasNonNull(it[0]))
        .map(it -> new Reference(it[1], new PostId(body.path(it[0]).asLong())))
        .toArray(Reference[]::new);
  }
}
