package io.crier.x.activity;

import static io.crier.x.fake.Reference.replyTo;
import static io.crier.x.fake.Reference.reposting;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.watch.PushSource.Connection;
import io.crier.application.watch.PushSource.Followed;
import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.watch.PushSourceContract.RecordingListener;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUsername;
import io.crier.x.XFixture;
import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeX;
import io.crier.x.fake.FieldNames;
import io.crier.x.fake.SubscriptionShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivitiesTest {

  private final XFixture fixture = new XFixture();
  private final FakeX x = fixture.x;
  private final Activities activities = new Activities(fixture.api);

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource
  void readsSubscriptionsInEachShape(SubscriptionShape shape) {
    x.useShape(shape);
    var ada = account("ada");
    try (var connection = activities.open(new RecordingListener())) {
      follow(connection, ada);
      var all = x.subscriptions();
      assertThat(all)
          .containsExactlyInAnyOrder(
              "post.create " + ada.id().value(),
              "post.delete " + ada.id().value(),
              "profile.update.handle " + ada.id().value());

      x.clearRequests();
      follow(connection, ada);
      assertThat(x.requests(Endpoint.SUBSCRIPTIONS)).hasSize(1);

      follow(connection);
      assertThat(x.subscriptions()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsASingleSubscriptionInEachShape(SubscriptionShape shape) {
    x.useShape(shape);
    var ada = account("ada");
    x.addSubscription("post.create", ada.id());
    try (var connection = activities.open(new RecordingListener())) {
      follow(connection, ada);
      assertThat(x.subscriptions()).doesNotHaveDuplicates().hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsPostsWithEitherFieldNames(FieldNames names) {
    x.useFieldNames(names);
    var listener = new RecordingListener();
    try (var connection = connected(listener)) {
      follow(connection, account("ada"));
      var whole = "a long story, ".repeat(50);
      var first = x.post("ada", whole);
      var edited = x.edit(first, "a short one");

      assertThat(listener.next(Post.class).text()).isEqualTo(whole);
      var second = listener.next(Post.class);
      assertThat(second.id()).isEqualTo(edited);
      assertThat(second.root()).isEqualTo(first);
    }
  }

  @Test
  void reportsAllKindsOfPosts() {
    account("bob");
    var listener = new RecordingListener();
    try (var connection = connected(listener)) {
      follow(connection, account("ada"));
      var othersPost = x.post("bob", "hello");
      x.post("ada", "answer", replyTo(othersPost));
      x.post("ada", "", reposting(othersPost));

      assertThat(listener.next(Post.class).kind()).isEqualTo(Post.Kind.REPLY);
      assertThat(listener.next(Post.class).kind()).isEqualTo(Post.Kind.REPOST);
    }
  }

  @Test
  void reportsDeletionsAndRenames() {
    var listener = new RecordingListener();
    try (var connection = connected(listener)) {
      var ada = account("ada");
      follow(connection, ada);
      var posted = x.post("ada", "oh");
      listener.next(Post.class);

      x.delete(posted);
      assertThat(listener.next(PostId.class)).isEqualTo(posted);

      x.rename("ada", "lovelace");
      assertThat(listener.next())
          .isEqualTo(new RecordingListener.Renamed(ada.id(), new XUsername("lovelace")));
    }
  }

  @Test
  void followsOtherAuthorsWhenOneCannotBeFollowed() {
    var hidden = account("hidden");
    var ada = account("ada");
    x.setState("hidden", XAccountState.PROTECTED);
    try (var connection = activities.open(new RecordingListener())) {
      follow(connection, hidden, ada);
    }

    assertThat(x.subscriptions()).contains("post.create " + ada.id().value());
  }

  @Test
  void reportsWhenXRejectsAllSubscriptions() {
    x.fail(Endpoint.SUBSCRIPTIONS, 1, 200, "{\"meta\": {\"result_count\": 0}}");
    x.fail(
        Endpoint.SUBSCRIPTIONS,
        3,
        400,
        "{\"type\": \"https://api.x.com/2/problems/invalid-request\"}");
    try (var connection = activities.open(new RecordingListener())) {
      assertThat(connection.follow(List.of(new Followed(account("ada"), false, false))))
          .contains(new Trouble(XFault.REJECTED, Optional.empty()));
    }
  }

  @Test
  void stopsSubscribingAtTheRateLimit() {
    var authors = IntStream.range(0, 10).mapToObj(each -> account("a" + each)).toList();
    var wanted = authors.stream().map(each -> new Followed(each, false, false)).toList();
    x.limit(Endpoint.SUBSCRIPTIONS, 20);
    try (var connection = activities.open(new RecordingListener())) {
      assertThat(connection.follow(wanted))
          .contains(
              new Trouble(
                  XFault.RATE_LIMITED, Optional.of(XFixture.START.plus(Duration.ofMinutes(15)))));
      assertThat(x.subscriptions())
          .as("posts come first")
          .containsAll(authors.stream().map(it -> "post.create " + it.id().value()).toList());

      fixture.advance(Duration.ofMinutes(15));
      assertThat(connection.follow(wanted)).isEmpty();
      assertThat(x.subscriptions()).hasSize(30);
    }
  }

  @Test
  void followsOnlyPostsOfVeryManyAuthors() {
    x.limit(Endpoint.SUBSCRIPTIONS, 10_000);
    var authors =
        IntStream.range(0, activities.capacity()).mapToObj(each -> account("a" + each)).toList();
    try (var connection = activities.open(new RecordingListener())) {
      follow(connection, authors.toArray(XAccount[]::new));
    }

    assertThat(x.subscriptions())
        .hasSize(activities.capacity())
        .allMatch(it -> it.startsWith("post.create "));
  }

  private Connection connected(RecordingListener listener) {
    var connection = activities.open(listener);
    listener.next(RecordingListener.Connected.class);
    return connection;
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
                Stream.of(authors).map(each -> new Followed(each, false, false)).toList()))
        .isEmpty();
  }
}
