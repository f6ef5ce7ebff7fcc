package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The chats of a session, as an inbox reads and changes them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ChatsIT extends MessageRequests {

  private static final String OTHER = "+966502222222";

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void listsChatsWithTheirLastMessageAndWhatIsUnread() {
    inbound(THEIRS, "Is it ready?");
    inbound(THEIRS, "Hello?");
    until(1, "Hello?");
    inbound(OTHER, "Good morning");

    var listed = until(2, "Good morning");
    assertThat(listed.at("/items/0/id").asText()).isEqualTo(OTHER);
    assertThat(listed.at("/items/0/kind").asText()).isEqualTo("person");
    assertThat(listed.at("/items/1/lastMessage/from").asText()).isEqualTo(THEIRS);
    assertThat(listed.at("/items/1/unread").asInt()).isEqualTo(2);

    var first = api.get(chats() + "?limit=1").is(200);
    var next = api.get(chats() + "?limit=1&cursor=" + first.at("/nextCursor").asText()).is(200);
    assertThat(next.at("/items/0/id").asText()).isEqualTo(THEIRS);
    assertThat(next.at("/nextCursor").isMissingNode()).isTrue();
  }

  @Test
  void readsArchivesAndPinsAChat() {
    inbound(THEIRS, "Is it ready?");
    until(1, "Is it ready?");

    var read = api.call("PATCH", chat(THEIRS), "{\"read\":true,\"archived\":true}").is(200);
    assertThat(read.at("/unread").asInt()).isZero();
    assertThat(read.at("/archived").asBoolean()).isTrue();
    var marked = api.call("PATCH", chat(THEIRS), "{\"read\":false,\"pinned\":true}").is(200);
    assertThat(marked.at("/markedUnread").asBoolean()).isTrue();

    assertThat(api.get(chat(THEIRS)).is(200).at("/pinned").asBoolean()).isTrue();
    var phone = api.get("/simulator/sessions/" + session + "/phone/chats").is(200).at("/items/0");
    assertThat(phone.at("/chat").asText()).isEqualTo(THEIRS);
    assertThat(phone.at("/archived").asBoolean()).isTrue();
    assertThat(phone.at("/pinned").asBoolean()).isTrue();
    assertThat(phone.at("/unread").asBoolean()).isTrue();
    var event = event("chat.updated");
    assertThat(event.at("/data/chatId").asText()).isEqualTo(THEIRS);
    assertThat(event.at("/data/archived").asBoolean()).isTrue();
  }

  @Test
  void followsThePhone() {
    inbound(THEIRS, "Is it ready?");
    until(1, "Is it ready?");

    api.post(
            "/simulator/sessions/" + session + "/phone/chats",
            "{\"chat\":\"" + THEIRS + "\",\"read\":true,\"muted\":true}")
        .is(202);

    var chat = api.until(chat(THEIRS), it -> it.at("/muted").asBoolean());
    assertThat(chat.at("/unread").asInt()).isZero();
  }

  @Test
  void listsThePeopleWhomTheSessionKnows() {
    inbound(THEIRS, "Is it ready?");
    inbound(OTHER, "Good morning");
    until(2, "Good morning");

    var contacts = "/v1/sessions/" + session + "/contacts";
    var first = api.get(contacts + "?limit=1").is(200);
    var next = api.get(contacts + "?limit=1&cursor=" + first.at("/nextCursor").asText()).is(200);
    assertThat(List.of(first.at("/items/0/id").asText(), next.at("/items/0/id").asText()))
        .containsExactlyInAnyOrder(THEIRS, OTHER);
    var shown = api.get(contacts + "/" + THEIRS).is(200);
    assertThat(shown.at("/numbers/0").asText()).isEqualTo(THEIRS);
    assertThat(shown.at("/metAt").isMissingNode()).isFalse();
    assertRefused(api.get(contacts + "/+966509999999"), 404, "contact_not_found");
  }

  @Test
  void forgetsAPersonEverywhere() {
    inbound(THEIRS, "my secret");
    inbound(OTHER, "Good morning");
    until(2, "Good morning");
    var start = "{\"by\":\"" + THEIRS + "\",\"subject\":\"Neighbours\"}";
    api.post("/simulator/sessions/" + session + "/groups", start).is(200);
    event("group.joined");

    var forgotten = api.call("DELETE", "/v1/contacts/" + THEIRS, null).is(200);

    assertThat(forgotten.at("/messages").asInt()).isEqualTo(1);
    assertThat(forgotten.at("/chats").asInt()).isEqualTo(1);
    assertThat(forgotten.at("/contacts").asInt()).isEqualTo(1);
    assertThat(forgotten.at("/events").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(api.get("/v1/messages").is(200).text()).doesNotContain("my secret", THEIRS);
    assertThat(api.get(chats()).is(200).at("/items")).hasSize(1);
    assertRefused(
        api.get("/v1/sessions/" + session + "/contacts/" + THEIRS), 404, "contact_not_found");
    var again = api.call("DELETE", "/v1/contacts/" + THEIRS, null).is(200);
    assertThat(again.at("/messages").asInt()).isZero();
    var audit = api.until("/v1/audit", it -> it.text().contains("forgetContact"));
    assertThat(audit.text()).doesNotContain(THEIRS);
  }

  @Test
  void forgetsNobodyWhoIsWrittenTo() {
    api.post("/v1/sessions/" + session + "/pause", null).is(200);
    api.post("/v1/messages", Api.text(session, THEIRS, "x")).is(202);

    assertRefused(api.call("DELETE", "/v1/contacts/" + THEIRS, null), 409, "contact_is_written_to");
    assertRefused(
        api.call("DELETE", "/v1/contacts/120363041234567890@g.us", null), 400, "invalid_recipient");
  }

  @Test
  void namesAGroupByItsSubject() {
    var start = "{\"by\":\"" + THEIRS + "\",\"subject\":\"Neighbours\"}";
    var group =
        api.post("/simulator/sessions/" + session + "/groups", start).is(200).at("/id").asText();
    inbound(group, "Who has a ladder?");

    var named = api.until(chats(), it -> it.at("/items/0/name").asText().equals("Neighbours"));

    assertThat(named.at("/items/0/kind").asText()).isEqualTo("group");
  }

  @Test
  void refusesWhatIsNotValid() {
    assertRefused(api.get(chat(THEIRS)), 404, "chat_not_found");
    assertRefused(api.get(chat("nonsense")), 404, "chat_not_found");
    assertRefused(api.call("PATCH", chat(THEIRS), "{}"), 400, "invalid_chat_change");
    assertRefused(api.call("PATCH", chat(THEIRS), "{\"read\":true}"), 404, "chat_not_found");
  }

  private Api.Response until(int chats, String last) {
    return api.until(
        chats(),
        it ->
            it.at("/items").size() == chats
                && it.at("/items/0/lastMessage/body").asText().equals(last));
  }

  private JsonNode event(String type) {
    try (var lines = api.follow("/v1/events?types=" + type, "Last-Event-ID", "0")) {
      var line = lines.filter(it -> it.startsWith("data: ")).findFirst().orElseThrow();
      return Json.read(line.substring("data: ".length()));
    }
  }

  private String chats() {
    return "/v1/sessions/" + session + "/chats";
  }

  private String chat(String id) {
    return chats() + "/" + id;
  }

  private void inbound(String from, String body) {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + from + "\",\"body\":\"" + body + "\"}")
        .is(202);
  }
}
