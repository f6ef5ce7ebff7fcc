package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.x.fake.FakeX;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The way of a post from a pretended X to a phone. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class XAccountsIT {

  @ArquillianResource private URI root;

  private final int one = ThreadLocalRandom.current().nextInt(1_000_000);
  private final String phone = "+346121%06d".formatted(one);
  private final String author = "poster_" + one;
  private FakeX x;
  private Api api;
  private String session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void aPhoneThatFollowsAnAuthor() {
    x = new FakeX(InstantSource.system(), Integer.getInteger("test.x.port"));
    // Each pretended X begins to count anew: authors of other tests must not be taken for this one.
    IntStream.range(0, 50).forEach(other -> x.account("other_" + other));
    x.account(author);
    api = Api.operator(root).newAccount("Blue Door Clinic");
    session = api.newConnectedSession("alerts", "+966500000001");
    api.verifyPhone(phone, session);
  }

  @AfterEach
  void endOfX() {
    x.close();
  }

  @Test
  void aPostReachesThePhoneAndTheWatchOverItsAuthorIsSeen() {
    x.post(author, "from before");
    api.post(
            "/v1/subscriptions",
            "{\"phoneNumber\":\"" + phone + "\", \"xUsername\": \"" + author + "\"}")
        .is(201);
    x.post(author, "the first alert");

    api.until(
        "/v1/notifications", it -> it.at("/items/0/status").asText().matches("delivered|read"));

    var inbox = api.get("/simulator/sessions/" + session + "/inbox").is(200).at("/items");
    assertThat(StreamSupport.stream(inbox.spliterator(), false))
        .extracting(message -> message.at("/body").asText())
        .filteredOn(body -> body.contains(author))
        .singleElement()
        .asString()
        .contains("the first alert");
    api.until("/v1/x-accounts", it -> it.at("/items/0").has("lastCheckedAt"));
    var watched = api.get("/v1/x-accounts").is(200).at("/items/0");
    assertThat(watched.at("/username").asText()).isEqualTo(author);
    assertThat(watched.at("/state").asText()).isEqualTo("active");
    assertThat(watched.at("/lastPostAt").asText()).isNotEmpty();
    assertThat(watched.at("/stale").asBoolean()).isFalse();
    assertThat(watched.at("/subscriptions").asInt()).isEqualTo(1);
  }
}
