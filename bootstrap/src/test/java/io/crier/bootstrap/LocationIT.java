package io.crier.bootstrap;

import static io.crier.bootstrap.SharedFakeX.X;
import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.bootstrap.Routes.Route;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every operation of the document that creates something says where it is. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LocationIT {

  @ArquillianResource private URI root;

  private Api operator;
  private Api api;
  private Map<String, String> ids;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createWhatRequestsReferTo() {
    operator = Api.operator(root);
    api = operator.newAccount("Blue Door Clinic");
    var session = api.newConnectedSession("alerts", "+966500000001");
    var phone = "+9665013%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    api.verifyPhone(phone, session);
    X.account("jack");
    var other = api.withKey("{\"name\":\"other\",\"role\":\"read\"}");
    ids = Map.of("session", session, "phone", phone, "key", other.key().substring(0, 12));
  }

  @Test
  void namesWhereToGetWhatWasCreated() {
    var creating = creatingOperations();
    assertThat(creating).contains("POST /v1/sessions", "POST /v1/phones");
    for (var operation : creating) {
      var route = Routes.get(operation);
      var caller = route.isForOperators() ? operator : api;

      var location = route.callAs(caller, ids).header("Location");

      assertThat(location).as("%s", route).get().asString().startsWith("/v1/");
      caller.get(location.get()).is(200);
    }
    operator.call("DELETE", "/v1/operator/alert-senders/" + ids.get("session"), null).is(204);
  }

  @Test
  void namesTheSamePlaceWhenAnIdempotentRequestIsRepeated() {
    for (var request :
        List.of(
            List.of("/v1/api-keys", "{\"name\":\"once\",\"role\":\"read\"}"),
            List.of("/v1/messages", Api.text(ids.get("session"), Routes.NUMBER, "once")))) {
      var path = request.get(0);
      var first = api.post(path, request.get(1), "Idempotency-Key", path).header("Location");

      var second = api.post(path, request.get(1), "Idempotency-Key", path);

      assertThat(second.header("Idempotent-Replayed")).hasValue("true");
      assertThat(second.header("Location")).isEqualTo(first).isPresent();
    }
  }

  @Test
  void namesTheMessageThatWasSent() {
    var message = Api.text(ids.get("session"), Routes.NUMBER, "now");

    var sent = api.post("/v1/messages", message, "Prefer", "wait=20").is(201);

    assertThat(sent.header("Location")).hasValue("/v1/messages/" + sent.at("/id").asText());
  }

  /** The operations whose responses have a {@code Location} according to the document. */
  private Set<String> creatingOperations() {
    var operations = new HashSet<String>();
    for (var path : operator.get("/openapi?format=json").at("/paths").properties()) {
      for (var operation : path.getValue().properties()) {
        var responses = operation.getValue().path("responses");
        if (responses.has("201") || responses.at("/202/headers").has("Location")) {
          operations.add(Route.documented(operation.getKey().toUpperCase(ROOT), path.getKey()));
        }
      }
    }
    return operations;
  }
}
