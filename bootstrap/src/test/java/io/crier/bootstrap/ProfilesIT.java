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

/** Profiles, pictures, blocks and timers, from the request to the people of the simulator. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ProfilesIT extends MessageRequests {

  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
          + "awAAAABJRU5ErkJggg==";
  private static final String PICTURE = "{\"data\":\"data:image/png;base64," + PIXEL + "\"}";

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void showsWhatPeopleShowOfThemselves() {
    var shown =
        "{\"about\":\"في العمل\",\"picture\":\""
            + PIXEL
            + "\",\"business\":{\"description\":\"Bread and cakes\","
            + "\"websites\":[\"https://bakery.example\"]}}";
    api.call("PUT", "/simulator/sessions/" + session + "/people/" + THEIRS + "/profile", shown)
        .is(204);

    var profile = api.get(contact("/profile")).is(200);
    assertThat(profile.at("/about").asText()).isEqualTo("في العمل");
    assertThat(profile.at("/business/description").asText()).isEqualTo("Bread and cakes");
    assertThat(profile.at("/business/websites/0").asText()).isEqualTo("https://bakery.example");
    var picture = api.get(contact("/profile/picture"), "Accept", "image/*").is(200);
    assertThat(picture.header("Content-Type")).hasValue("image/png");
    assertThat(picture.header("Cache-Control")).hasValue("private, no-store");
    assertRefused(
        api.get(sessions() + "/contacts/+966502222222/profile/picture"), 404, "picture_not_found");
    assertRefused(
        api.get(sessions() + "/contacts/120363041234567890@g.us/profile"), 400, "not_a_person");
  }

  @Test
  void changesTheOwnProfile() {
    var changed =
        api.call("PATCH", sessions() + "/profile", "{\"name\":\"Bakery\",\"about\":\"From six\"}")
            .is(200);
    assertThat(changed.at("/name").asText()).isEqualTo("Bakery");
    assertThat(api.get(sessions() + "/profile").is(200).at("/about").asText())
        .isEqualTo("From six");
    assertRefused(api.call("PATCH", sessions() + "/profile", "{}"), 400, "invalid_profile");

    var picture = sessions() + "/profile/picture";
    assertRefused(api.get(picture), 404, "picture_not_found");
    api.call("PUT", picture, PICTURE).is(204);
    api.get(picture).is(200);
    api.call("DELETE", picture, null).is(204);
    assertRefused(api.get(picture), 404, "picture_not_found");
    assertRefused(
        api.call("PUT", picture, "{\"data\":\"data:image/png;base64,AAAA\"}"),
        400,
        "invalid_picture");
    assertRefused(api.call("PUT", picture, "{}"), 400, "media_missing");
  }

  @Test
  void setsThePictureOfAGroup() {
    var group =
        api.post(
                sessions() + "/groups",
                "{\"subject\":\"Neighbours\",\"participants\":[\"" + THEIRS + "\"]}")
            .is(201)
            .at("/group/id")
            .asText();
    var picture = sessions() + "/groups/" + group + "/picture";

    api.call("PUT", picture, PICTURE).is(204);

    api.get(picture).is(200);
    api.call("DELETE", picture, null).is(204);
    assertRefused(api.get(picture), 404, "picture_not_found");
    assertRefused(
        api.call("PUT", sessions() + "/groups/120363099999999999@g.us/picture", PICTURE),
        404,
        "group_not_found");
  }

  @Test
  void blocksPeople() {
    inbound(THEIRS, "Hello?");
    api.until(sessions() + "/contacts", it -> !it.at("/items").isEmpty());

    api.call("PUT", contact("/block"), null).is(204);

    assertThat(event("contact.updated").at("/data/blocked").asBoolean()).isTrue();
    assertThat(api.get(contact("")).is(200).at("/blocked").asBoolean()).isTrue();
    var blocked = sessions() + "/blocked-contacts";
    assertThat(api.get(blocked).is(200).at("/items/0").asText()).isEqualTo(THEIRS);
    api.call("DELETE", contact("/block"), null).is(204);
    assertThat(api.get(blocked).is(200).at("/items")).isEmpty();

    api.post("/simulator/sessions/" + session + "/phone/blocks", "{\"contact\":\"" + THEIRS + "\"}")
        .is(202);
    api.until(contact(""), it -> it.at("/blocked").asBoolean());
  }

  @Test
  void letsTheMessagesOfAChatDisappear() {
    inbound(THEIRS, "Hello?");
    var chat = sessions() + "/chats/" + THEIRS;
    api.until(sessions() + "/chats", it -> !it.at("/items").isEmpty());
    assertThat(api.get(chat).is(200).at("/disappearingSeconds").asInt()).isZero();

    var changed = api.call("PATCH", chat, "{\"disappearingSeconds\":604800}").is(200);

    assertThat(changed.at("/disappearingSeconds").asInt()).isEqualTo(604_800);
    assertThat(event("chat.updated").at("/data/disappearingSeconds").asInt()).isEqualTo(604_800);
    assertRefused(
        api.call("PATCH", chat, "{\"disappearingSeconds\":60}"), 400, "invalid_chat_change");
    api.post(
            "/simulator/sessions/" + session + "/phone/chats",
            "{\"chat\":\"" + THEIRS + "\",\"disappearingSeconds\":0}")
        .is(202);
    api.until(chat, it -> it.at("/disappearingSeconds").asInt() == 0);
  }

  private void inbound(String from, String body) {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + from + "\",\"body\":\"" + body + "\"}")
        .is(202);
  }

  private String sessions() {
    return "/v1/sessions/" + session;
  }

  private String contact(String rest) {
    return sessions() + "/contacts/" + THEIRS + rest;
  }

  private JsonNode event(String type) {
    try (var lines = api.follow("/v1/events?types=" + type, "Last-Event-ID", "0")) {
      var line = lines.filter(it -> it.startsWith("data: ")).findFirst().orElseThrow();
      return Json.read(line.substring("data: ".length()));
    }
  }
}
