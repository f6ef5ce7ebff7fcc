package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.rest.json.Json;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Polls, from the request to the votes of those who got them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PollsIT extends MessageRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void sendsAPollAndCountsTheVotes() {
    var poll =
        sent("\"type\":\"poll\",\"poll\":{\"question\":\"Tea?\",\"options\":[\"Yes\",\"No\"]}");
    vote(poll, "true", "\"Yes\"");
    vote(poll, "true", "\"No\"");

    var shown =
        api.until(
            "/v1/messages/" + poll.at("/id").asText(),
            it -> it.at("/poll/votes/1/voters/0").isTextual());

    assertThat(shown.at("/poll/question").asText()).isEqualTo("Tea?");
    assertThat(shown.at("/poll/options/0").asText()).isEqualTo("Yes");
    assertThat(shown.at("/poll/multiple").asBoolean(true)).isFalse();
    assertThat(shown.at("/poll/votes/0/voters")).isEmpty();
    assertThat(shown.at("/poll/votes/1/option").asText()).isEqualTo("No");
    assertThat(shown.at("/poll/votes/1/voters/0").asText()).isEqualTo(THEIRS);
    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/body").asText())
        .containsExactly(tuple("poll", "Tea?"));
    try (var lines = api.follow("/v1/events?types=poll.vote", "Last-Event-ID", "0")) {
      var line = lines.filter(it -> it.startsWith("data: ")).findFirst().orElseThrow();
      var event = Json.read(line.substring("data: ".length())).at("/data");
      assertThat(event.at("/messageId")).isEqualTo(poll.at("/id"));
      assertThat(event.at("/voter").asText()).isEqualTo(THEIRS);
      assertThat(event.at("/options/0").asText()).isEqualTo("Yes");
    }
  }

  @Test
  void receivesAPoll() {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\""
                + THEIRS
                + "\",\"type\":\"poll\",\"body\":\"Tea?\",\"options\":[\"Yes\",\"No\"]}")
        .is(202);
    var received =
        api.until("/v1/messages?direction=inbound", it -> !it.at("/items").isEmpty())
            .at("/items/0");

    assertThat(received.at("/type").asText()).isEqualTo("poll");
    assertThat(received.at("/poll/options")).hasSize(2);
  }

  @Test
  void rejectsPollsThatWhatsAppDoesNotTake() {
    for (var options : new String[] {"\"Yes\"", "\"Yes\",\"Yes\"", "\"Yes\",\"\"", "null,\"No\""}) {
      assertRefused(
          send("\"type\":\"poll\",\"poll\":{\"question\":\"Tea?\",\"options\":[" + options + "]}"),
          400,
          "invalid_content");
    }
  }

  private void vote(Api.Response poll, String fromMe, String options) {
    api.post(
            "/simulator/sessions/" + session + "/votes",
            "{\"chat\":\""
                + THEIRS
                + "\",\"message\":\""
                + poll.at("/waMessageId").asText()
                + "\",\"fromMe\":"
                + fromMe
                + ",\"options\":["
                + options
                + "]}")
        .is(202);
  }
}
