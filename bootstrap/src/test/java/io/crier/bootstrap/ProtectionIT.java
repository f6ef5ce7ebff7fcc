package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an account sees that behaves like a bot, and how an operator helps it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ProtectionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void warnsThenBlocksAnAccountUntilTheOperatorForgivesIt() {
    var operator = Api.operator(root);
    var account = operator.newAccount("Bot", "free");
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

    operator.call("POST", "/v1/operator/accounts/" + id + "/unblock", null).is(204);
    account.get("/v1/sessions").is(200);
    assertThat(account.get("/v1/account").at("/blocks/nextBlockSeconds").asInt()).isZero();
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
