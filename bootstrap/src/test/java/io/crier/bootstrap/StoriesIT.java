package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stories, as callers post them and an inbox shows them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class StoriesIT extends MessageRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void postsAStoryAndShowsWhoHasSeenIt() {
    var posted = api.post("/v1/messages", story("[\"" + THEIRS + "\"]")).is(202);
    assertThat(posted.at("/to").asText()).isEqualTo("status@broadcast");
    assertThat(posted.at("/audience/0").asText()).isEqualTo(THEIRS);

    var receipts = "/v1/messages/" + posted.at("/id").asText() + "/receipts";
    var seen = api.until(receipts, it -> !it.at("/items/0/readAt").asText().isEmpty());
    assertThat(seen.at("/items/0/member").asText()).isEqualTo(THEIRS);
    var inbox = api.get("/simulator/sessions/" + session + "/inbox").is(200);
    assertThat(inbox.at("/items/0/audience/0").asText()).isEqualTo(THEIRS);
    assertThat(chats()).isZero();
  }

  @Test
  void refusesAStoryWithoutAnAudience() {
    assertRefused(api.post("/v1/messages", story("[]")), 400, "invalid_content");
    assertRefused(api.post("/v1/messages", story("[\"nobody\"]")), 400, "invalid_content");
  }

  @Test
  void keepsTheStoriesOfOthersOnlyIfAskedTo() {
    appear("ignored");
    var path = "/v1/sessions/" + session;
    api.call("PATCH", path, "{\"settings\":{\"stories\":\"receive\"}}").is(200);
    appear("kept");

    var messages = "/v1/messages?direction=inbound&sessionId=" + session;
    var listed = api.until(messages, it -> it.at("/items").size() == 1);
    assertThat(listed.at("/items/0/body").asText()).isEqualTo("kept");
    assertThat(listed.at("/items/0/from").asText()).isEqualTo("status@broadcast");
    assertThat(listed.at("/items/0/author").asText()).isEqualTo(THEIRS);
    assertThat(chats()).isZero();
  }

  private String story(String audience) {
    return "{\"sessionId\":\""
        + session
        + "\",\"to\":\"status@broadcast\",\"type\":\"text\",\"body\":\"a new day\",\"audience\":"
        + audience
        + "}";
  }

  private void appear(String body) {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + THEIRS + "\",\"story\":true,\"body\":\"" + body + "\"}")
        .is(202);
  }

  private int chats() {
    return api.get("/v1/sessions/" + session + "/chats").is(200).at("/items").size();
  }
}
