package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The limits of plans, credits and requests in the API of WallaWhats; {@link WallaWhatsIT} walks
 * through the rest of its reference, and lists what it promises.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WallaWhatsLimitsIT {

  private static final String PHONE = "{\"phoneNumber\":\"+34612345678\"}";

  @ArquillianResource private URI root;

  private Api user;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void openAccountWithAlertSender() {
    user = Api.operator(root).newAccount("Jane", "business");
    var sender = user.newConnectedSession("alerts", "+966590000003");
    user.call("PUT", "/v1/account/alert-sender", "{\"sessionId\":\"" + sender + "\"}").is(200);
  }

  @Test
  void sharesEverythingAmongTheKeysOfAnAccount() {
    var other = new Api(root, createKey("other").at("/apiKey").asText());
    post("/phones", PHONE).is(200);

    assertThat(other.get("/wallawhats/user/profile").is(200).text())
        .isEqualTo(user.get("/wallawhats/user/profile").is(200).text());
    assertThat(other.get("/wallawhats/phones").at("/count").asInt()).isOne();
    assertThat(other.get("/wallawhats/apikeys").json()).hasSize(2);
  }

  @Test
  void allowsAsManyKeysAsThePlan() {
    for (int more = 2; more <= 5; more++) {
      createKey("key " + more);
    }

    var answer = post("/apikeys", "{\"name\":\"one too many\"}").is(400);

    assertThat(answer.text()).isEqualTo("{\"error\":\"api key limit reached\"}");
  }

  @Test
  void answers402WithoutCredits() {
    var account = user.get("/v1/account").at("/account/id").asText();
    var credits = "/v1/operator/accounts/" + account + "/credits";
    Api.operator(root).call("PUT", credits, "{\"left\":0}").is(200);

    assertThat(post("/phones", PHONE).is(402).text())
        .isEqualTo("{\"error\":\"not enough credits\"}");
  }

  @Test
  void limitsRequestsByKey() {
    var other = new Api(root, createKey("other").at("/apiKey").asText());
    var answer = user.get("/wallawhats/user/profile").is(200);
    for (int more = 1; answer.status() == 200; more++) {
      assertThat(more).isLessThan(10_000);
      answer = user.get("/wallawhats/user/profile");
    }

    assertThat(answer.is(429).text()).isEqualTo("{\"error\":\"rate limit exceeded\"}");
    assertThat(answer.header("Retry-After")).hasValue("1");
    other.get("/wallawhats/user/profile").is(200);
  }

  private Api.Response createKey(String name) {
    return post("/apikeys", "{\"name\":\"" + name + "\"}").is(201);
  }

  private Api.Response post(String path, String body) {
    return user.post("/wallawhats" + path, body);
  }
}
