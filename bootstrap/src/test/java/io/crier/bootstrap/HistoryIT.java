package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was written before a session was linked, as an inbox shows it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HistoryIT extends MessageRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void showsWhatWasWrittenBeforeAtItsPlaceAndTellsNobody() {
    askFor("recent");
    api.post("/simulator/sessions/" + session + "/inbound", inbound("Is it ready?")).is(202);
    api.until(chats(), it -> it.at("/items").size() == 1);

    handOver().is(202);

    var messages = "/v1/messages?sessionId=" + session;
    var listed = api.until(messages, it -> it.at("/items").size() == 3);
    assertThat(listed.at("/items/0/body").asText()).isEqualTo("Is it ready?");
    assertThat(listed.at("/items/1/body").asText()).isEqualTo("Good morning");
    assertThat(listed.at("/items/1/direction").asText()).isEqualTo("outbound");
    assertThat(listed.at("/items/1/origin").asText()).isEqualTo("history");
    assertThat(listed.at("/items/1/createdAt").asText()).startsWith("2026-10-21T10:16:00");
    assertThat(listed.at("/items/2/body").asText()).isEqualTo("Hello");
    assertThat(listed.at("/items/2/from").asText()).isEqualTo(THEIRS);
    assertThat(listed.at("/items/2/origin").asText()).isEqualTo("history");
    var chat = api.get(chats()).is(200);
    assertThat(chat.at("/items/0/lastMessage/body").asText()).isEqualTo("Is it ready?");
    assertThat(chat.at("/items/0/unread").asInt()).isOne();

    api.post("/simulator/sessions/" + session + "/inbound", inbound("And now?")).is(202);
    assertThat(eventsUntil("And now?"))
        .anyMatch(line -> line.contains("Is it ready?"))
        .noneMatch(line -> line.contains("Hello") || line.contains("Good morning"));
  }

  private List<String> eventsUntil(String body) {
    try (var lines = api.follow("/v1/events", "Last-Event-ID", "0")) {
      return lines.takeWhile(line -> !line.contains(body)).toList();
    }
  }

  @Test
  void refusesWhatIsNoHistory() {
    var history = "/simulator/sessions/" + session + "/phone/history";
    api.post(history, "{}").is(400);
    api.post(history, "{\"messages\":[]}").is(400);
    api.post(history, past("\"at\":\"yesterday\"")).is(400);
    api.post(history, past("\"at\":null")).is(400);
    api.post(history, "{\"messages\":[null]}").is(400);
  }

  private void askFor(String history) {
    var path = "/v1/sessions/" + session;
    api.call("PATCH", path, "{\"settings\":{\"history\":\"" + history + "\"}}").is(200);
    api.post(path + "/stop", null).is(200);
    api.post(path + "/start", null).is(200);
    api.until(path, it -> it.at("/status").asText().equals("connected"));
  }

  private Api.Response handOver() {
    return api.post(
        "/simulator/sessions/" + session + "/phone/history",
        past("\"at\":\"2026-10-21T10:15:00Z\""));
  }

  private static String past(String at) {
    return "{\"messages\":[{\"message\":\"3A01\",\"chat\":\""
        + THEIRS
        + "\",\"body\":\"Hello\","
        + at
        + "},{\"message\":\"3A02\",\"chat\":\""
        + THEIRS
        + "\",\"fromMe\":true,\"body\":\"Good morning\","
        + "\"at\":\"2026-10-21T10:16:00Z\"}]}";
  }

  private static String inbound(String body) {
    return "{\"from\":\"" + THEIRS + "\",\"body\":\"" + body + "\"}";
  }

  private String chats() {
    return "/v1/sessions/" + session + "/chats";
  }
}
