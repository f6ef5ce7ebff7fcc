package io.crier.bootstrap;

import static io.crier.bootstrap.Api.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batches of messages, from the request to what reaches WhatsApp. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BatchIT extends MessageRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void acceptsBatchInOrderWithResultPerMessage() {
    var door = message("\"type\":\"image\",\"url\":\"" + at("/door.png") + "\"");
    var batch =
        List.of(
            text(session, THEIRS, "1"),
            door,
            text(session, "nobody", "x"),
            door,
            text(session, THEIRS, "2"),
            text(UUID.randomUUID().toString(), THEIRS, "x"));

    var answer = batch(batch, UUID.randomUUID().toString()).is(207);

    assertThat(statuses(answer)).containsExactly(202, 202, 400, 202, 202, 404);
    assertThat(answer.at("/items/2/error/code").asText()).isEqualTo("invalid_recipient");
    assertThat(answer.at("/items/1/message/media/id"))
        .as("a file that two messages have is fetched once")
        .isEqualTo(answer.at("/items/3/message/media/id"));
    assertThat(fetched).hasValue(1);
    api.until("/v1/messages/" + answer.at("/items/4/message/id").asText(), MessageRequests::isSent);
    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/body").asText(null))
        .containsExactly(
            tuple("text", "1"), tuple("image", null), tuple("image", null), tuple("text", "2"));
  }

  @Test
  void sendsBatchOfThousandOncePerKey() {
    var key = UUID.randomUUID().toString();
    var messages = IntStream.range(0, 1_000).mapToObj(i -> text(session, THEIRS, "" + i)).toList();

    var first = batch(messages, key).is(200);
    var again = batch(messages, key).is(200);

    assertThat(statuses(first)).hasSize(1_000).containsOnly(202);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    api.until(
        "/v1/messages/" + first.at("/items/499/message/id").asText(), MessageRequests::isSent);
    assertThat(inbox())
        .extracting(it -> it.at("/body").asText())
        .containsExactlyElementsOf(IntStream.range(0, 500).mapToObj(i -> "" + i).toList());
    assertRefused(batch(messages.subList(0, 2), key), 422, "idempotency_key_reused");
  }

  @Test
  void rejectsOnlyUnreadableItems() {
    var body = "{\"messages\":[{\"type\":\"fax\"},7,null," + text(session, THEIRS, "x") + "]}";

    var answer =
        new Api.Response(
            "POST of a batch",
            call(
                HttpRequest.newBuilder(root.resolve("/v1/messages/batch"))
                    .header("Authorization", "Bearer " + api.key())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build()));

    assertThat(statuses(answer.is(207))).containsExactly(400, 400, 400, 202);
    assertThat(answer.at("/items/0/error/code").asText()).isEqualTo("invalid_request");
  }

  @Test
  void rejectsEmptyAndOversizedBatch() {
    var one = text(session, THEIRS, "x");

    assertRefused(batch(List.of(), "k1"), 400, "invalid_request");
    assertRefused(
        batch(IntStream.range(0, 1_001).mapToObj(i -> one).toList(), "k2"), 400, "invalid_request");
    assertRefused(api.post("/v1/messages/batch", "{}"), 400, "invalid_request");
  }

  private Api.Response batch(List<String> messages, String key) {
    return api.post(
        "/v1/messages/batch",
        "{\"messages\":[" + String.join(",", messages) + "]}",
        "Idempotency-Key",
        key);
  }

  private static List<Integer> statuses(Api.Response answer) {
    var statuses = new ArrayList<Integer>();
    answer.at("/items").forEach(item -> statuses.add(item.at("/status").asInt()));
    return statuses;
  }
}
