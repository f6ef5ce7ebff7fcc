package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an account sees that behaves like a bot, and how an operator helps it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ProtectionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ArquillianResource private URI root;

  private WebhookListener listener;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void startTheListener() throws IOException {
    listener = new WebhookListener();
  }

  @AfterEach
  void stopTheListener() {
    listener.close();
  }

  @Test
  void warnsThenBlocksAnAccountUntilTheOperatorForgivesIt() throws Exception {
    var operator = Api.operator(root);
    var account = operator.newAccount("Bot", "free");
    listen(account);
    var id = account.get("/v1/account").is(200).at("/account/id").asText();
    assertThat(account.get("/v1/account").at("/blocks/enabled").asBoolean()).isTrue();

    awaitOffence(operator, id, account, "/blocks/lastOffenceAt");
    awaitOffence(operator, id, account, "/blocks/current/until");

    var refused = account.get("/v1/sessions").is(403);
    assertThat(refused.code()).isEqualTo("account_blocked");
    assertThat(Long.parseLong(refused.header("Retry-After").orElseThrow())).isBetween(1L, 60L);
    var shown = account.get("/v1/account").is(200);
    assertThat(shown.at("/blocks/current/reason").asText()).isEqualTo("excessive_requests");
    assertThat(shown.at("/blocks/nextBlockSeconds").asInt()).isEqualTo(300);

    assertRefusedInEveryDialect(account);
    operator.call("POST", "/v1/operator/accounts/" + id + "/unblock", null).is(204);
    account.get("/v1/sessions").is(200);
    assertThat(account.get("/v1/account").at("/blocks/nextBlockSeconds").asInt()).isZero();
    assertThat(List.of(event(), event(), event()))
        .containsExactlyInAnyOrder("account.warned", "account.blocked", "account.unblocked");
  }

  private void listen(Api account) {
    var events = "[\"account.warned\",\"account.blocked\",\"account.unblocked\"]";
    account
        .post("/v1/webhooks", "{\"url\":\"%s\",\"events\":%s}".formatted(listener.url(), events))
        .is(201);
  }

  private String event() throws InterruptedException {
    return listener.take().json().path("type").asText();
  }

  /** Each in its own form; only the account itself is shown. */
  private static void assertRefusedInEveryDialect(Api account) {
    var session = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";
    var wallm = "/wallm/v1/sessions/" + session + "/messages/text";
    var walytic = "{\"sessionId\":\"919876543210\",\"to\":\"919999999999\",\"text\":\"x\"}";
    assertBlocked(account.post(wallm, "{\"to\":\"+966501234567\",\"text\":\"x\"}"), "/error/code");
    assertBlocked(account.post("/walytic/v1/messages", walytic), "/error/code");
    assertBlocked(account.get("/aulm/v1/sessions/" + session + "/status"), "/error/code");
    assertThat(
            assertBlocked(account.get("/wapi/api/status"), "/code").at("/success").asBoolean(true))
        .isFalse();
    assertThat(account.get("/wallawhats/phones").is(403).at("/error").isTextual()).isTrue();
    account.get("/wallm/v1/account").is(200);
  }

  private static Api.Response assertBlocked(Api.Response answer, String code) {
    assertThat(answer.is(403).at(code).asText()).isEqualToIgnoringCase("account_blocked");
    assertThat(answer.header("Retry-After")).isPresent();
    return answer;
  }

  @Test
  void neverBlocksTheOperatorsOwnAccount() {
    var blocks = Api.operator(root).get("/v1/account").is(200).at("/blocks");

    assertThat(blocks.path("enabled").asBoolean()).isFalse();
  }

  /** Exceeds the rate limit until the operator sees this field. */
  private static void awaitOffence(Api operator, String id, Api account, String field) {
    var end = Instant.now().plus(PATIENCE);
    var path = "/v1/operator/accounts/" + id;
    while (operator.get(path).at(field).isMissingNode()) {
      assertThat(Instant.now()).as("no %s", field).isBefore(end);
      for (int request = 0; request < 100; request++) {
        account.get("/v1/sessions");
      }
    }
    // The rate limit recovers in a minute; a plan with a higher one does not wait.
    operator.call("PATCH", path, "{\"plan\":\"enterprise\"}").is(200);
    account.get("/v1/account").is(200);
    operator.call("PATCH", path, "{\"plan\":\"free\"}").is(200);
  }
}
