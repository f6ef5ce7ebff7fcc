package io.crier.bootstrap;

import static io.crier.bootstrap.Api.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The audit log has every change, whoever made it and through whichever face. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AuditIT {

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void recordsChangesOfProgramsAndPeople() {
    var account = Api.operator(root).newAccount("Blue Door Clinic");
    var email = "fatima-" + System.nanoTime() + "@clinic.example";
    var owner = account.newUser(email, "owner");
    var user = owner.get("/v1/me").is(200).at("/user/id").asText();
    var session = owner.newConnectedSession("main", "+966500000001");
    account.post("/v1/messages", text(session, "+966501234567", "a secret")).is(202);
    account
        .post("/v1/sessions/" + session + "/pause", null, "X-Forwarded-For", "192.0.2.7")
        .is(200);
    account.post("/wapi/api/admin/generate-key", "{\"name\":\"old\",\"role\":\"api\"}").is(201);
    account.post("/v1/messages", "{}").is(400);
    var anybody = new Api(root, "unrelated=1", "");
    anybody.post("/v1/sign-in", "{\"email\":\"" + email + "\",\"password\":\"wrong\"}").is(401);

    var listed =
        account.until(
            "/v1/audit",
            it -> it.text().contains("signInFailed") && it.text().contains("issueWapiKey"));

    assertThat(actions(listed.json()))
        .containsExactlyInAnyOrder(
            "inviteUser",
            "acceptInvitation",
            "createSession",
            "scanSimulatedQr",
            "sendMessage",
            "pauseSession",
            "issueWapiKey",
            "signInFailed");
    var created = entry(listed.json(), "createSession");
    assertThat(created.at("/actor/kind").asText()).isEqualTo("user");
    assertThat(created.at("/actor/id").asText()).isEqualTo(user);
    assertThat(created.at("/target").asText()).isEqualTo(session);
    var paused = entry(listed.json(), "pauseSession");
    assertThat(paused.at("/actor/kind").asText()).isEqualTo("key");
    assertThat(paused.at("/actor/id").asText()).isEqualTo(account.key().substring(0, 12));
    assertThat(paused.at("/target").asText()).isEqualTo(session);
    assertThat(paused.at("/address").asText()).isEqualTo("192.0.2.7");
    assertThat(entry(listed.json(), "signInFailed").at("/actor/id").asText()).isEqualTo(user);
    assertThat(listed.text()).doesNotContain("a secret", "wrong", account.key());
  }

  @Test
  void hidesTheLogFromMembersAndOtherAccounts() {
    var account = Api.operator(root).newAccount("Blue Door Clinic");
    var member = account.newUser("member-" + System.nanoTime() + "@clinic.example", "member");
    account.until("/v1/audit", it -> it.text().contains("inviteUser"));
    var stranger = Api.operator(root).newAccount("Other Clinic");

    assertThat(member.get("/v1/audit").is(403).code()).isEqualTo("role_required");
    assertThat(stranger.get("/v1/audit").is(200).at("/items")).isEmpty();
    var page = account.get("/v1/audit?limit=1").is(200);
    var next = account.get("/v1/audit?limit=1&cursor=" + page.at("/nextCursor").asText()).is(200);
    assertThat(next.at("/items/0/id")).isNotEqualTo(page.at("/items/0/id"));
  }

  private static List<String> actions(JsonNode listed) {
    var actions = new ArrayList<String>();
    listed.path("items").forEach(it -> actions.add(it.path("action").asText()));
    return actions;
  }

  private static JsonNode entry(JsonNode listed, String action) {
    for (var entry : listed.path("items")) {
      if (entry.path("action").asText().equals(action)) {
        return entry;
      }
    }
    throw new AssertionError(action + " is not in " + listed);
  }
}
