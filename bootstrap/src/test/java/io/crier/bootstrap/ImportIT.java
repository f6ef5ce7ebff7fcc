package io.crier.bootstrap;

import static io.crier.bootstrap.SharedFakeX.X;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The import of docs/moving-in.md, and what a client of WallaWhats finds afterwards. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ImportIT {

  @ArquillianResource private URI root;

  private final String author = "elon_" + ThreadLocalRandom.current().nextInt(1_000_000);

  private Api operator;
  private Api account;
  private String id;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void openAccount() {
    operator = Api.operator(root);
    account = operator.newAccount("Jane", "business");
    id = account.get("/v1/account").at("/account/id").asText();
    X.account(author);
  }

  @Test
  void takesOverKeysPhonesAndSubscriptionsOnce() {
    var first = operator.post("/v1/import", body(id)).is(200).json();
    var second = operator.post("/v1/import", body(id)).is(200).json();

    assertThat(results(first)).containsExactly("created", "created", "created");
    assertThat(results(second)).containsExactly("existing", "existing", "existing");
    assertThat(second.findValues("key")).isEmpty();
    var client = new Api(root, first.at("/apiKeys/0/key").asText());
    var phones = client.get("/wallawhats/phones").is(200);
    assertThat(phones.at("/count").asInt()).isOne();
    assertThat(phones.at("/phones/0/status").asText()).isEqualTo("verified");
    assertThat(phones.at("/phones/0/displayName").asText()).isEqualTo("Work");
    var subscriptions = client.get("/wallawhats/subscriptions").is(200);
    assertThat(subscriptions.at("/count").asInt()).isOne();
    assertThat(subscriptions.at("/subscriptions/0/xUsername").asText()).isEqualTo(author);
    assertThat(subscriptions.at("/subscriptions/0/isActive").asBoolean()).isTrue();
    assertThat(account.get("/wallawhats/apikeys").json()).hasSize(2);
  }

  @Test
  void letsOnlyOperatorsVouchForPhonesAndNameAccounts() {
    var own = "{\"phones\":[{\"phoneNumber\":\"+966501234567\",\"verified\":%s}]}";

    assertThat(account.post("/v1/import", body(id)).is(403).code()).isEqualTo("operator_required");
    assertThat(account.post("/v1/import", own.formatted(true)).is(403).code())
        .isEqualTo("operator_required");
    account.post("/v1/import", own.formatted(false)).is(200);
    assertThat(account.get("/wallawhats/phones").at("/phones/0/status").asText())
        .isEqualTo("pending_verification");
  }

  private static List<String> results(JsonNode imported) {
    return imported.findValuesAsText("result");
  }

  private String body(String id) {
    return """
        {
          "accountId": "%s",
          "apiKeys": [{"name": "CI server", "role": "send"}],
          "phones": [{"phoneNumber": "+966501234567", "displayName": "Work", "verified": true}],
          "subscriptions": [{"xUsername": "%s", "phoneNumber": "+966501234567", "keywords": ["launch"]}]
        }
        """
        .formatted(id, author);
  }
}
