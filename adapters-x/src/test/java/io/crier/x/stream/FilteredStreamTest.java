package io.crier.x.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.watch.PushSource.Connection;
import io.crier.application.watch.PushSource.Followed;
import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.watch.PushSourceContract.RecordingListener;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUsername;
import io.crier.x.XFixture;
import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeX;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilteredStreamTest {

  private final XFixture fixture = new XFixture();
  private final FakeX x = fixture.x;
  private final FilteredStream stream = new FilteredStream(fixture.api);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void reportsHeartbeatsOnlyAsAlive() throws InterruptedException {
    var alive = new CountDownLatch(3);
    var listener = new RecordingListener(alive::countDown);
    try (var connection = stream.open(listener)) {
      listener.next(RecordingListener.Connected.class);
      x.heartbeat();
      x.heartbeat();
      x.heartbeat();

      assertThat(alive.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(listener.rest()).isEmpty();
      assertThat(connection.follow(List.of())).isEmpty();
    }
  }

  @Test
  void reportsARepeatedMessageTwice() {
    x.repeatMessages(true);
    var listener = new RecordingListener();
    try (var connection = stream.open(listener)) {
      listener.next(RecordingListener.Connected.class);
      follow(connection, account("ada"));
      x.post("ada", "hello");

      assertThat(listener.next(Post.class)).isEqualTo(listener.next(Post.class));
      assertThat(x.meter().posts()).isEqualTo(1);
    }
  }

  @Test
  void skipsMalformedLines() {
    var listener = new RecordingListener();
    try (var connection = stream.open(listener)) {
      listener.next(RecordingListener.Connected.class);
      follow(connection, account("ada"));
      x.writeToStreams("{\"data\": {\"id\": \"seven\"");
      x.writeToStreams("[]");
      var posted = x.post("ada", "hello");

      assertThat(listener.next(Post.class).id()).isEqualTo(posted);
    }
  }

  @Test
  void reportsLossWhenXEndsTheStream() {
    var listener = new RecordingListener();
    try (var connection = stream.open(listener)) {
      listener.next(RecordingListener.Connected.class);
      assertThat(connection).isNotNull();
      x.writeToStreams(
          """
          {"errors": [{"title": "operational-disconnect", "disconnect_type": "UpstreamFailure",
          "type": "https://api.twitter.com/2/problems/operational-disconnect"}]}\
          """
              .replace("\n", " "));

      assertThat(listener.next(Trouble.class).fault()).isEqualTo(XFault.UNAVAILABLE);
    }
  }

  @Test
  void closesOtherConnectionsWhenThereAreTooMany() {
    var first = new RecordingListener();
    var second = new RecordingListener();
    try (var one = stream.open(first)) {
      first.next(RecordingListener.Connected.class);
      try (var two = stream.open(second)) {
        assertThat(second.next(Trouble.class).fault()).isEqualTo(XFault.TOO_MANY_CONNECTIONS);
        assertThat(first.next(Trouble.class).fault()).isEqualTo(XFault.UNAVAILABLE);
        assertThat(List.of(one, two)).isNotEmpty();
      }
    }
    assertThat(x.requests(Endpoint.CONNECTIONS)).hasSize(1);

    var third = new RecordingListener();
    try (var three = stream.open(third)) {
      third.next(RecordingListener.Connected.class);
      assertThat(three).isNotNull();
    }
  }

  @Test
  void reportsWhenItMayConnectAgain() {
    x.limit(Endpoint.STREAM, 0);
    var listener = new RecordingListener();
    try (var connection = stream.open(listener)) {
      assertThat(connection).isNotNull();
      assertThat(listener.next(Trouble.class))
          .isEqualTo(
              new Trouble(
                  XFault.RATE_LIMITED, Optional.of(XFixture.START.plus(Duration.ofMinutes(15)))));
    }
    assertThat(x.requests(Endpoint.CONNECTIONS)).isEmpty();
  }

  @Test
  void reportsLossWhenTheStreamDoesNotOpenInTime() {
    x.hold(Endpoint.STREAM);
    var listener = new RecordingListener();
    try (var api = fixture.withTimeout(Duration.ofMillis(1));
        var connection = new FilteredStream(api).open(listener)) {
      assertThat(connection).isNotNull();
      assertThat(listener.next(Trouble.class).fault()).isEqualTo(XFault.UNAVAILABLE);
    }
  }

  @Test
  void opensNoStreamWithoutAToken() {
    var listener = new RecordingListener();
    try (var api = fixture.withToken("");
        var connection = new FilteredStream(api).open(listener)) {
      assertThat(listener.next(Trouble.class).fault()).isEqualTo(XFault.UNAUTHORIZED);
      assertThat(connection.follow(List.of()))
          .contains(new Trouble(XFault.UNAUTHORIZED, Optional.empty()));
    }
  }

  @Test
  void changesOnlyRulesThatDiffer() {
    x.addRule("from:somebody");
    var listener = new RecordingListener();
    try (var connection = stream.open(listener)) {
      var ada = account("ada");
      follow(connection, ada);
      assertThat(x.rules())
          .containsExactly("(from:ada) -is:retweet -is:reply", "(from:ada to:ada)");

      x.clearRequests();
      follow(connection, ada);
      assertThat(x.requests(Endpoint.RULES)).hasSize(1);
      assertThat(x.requests(Endpoint.CHANGE_RULES)).isEmpty();

      follow(connection);
      assertThat(x.rules()).isEmpty();
    }
  }

  @Test
  void replacesTheRuleAfterARename() {
    var listener = new RecordingListener();
    try (var connection = stream.open(listener)) {
      listener.next(RecordingListener.Connected.class);
      var ada = account("ada");
      follow(connection, ada);
      x.rename("ada", "lovelace");
      follow(connection, ada.named(new XUsername("lovelace")));
      var posted = x.post("lovelace", "hello");

      assertThat(listener.next(Post.class).id()).isEqualTo(posted);
    }
  }

  @Test
  void acceptsDuplicateRules() {
    var ada = account("ada");
    x.addRule("(from:ada) -is:retweet -is:reply");
    x.addRule("(from:ada to:ada)");
    x.fail(Endpoint.RULES, 1, 200, "{\"meta\": {\"result_count\": 0}}");
    try (var connection = stream.open(new RecordingListener())) {
      follow(connection, ada);
    }
    assertThat(x.requests(Endpoint.CHANGE_RULES)).hasSize(1);
  }

  @Test
  void reportsRejectedRules() {
    x.fail(
        Endpoint.CHANGE_RULES,
        1,
        200,
        "{\"errors\": [{\"type\": \"https://api.x.com/2/problems/invalid-rules\"}]}");
    try (var connection = stream.open(new RecordingListener())) {
      assertThat(connection.follow(List.of(new Followed(account("ada"), false, false))))
          .contains(new Trouble(XFault.REJECTED, Optional.empty()));
    }
  }

  @Test
  void reportsForbiddenAccess() {
    x.fail(Endpoint.RULES, 1, 403, "{\"type\": \"https://api.x.com/2/problems/client-forbidden\"}");
    try (var connection = stream.open(new RecordingListener())) {
      assertThat(connection.follow(List.of()))
          .contains(new Trouble(XFault.FORBIDDEN, Optional.empty()));
    }
  }

  @Test
  void packsManyAuthorsIntoFewRulesAndRequests() {
    var all = new ArrayList<XAccount>();
    IntStream.range(0, 6_000).forEach(each -> all.add(account("author_%08d".formatted(each))));
    try (var connection = stream.open(new RecordingListener())) {
      follow(connection, all.toArray(XAccount[]::new));
    }

    assertThat(x.rules().stream().filter(rule -> rule.startsWith("(from:author_00000000 OR")))
        .hasSize(1);
    assertThat(x.rules().size()).as("one for 41 authors, one for the threads of 22").isEqualTo(420);
    assertThat(x.requests(Endpoint.CHANGE_RULES)).hasSize(5);
  }

  @Test
  void omitsThreadsOfVeryManyAuthors() {
    var all = new ArrayList<XAccount>();
    IntStream.range(0, 20_000).forEach(each -> all.add(account("author_%08d".formatted(each))));
    try (var connection = stream.open(new RecordingListener())) {
      follow(connection, all.toArray(XAccount[]::new));
    }

    assertThat(x.rules().size()).as("one for 41 authors").isEqualTo(488);
  }

  private XAccount account(String username) {
    return new XAccount(
        x.account(username),
        new XUsername(username),
        Optional.empty(),
        Optional.empty(),
        XAccountState.ACTIVE);
  }

  private static void follow(Connection connection, XAccount... authors) {
    assertThat(
            connection.follow(
                List.of(authors).stream().map(each -> new Followed(each, false, false)).toList()))
        .isEmpty();
  }
}
