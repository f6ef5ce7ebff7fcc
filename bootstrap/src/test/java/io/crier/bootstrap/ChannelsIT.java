package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Channels, from the request to the simulated WhatsApp and back. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ChannelsIT extends MessageRequests {

  private static final String UNKNOWN = "120363999999999999@newsletter";
  private static final String PLACE = "\"latitude\":1,\"longitude\":2";

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void followsAChannelThatItFindsByItsLinkAndLeavesIt() {
    var channel = create("Harbour news", "none");
    var link = channel.at("/link").asText();
    var id = channel.at("/id").asText();

    var found = api.get(channels() + "?link=" + link).is(200).at("/items/0");
    assertThat(found.at("/id").asText()).isEqualTo(id);
    assertThat(found.at("/role").asText()).isEqualTo("none");

    for (var again = 0; again < 2; again++) {
      var followed = api.post(channels(), following(id)).is(200);
      assertThat(followed.at("/role").asText()).isEqualTo("follower");
    }
    assertThat(api.get(channels()).is(200).at("/items/0/name").asText()).isEqualTo("Harbour news");

    for (var again = 0; again < 2; again++) {
      api.call("DELETE", channels() + "/" + id, null).is(204);
    }
    assertThat(api.get(channels()).is(200).at("/items")).isEmpty();
    assertThat(api.get(channels() + "/" + id).is(200).at("/role").asText()).isEqualTo("none");
  }

  @Test
  void keepsWhatIsPostedInAChannelOnlyIfAskedTo() {
    var id = create("Harbour news", "follower").at("/id").asText();
    var posts = simulated() + "/" + id + "/posts";
    api.post(posts, "{\"body\":\"ignored\"}").is(202);
    var path = "/v1/sessions/" + session;
    api.call("PATCH", path, "{\"settings\":{\"channels\":\"receive\"}}").is(200);
    api.post(posts, "{\"body\":\"kept\"}").is(202);

    var messages = "/v1/messages?direction=inbound&peer=" + id + "&sessionId=" + session;
    var listed = api.until(messages, it -> it.at("/items").size() == 1);
    assertThat(listed.at("/items/0/body").asText()).isEqualTo("kept");
    assertThat(listed.at("/items/0/from").asText()).isEqualTo(id);
    assertThat(api.get(path + "/chats").is(200).at("/items")).isEmpty();
  }

  @Test
  void postsInAChannelOfItsOwnAndCannotLeaveIt() {
    var id = create("From us", "owner").at("/id").asText();

    var posted = api.post("/v1/messages", post(id)).is(202).at("/id").asText();

    api.until("/v1/messages/" + posted, it -> it.at("/status").asText().equals("sent"));
    var inbox = api.get("/simulator/sessions/" + session + "/inbox").is(200);
    assertThat(inbox.at("/items/0/to").asText()).isEqualTo(id);
    assertThat(inbox.at("/items/0/body").asText()).isEqualTo("a new day");
    assertRefused(api.call("DELETE", channels() + "/" + id, null), 422, "channel_refused");
  }

  @Test
  void doesNotPostWhereItIsNoAdmin() {
    assertThat(failure(create("Others", "follower").at("/id").asText()))
        .isEqualTo("not_channel_admin");
    assertThat(failure(UNKNOWN)).isEqualTo("channel_not_found");
  }

  @Test
  void refusesWhatIsNoChannelAndWhatAChannelDoesNotTake() {
    assertRefused(api.post(channels(), following(UNKNOWN)), 404, "channel_not_found");
    assertRefused(api.post(channels(), following("nobody")), 400, "invalid_channel");
    assertRefused(api.get(channels() + "/nobody"), 404, "channel_not_found");
    assertRefused(api.get(channels() + "?link=nobody"), 400, "invalid_channel");
    var location =
        post(UNKNOWN).replace("text", "location").replace("\"body\":\"a new day\"", PLACE);
    assertRefused(api.post("/v1/messages", location), 400, "invalid_content");
    assertRefused(api.post(simulated(), "{\"name\":\"\"}"), 400, "invalid_channel");
    assertRefused(
        api.post(simulated() + "/" + UNKNOWN + "/posts", "{\"body\":\"x\"}"),
        404,
        "channel_not_found");
  }

  private String failure(String channel) {
    var id = api.post("/v1/messages", post(channel)).is(202).at("/id").asText();
    return api.until("/v1/messages/" + id, it -> it.at("/status").asText().equals("failed"))
        .at("/error/code")
        .asText();
  }

  private String post(String channel) {
    return "{\"sessionId\":\"%s\",\"to\":\"%s\",\"type\":\"text\",\"body\":\"a new day\"}"
        .formatted(session, channel);
  }

  private static String following(String channel) {
    return "{\"channel\":\"" + channel + "\"}";
  }

  private JsonNode create(String name, String role) {
    return api.post(simulated(), "{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}")
        .is(200)
        .at("");
  }

  private String simulated() {
    return "/simulator/sessions/" + session + "/channels";
  }

  private String channels() {
    return "/v1/sessions/" + session + "/channels";
  }
}
