package io.crier.bootstrap;

import static io.crier.bootstrap.SharedFakeX.X;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.x.fake.Endpoint;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Subscriptions of phones to authors on a fake X. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SubscriptionsIT {

  private static final String SUBSCRIPTIONS = "/v1/subscriptions";

  @ArquillianResource private URI root;

  private final int one = ThreadLocalRandom.current().nextInt(1_000_000);
  private final String phone = "+346120%06d".formatted(one);
  private final String author = "author_" + one;
  private Api api;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createPhoneAndAuthor() {
    api = Api.operator(root).newAccount("Blue Door Clinic");
    api.verifyPhone(phone, api.newConnectedSession("alerts", "+966500000001"));
  }

  @Test
  void subscribesAndUnsubscribesPhone() {
    var id = X.account(author);

    var created =
        api.post(
                SUBSCRIPTIONS,
                subscriptionRequest(
                    "\"@" + author.toUpperCase(Locale.ROOT) + "\", \"keywords\": [\"moon\"]"))
            .is(201);

    assertThat(created.at("/xUsername").asText()).isEqualTo(author);
    assertThat(created.at("/xUserId").asText()).isEqualTo(Long.toString(id.value()));
    assertThat(created.at("/xState").asText()).isEqualTo("active");
    assertThat(created.at("/phoneNumber").asText()).isEqualTo(phone);
    assertThat(created.at("/keywords/0").asText()).isEqualTo("moon");
    assertThat(created.at("/includeReplies").asBoolean()).isFalse();
    assertThat(created.at("/textMode").asText()).isEqualTo("excerpt");
    assertThat(created.at("/active").asBoolean()).isTrue();
    var location = created.header("Location").orElseThrow();
    var path = SUBSCRIPTIONS + "/" + created.at("/id").asText();
    assertThat(location).endsWith(path);
    assertThat(api.get(path).is(200).text()).isEqualTo(created.text());
    assertThat(api.get(SUBSCRIPTIONS).is(200).at("/items/0").toString()).isEqualTo(created.text());
    assertThat(problem(api.post(SUBSCRIPTIONS, subscriptionRequest("\"" + author + "\"")).is(409)))
        .isEqualTo("already_subscribed");

    api.call("DELETE", path, null).is(204);
    assertThat(problem(api.get(path).is(404))).isEqualTo("subscription_not_found");
    assertThat(api.get(SUBSCRIPTIONS).is(200).at("/items")).isEmpty();
  }

  @Test
  void deactivatesSubscriptionOfDeletedPhone() {
    X.account(author);
    var created = api.post(SUBSCRIPTIONS, subscriptionRequest("\"" + author + "\"")).is(201);

    api.call("DELETE", "/v1/phones/" + phone, null).is(204);

    var shown = api.get(SUBSCRIPTIONS + "/" + created.at("/id").asText()).is(200);
    assertThat(shown.at("/active").asBoolean()).isFalse();
  }

  @Test
  void rejectsAnUnknownAuthor() {
    assertThat(problem(api.post(SUBSCRIPTIONS, subscriptionRequest("\"" + author + "\"")).is(404)))
        .isEqualTo("x_account_not_found");
    X.fail(Endpoint.USER_BY_USERNAME, 1, 503, "");

    var unavailable = api.post(SUBSCRIPTIONS, subscriptionRequest("\"" + author + "_\"")).is(503);

    assertThat(problem(unavailable)).isEqualTo("x_unavailable");
    assertThat(unavailable.header("Retry-After")).isPresent();
  }

  private String subscriptionRequest(String username) {
    return "{\"phoneNumber\":\"" + phone + "\", \"xUsername\": " + username + "}";
  }

  private static String problem(Api.Response answer) {
    return answer.at("/code").asText();
  }
}
