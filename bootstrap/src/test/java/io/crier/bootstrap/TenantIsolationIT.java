package io.crier.bootstrap;

import static io.crier.bootstrap.Api.text;
import static io.crier.bootstrap.Routes.NUMBER;
import static io.crier.bootstrap.SharedFakeX.X;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every route with ids of another account: nothing changes, nothing is visible, and existing ids
 * are indistinguishable from unknown ones.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TenantIsolationIT {

  private static final String NOBODY = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";

  @ArquillianResource private URI root;

  private Api theirs;
  private Api ours;
  private Map<String, String> theirIds;
  private Map<String, String> unknownIds;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createTwoAccounts() {
    var operator = Api.operator(root);
    theirs = operator.newAccount("Their Clinic");
    ours = operator.newAccount("Our Clinic");
    var session = theirs.newConnectedSession("their support", "+966500000001");
    theirs.post("/v1/sessions/" + session + "/pause", null).is(200);
    var message = theirs.post("/v1/messages", text(session, NUMBER, "their secret")).is(202);
    var webhook =
        theirs.post("/v1/webhooks", "{\"url\":\"https://shop.invalid/their-hook\"}").is(201);
    var webhooks = "/v1/webhooks/" + webhook.at("/id").asText();
    theirs.post(webhooks + "/test", null).is(202);
    var delivery = theirs.get(webhooks + "/deliveries").is(200).at("/items/0/id").asText();
    var image = theirs.post("/v1/messages", image(session)).is(202);
    var phone = "+9665012%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    theirs.verifyPhone(phone, theirs.newConnectedSession("their alerts", "+966500000002"));
    X.account("their_author");
    var subscription =
        theirs
            .post(
                "/v1/subscriptions",
                "{\"xUsername\":\"their_author\",\"phoneNumber\":\"" + phone + "\"}")
            .is(201);
    var user = "{\"email\":\"their%s@crier.example\",\"role\":\"owner\"}";
    theirIds =
        with(
            "user",
            theirs.post("/v1/users", user.formatted(System.nanoTime())).is(201).at("/id").asText(),
            "media",
            image.at("/media/id").asText(),
            "webhook",
            webhook.at("/id").asText(),
            "delivery",
            delivery,
            "phone",
            phone,
            "subscription",
            subscription.at("/id").asText(),
            "author",
            "their_author",
            "session",
            session,
            "message",
            message.at("/id").asText(),
            "account",
            theirs.get("/v1/account").is(200).at("/account/id").asText(),
            "key",
            theirs.key().substring(0, 12));
    unknownIds =
        with(
            "user",
            NOBODY,
            "media",
            NOBODY,
            "webhook",
            NOBODY,
            "delivery",
            NOBODY,
            "subscription",
            NOBODY,
            "author",
            "nobody",
            "phone",
            "+966501111111",
            "session",
            NOBODY,
            "message",
            NOBODY,
            "account",
            NOBODY,
            "key",
            "crl_00000000");
  }

  @Test
  void listsEveryRouteThatIsServedAndNoOther() {
    assertThat(Routes.listed()).containsExactlyInAnyOrderElementsOf(Routes.served(ours));
  }

  @Test
  void answersForForeignIdsAsForUnknownIds() {
    var before = snapshot();
    for (var route : Routes.all()) {
      if (route.isList() || route.isUnscoped()) {
        continue;
      }
      var answer = route.callAs(ours, theirIds);

      assertThat(answer.status()).as("%s", answer).isEqualTo(route.status());
      assertThat(answer.code()).as("%s", answer).isEqualTo(route.code());
      assertThat(without(answer.json(), "requestId"))
          .isEqualTo(without(route.callAs(ours, unknownIds).json(), "requestId"));
      assertThat(answer.text()).doesNotContain(theirValues());
    }
    assertThat(snapshot()).isEqualTo(before);
  }

  @Test
  void listsNothingOfOtherAccounts() {
    for (var route : Routes.all()) {
      if (route.isList()) {
        var answer = route.callAs(ours, theirIds).is(200);
        assertThat(answer.text()).doesNotContain(theirValues()).doesNotContainPattern("[Tt]heir");
      }
    }
    var queries =
        List.of(
            "/v1/messages?sessionId=" + theirIds.get("session"),
            "/v1/messages?peer=" + NUMBER.substring(1));
    ours.get(queries.get(0)).is(200);
    for (var query : queries) {
      assertThat(ours.get(query).text()).doesNotContain(theirValues());
    }
  }

  @Test
  void doesNotStreamEventsOfOtherAccounts() {
    var session = ours.newSession("ours");
    theirs.post("/v1/sessions/" + theirIds.get("session") + "/stop", null).is(200);
    ours.post("/v1/sessions/" + session + "/stop", null).is(200);

    var streamed = new StringBuilder();
    try (var lines = ours.follow("/v1/events", "Last-Event-ID", "0")) {
      lines
          .peek(streamed::append)
          .anyMatch(line -> line.contains(session) && line.contains("\"status\":\"off\""));
    }

    assertThat(streamed.toString()).contains(session).doesNotContain(theirValues());
  }

  @Test
  void rejectsForeignSessionInBatch() {
    var answer =
        ours.post(
                "/v1/messages/batch",
                "{\"messages\":[" + text(theirIds.get("session"), NUMBER, "x") + "]}")
            .is(207);

    assertThat(answer.at("/items/0/error/code").asText()).isEqualTo("session_not_found");
    assertThat(answer.text()).doesNotContain(theirValues());
  }

  @Test
  void rejectsReactionToForeignMessage() {
    var session = ours.newConnectedSession("ours", "+966500000002");
    var reaction =
        "{\"sessionId\":\"%s\",\"to\":\"%s\",\"type\":\"reaction\",\"messageId\":\"%s\",\"emoji\":\"x\"}";

    var answer =
        ours.post("/v1/messages", reaction.formatted(session, NUMBER, theirIds.get("message")));

    assertThat(answer.is(404).at("/code").asText()).isEqualTo("message_not_found");
  }

  private List<String> theirValues() {
    return theirIds.values().stream().filter(id -> !id.equals(NOBODY)).toList();
  }

  private static Map<String, String> with(String... namesAndIds) {
    var ids = new HashMap<>(Map.of("signIn", NOBODY));
    for (var i = 0; i < namesAndIds.length; i += 2) {
      ids.put(namesAndIds[i], namesAndIds[i + 1]);
    }
    return ids;
  }

  private static String image(String session) {
    return "{\"sessionId\":\"%s\",\"to\":\"%s\",\"type\":\"image\",\"data\":\"%s\"}"
        .formatted(session, NUMBER, "data:image/png;base64,iVBORw0KGgo=");
  }

  /** The visible state of the other account, to detect changes. */
  private List<JsonNode> snapshot() {
    var answers = new ArrayList<JsonNode>();
    for (var path :
        List.of(
            "/v1/sessions/" + theirIds.get("session"),
            "/v1/messages/" + theirIds.get("message"),
            "/v1/sessions",
            "/v1/messages",
            "/v1/account",
            "/v1/api-keys",
            "/v1/users",
            "/v1/phones",
            "/v1/subscriptions",
            "/v1/subscriptions/" + theirIds.get("subscription"),
            "/v1/webhooks",
            "/simulator/sessions/" + theirIds.get("session") + "/inbox")) {
      var answer = without(theirs.get(path).is(200).json(), "estimatedSendAt");
      // Links to files are fresh each time.
      answer
          .findValues("media")
          .forEach(media -> ((ObjectNode) media).remove(List.of("url", "urlExpiresAt")));
      answers.add(answer);
    }
    return answers;
  }

  private static JsonNode without(JsonNode answer, String field) {
    if (answer instanceof ObjectNode fields) {
      fields.remove(field);
    }
    return answer;
  }
}
