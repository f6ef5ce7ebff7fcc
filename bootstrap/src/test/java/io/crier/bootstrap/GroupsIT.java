package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The groups of a session, from the request to the people of the simulator and back. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class GroupsIT extends MessageRequests {

  private static final String NOBODY = "+966500000000";

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void createsChangesAndLeavesGroup() {
    api.call(
            "PUT",
            "/simulator/sessions/" + session + "/faults",
            "{\"unknownNumbers\":[\"" + NOBODY + "\"]}")
        .is(204);
    var created =
        api.post(
                groups(),
                "{\"subject\":\"جيران\",\"participants\":[\"" + THEIRS + "\",\"" + NOBODY + "\"]}")
            .is(201);
    var group = groups() + "/" + created.at("/group/id").asText();
    assertThat(created.at("/results/0/outcome").asText()).isEqualTo("done");
    assertThat(created.at("/results/1/outcome").asText()).isEqualTo("not_on_whatsapp");

    var change =
        "{\"subject\":\"Neighbours\",\"description\":\"Who has a ladder?\","
            + "\"onlyAdminsSend\":true}";
    var changed = api.call("PATCH", group, change).is(200);
    assertThat(changed.at("/description").asText()).isEqualTo("Who has a ladder?");
    assertThat(changed.at("/onlyAdminsSend").asBoolean()).isTrue();
    var promotion = "{\"action\":\"promote\",\"participants\":[\"" + THEIRS + "\"]}";
    assertThat(api.post(group + "/participants", promotion).is(200).at("/items/0/outcome").asText())
        .isEqualTo("done");
    var shown = api.get(group).is(200);
    assertThat(shown.at("/participants/0/role").asText()).isEqualTo("owner");
    assertThat(shown.at("/participants/1/number").asText()).isEqualTo(THEIRS);
    assertThat(shown.at("/participants/1/role").asText()).isEqualTo("admin");
    assertThat(api.get(groups()).is(200).at("/items/0/subject").asText()).isEqualTo("Neighbours");

    var old = api.get(group + "/invite").is(200).at("/link").asText();
    var link = api.call("DELETE", group + "/invite", null).is(200).at("/link").asText();
    assertThat(link).startsWith("https://chat.whatsapp.com/").isNotEqualTo(old);
    api.post(group + "/leave", null).is(204);
    assertRefused(api.get(group), 403, "not_in_group");
    assertRefused(
        api.post(groups() + "/join", "{\"invite\":\"" + old + "\"}"), 410, "invite_expired");
    assertThat(api.post(groups() + "/join", "{\"invite\":\"" + link + "\"}").is(200).at("/id"))
        .isEqualTo(created.at("/group/id"));
    assertRefused(api.call("PATCH", group, "{\"onlyAdminsSend\":false}"), 403, "not_group_admin");
  }

  @Test
  void tellsWhatPeopleDoInGroups() {
    var start = "{\"by\":\"" + THEIRS + "\",\"subject\":\"Neighbours\"}";
    var group =
        api.post("/simulator/sessions/" + session + "/groups", start).is(200).at("/id").asText();
    people(group, "add", "+966501111111");
    people(group, "remove", api.get("/v1/sessions/" + session).is(200).at("/number").asText());

    var joined = event("group.joined");
    assertThat(joined.at("/data/group/subject").asText()).isEqualTo("Neighbours");
    var changed = event("group.participants");
    assertThat(changed.at("/data/participants/0").asText()).isEqualTo("+966501111111");
    assertThat(changed.at("/data/by").asText()).isEqualTo(THEIRS);
    assertThat(event("group.left").at("/data/groupId").asText()).isEqualTo(group);
    assertRefused(
        api.post(
            "/simulator/sessions/" + session + "/groups/" + group + "/participants",
            "{\"by\":\"+966502222222\",\"action\":\"add\",\"participants\":[\"+966501111111\"]}"),
        403,
        "not_group_admin");
  }

  @Test
  void showsWhomAMessageHasReached() {
    var other = "+966501111111";
    var people = "[\"" + THEIRS + "\",\"" + other + "\"]";
    var group =
        api.post(groups(), "{\"subject\":\"Neighbours\",\"participants\":" + people + "}").is(201);
    var message =
        api.post("/v1/messages", Api.text(session, group.at("/group/id").asText(), "hello"))
            .is(202);

    var receipts =
        api.until(
            "/v1/messages/" + message.at("/id").asText() + "/receipts",
            it -> it.at("/items/0").has("readAt") && it.at("/items/1").has("readAt"));

    assertThat(receipts.at("/items").findValuesAsText("member")).containsExactly(other, THEIRS);
    assertThat(receipts.at("/items/0/deliveredAt").asText())
        .isLessThan(receipts.at("/items/0/readAt").asText());
  }

  @Test
  void ignoresGroupsOnRequest() {
    assertRefused(
        api.call("PATCH", "/v1/sessions/" + session, "{\"settings\":{\"groups\":\"maybe\"}}"),
        400,
        "invalid_settings");
    api.call("PATCH", "/v1/sessions/" + session, "{\"settings\":{\"groups\":\"ignore\"}}").is(200);

    inbound("120363041234567890@g.us", "from the group");
    inbound(THEIRS, "from a person");

    var received = api.until("/v1/messages?direction=inbound", it -> !it.at("/items").isEmpty());
    assertThat(received.at("/items")).hasSize(1);
    assertThat(received.at("/items/0/body").asText()).isEqualTo("from a person");
  }

  @Test
  void refusesWhatIsNotValid() {
    assertRefused(
        api.post(
            groups(),
            "{\"subject\":\"" + "x".repeat(101) + "\",\"participants\":[\"" + THEIRS + "\"]}"),
        400,
        "invalid_group");
    assertRefused(
        api.post(groups(), "{\"subject\":\"x\",\"participants\":[]}"), 400, "invalid_participants");
    assertRefused(
        api.post(groups() + "/join", "{\"invite\":\"https://example.com/x\"}"),
        400,
        "invalid_invite");
    assertRefused(api.get(groups() + "/120363099999999999@g.us"), 404, "group_not_found");
    assertRefused(api.get(groups() + "/nonsense"), 404, "group_not_found");
    assertRefused(
        api.call("PATCH", groups() + "/120363099999999999@g.us", "{}"), 400, "invalid_group");
    api.post("/v1/sessions/" + session + "/stop", null).is(200);
    api.until("/v1/sessions/" + session, it -> it.at("/status").asText().equals("off"));
    assertRefused(api.get(groups()), 409, "not_connected");
  }

  private JsonNode event(String type) {
    try (var lines = api.follow("/v1/events?types=" + type, "Last-Event-ID", "0")) {
      var line = lines.filter(it -> it.startsWith("data: ")).findFirst().orElseThrow();
      return Json.read(line.substring("data: ".length()));
    }
  }

  private String groups() {
    return "/v1/sessions/" + session + "/groups";
  }

  private void people(String group, String action, String whom) {
    api.post(
            "/simulator/sessions/" + session + "/groups/" + group + "/participants",
            "{\"by\":\""
                + THEIRS
                + "\",\"action\":\""
                + action
                + "\",\"participants\":[\""
                + whom
                + "\"]}")
        .is(202);
  }

  private void inbound(String from, String body) {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + from + "\",\"body\":\"" + body + "\"}")
        .is(202);
  }
}
