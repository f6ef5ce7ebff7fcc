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
import io.crier.x.Setting;
import io.crier.x.fake.Dialect;
import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeX;
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

  private final Setting setting = new Setting();
  private final FakeX x = setting.x;
  private final Activities activities = new Activities(setting.api);

  @AfterEach
  void close() {
    setting.close();
  }

  @ParameterizedTest
  @EnumSource
  void subscriptionsAreUnderstoodInEachShape(FakeX.Shape shape) {
    x.shape(shape);
    var ada = account("ada");
    try (var connection = activities.open(new RecordingListener())) {
      follow(connection, ada);
      var all = x.subscriptions();
      assertThat(all)
          .containsExactlyInAnyOrder(
              "post.create " + ada.id().value(),
              "post.delete " + ada.id().value(),
              "profile.update.handle " + ada.id().value());

      x.forgetAsked();
      follow(connection, ada);
      assertThat(x.asked(Endpoint.SUBSCRIPTIONS)).hasSize(1);

      follow(connection);
      assertThat(x.subscriptions()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneSubscriptionAloneIsUnderstoodInEachShape(FakeX.Shape shape) {
    x.shape(shape);
    var ada = account("ada");
    x.subscribe("post.create", ada.id());
    try (var connection = activities.open(new RecordingListener())) {
      follow(connection, ada);
      assertThat(x.subscriptions()).doesNotHaveDuplicates().hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void postsAreReadByEitherNames(Dialect dialect) {
    x.speak(dialect);
    var heard = new RecordingListener();
    try (var connection = connected(heard)) {
      follow(connection, account("ada"));
      var whole = "a long story, ".repeat(50);
      var first = x.post("ada", whole);
      var edited = x.edit(first, "a short one");

      assertThat(heard.next(Post.class).text()).isEqualTo(whole);
      var second = heard.next(Post.class);
      assertThat(second.id()).isEqualTo(edited);
      assertThat(second.root()).isEqualTo(first);
    }
  }

  @Test
  void reportsAllKindsOfPosts() {
    account("bob");
    var heard = new RecordingListener();
    try (var connection = connected(heard)) {
      follow(connection, account("ada"));
      var theirs = x.post("bob", "hello");
      x.post("ada", "answer", replyTo(theirs));
      x.post("ada", "", reposting(theirs));

      assertThat(heard.next(Post.class).kind()).isEqualTo(Post.Kind.REPLY);
      assertThat(heard.next(Post.class).kind()).isEqualTo(Post.Kind.REPOST);
    }
  }

  @Test
  void reportsDeletionsAndRenames() {
    var heard = new RecordingListener();
    try (var connection = connected(heard)) {
      var ada = account("ada");
      follow(connection, ada);
      var posted = x.post("ada", "oh");
      heard.next(Post.class);

      x.delete(posted);
      assertThat(heard.next(PostId.class)).isEqualTo(posted);

      x.rename("ada", "lovelace");
      assertThat(heard.next())
          .isEqualTo(new RecordingListener.Renamed(ada.id(), new XUsername("lovelace")));
    }
  }

  @Test
  void anAuthorWhoCannotBeFollowedDoesNotBlockOthers() {
    var hidden = account("hidden");
    var ada = account("ada");
    x.become("hidden", XAccountState.PROTECTED);
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
                  XFault.RATE_LIMITED, Optional.of(Setting.START.plus(Duration.ofMinutes(15)))));
      assertThat(x.subscriptions())
          .as("posts come first")
          .containsAll(authors.stream().map(it -> "post.create " + it.id().value()).toList());

      setting.pass(Duration.ofMinutes(15));
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

  private Connection connected(RecordingListener heard) {
    var connection = activities.open(heard);
    heard.next(RecordingListener.Connected.class);
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
