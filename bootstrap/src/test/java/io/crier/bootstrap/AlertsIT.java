package io.crier.bootstrap;

import static io.crier.bootstrap.SharedFakeX.X;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.x.fake.Reference;
import java.net.URI;
import java.util.ArrayList;
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

/** The whole path of an alert, from a post on a fake X to the phone. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AlertsIT {

  private static final String SENDER = "+966590000001";

  @ArquillianResource private URI root;

  private final String phone =
      "+9665013%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));

  private Api api;
  private String sender;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createAccountWithVerifiedPhone() {
    api = Api.operator(root).newAccount("Falcon News");
    sender = api.newConnectedSession("alerts", SENDER);
    api.verifyPhone(phone, sender);
  }

  @Test
  void deliversPostAndReportsItRead() {
    var author = author("falcon");
    X.post(author, "before anybody asked");
    var subscription = subscribe(author);

    var post = X.post(author, "أهلا from X 🦅");

    var alert = inbox(2).getLast();
    assertThat(alert.path("to").asText()).isEqualTo(phone);
    assertThat(alert.path("body").asText())
        .contains(author, "أهلا from X 🦅", "/status/" + post.value());
    var notification =
        api.until("/v1/notifications", it -> it.at("/items/0/status").asText().equals("read"));
    assertThat(notification.at("/items")).hasSize(1);
    assertThat(notification.at("/items/0/postId").asText()).isEqualTo("" + post.value());
    assertThat(notification.at("/items/0/subscriptionId").asText()).isEqualTo(subscription);
    assertThat(notification.at("/items/0/waMessageId").asText())
        .isEqualTo(alert.path("id").asText());
    assertThat(api.get("/v1/messages").is(200).at("/items")).isEmpty();
  }

  @Test
  void skipsUnwantedPostsAndEdits() {
    var author = author("osprey");
    subscribe(author);

    var other = X.post(author("eagle"), "what somebody else said");
    X.post(author, "@eagle yes", Reference.replyTo(other));
    X.post(author, "RT @eagle: what somebody else said", Reference.reposting(other));
    var post = X.post(author, "a typpo");
    X.edit(post, "a typo");
    var last = X.post(author, "the last word");

    var notifications = inbox(3).subList(1, 3);
    assertThat(notifications)
        .extracting(it -> it.path("body").asText())
        .satisfiesExactly(
            first -> assertThat(first).contains("a ty"),
            second -> assertThat(second).contains("/status/" + last.value()));
    api.until("/v1/notifications", it -> it.at("/items/0/status").asText().equals("read"));
    assertThat(api.get("/v1/notifications").is(200).at("/items")).hasSize(2);
  }

  @Test
  void showsThatAuthorsAreWatched() {
    var author = author("kestrel");
    subscribe(author);

    X.post(author, "here I am");

    var watched = api.until("/v1/x-accounts", it -> it.at("/items/0/lastPostAt").isTextual());

    assertThat(watched.at("/items/0/username").asText()).isEqualTo(author);
    assertThat(watched.at("/items/0/state").asText()).isEqualTo("active");
    assertThat(watched.at("/items/0/lastCheckedAt").isTextual()).isTrue();
    assertThat(watched.at("/items/0/stale").asBoolean()).isFalse();
    assertThat(watched.at("/items/0/subscriptions").asInt()).isEqualTo(1);
  }

  @Test
  void rejectsUnknownAuthor() {
    var answer = api.post("/v1/subscriptions", subscriptionRequest("nobody_at_all")).is(404);

    assertThat(answer.at("/code").asText()).isEqualTo("x_account_not_found");
  }

  @Test
  void stopsAlertsOfDeletedPhone() {
    var author = author("merlin");
    var subscription = subscribe(author);

    api.call("DELETE", "/v1/phones/" + phone, null).is(204);

    assertThat(api.get("/v1/subscriptions/" + subscription).is(200).at("/active").asBoolean())
        .isFalse();
    assertThat(api.get("/v1/x-accounts").is(200).at("/items")).isEmpty();
  }

  @Test
  void cancelsQueuedAlertsOfDeletedSubscription() {
    var author = author("hobby");
    var subscription = subscribe(author);
    api.post("/v1/sessions/" + sender + "/pause", null).is(200);
    X.post(author, "too late");
    api.until("/v1/notifications", it -> it.at("/items/0/waMessageId").isTextual());

    api.call("DELETE", "/v1/subscriptions/" + subscription, null).is(204);

    var notifications = api.get("/v1/notifications").is(200);
    assertThat(notifications.at("/items/0/status").asText()).isEqualTo("cancelled");
    api.post("/v1/sessions/" + sender + "/resume", null).is(200);
    api.post("/v1/messages", Api.text(sender, phone, "next in the queue")).is(202);
    assertThat(inbox(2).get(1).path("body").asText()).isEqualTo("next in the queue");
  }

  @Test
  void movesQueuedAlertsOfDeletedSender() {
    var operator = Api.operator(root);
    api.call("DELETE", "/v1/account/alert-sender", null).is(204);
    var first = api.newConnectedSession("first", "+966590000002");
    operator.post("/v1/operator/alert-senders", sessionId(first)).is(201);
    var author = author("buzzard");
    subscribe(author);
    api.post("/v1/sessions/" + first + "/pause", null).is(200);
    X.post(author, "whichever sender");
    api.until("/v1/notifications", it -> it.at("/items/0/waMessageId").isTextual());
    operator.post("/v1/operator/alert-senders", sessionId(sender)).is(201);

    api.call("DELETE", "/v1/sessions/" + first, null).is(204);

    assertThat(inbox(2).getLast().path("body").asText()).contains("whichever sender");
    operator.call("DELETE", "/v1/operator/alert-senders/" + sender, null).is(204);
  }

  private static String sessionId(String session) {
    return "{\"sessionId\":\"%s\"}".formatted(session);
  }

  /** Each test has its own author, because all share one server and one X. */
  private String author(String name) {
    var username = name + "_" + Long.toString(System.nanoTime() % 1_000_000, 36);
    X.account(username);
    return username;
  }

  private String subscribe(String author) {
    return api.post("/v1/subscriptions", subscriptionRequest(author)).is(201).at("/id").asText();
  }

  private String subscriptionRequest(String author) {
    return "{\"xUsername\":\"%s\",\"phoneNumber\":\"%s\"}".formatted(author, phone);
  }

  /** What reached WhatsApp, once there are at least this many messages. */
  private List<JsonNode> inbox(int count) {
    var found =
        api.until(
            "/simulator/sessions/" + sender + "/inbox", it -> it.at("/items").size() >= count);
    var items = new ArrayList<JsonNode>();
    found.at("/items").forEach(items::add);
    return items;
  }
}
