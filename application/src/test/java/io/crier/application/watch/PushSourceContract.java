package io.crier.application.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.watch.PushSource.Connection;
import io.crier.application.watch.PushSource.Followed;
import io.crier.application.watch.PushSource.Listener;
import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.xaccounts.XFault;
import io.crier.application.xaccounts.XSide;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.Post.Kind;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link PushSource} promises. */
public interface PushSourceContract {

  PushSource source();

  XSide x();

  /** Records what is reported, except for heartbeats. */
  final class RecordingListener implements Listener {

    private static final int SECONDS = 60;

    public record Connected() {}

    public record Renamed(XUserId author, XUsername username) {}

    private final BlockingQueue<Object> calls = new LinkedBlockingQueue<>();
    private final Runnable signsOfLife;

    public RecordingListener() {
      this(() -> {});
    }

    /**
     * @param signsOfLife run at each heartbeat
     */
    public RecordingListener(Runnable signsOfLife) {
      this.signsOfLife = signsOfLife;
    }

    @Override
    public void connected() {
      calls.add(new Connected());
    }

    @Override
    public void alive() {
      signsOfLife.run();
    }

    @Override
    public void posted(Post post) {
      calls.add(post);
    }

    @Override
    public void deleted(PostId post) {
      calls.add(post);
    }

    @Override
    public void renamed(XUserId author, XUsername username) {
      calls.add(new Renamed(author, username));
    }

    @Override
    public void lost(Trouble trouble) {
      calls.add(trouble);
    }

    /** Waits for the next report. */
    public Object next() {
      try {
        var next = calls.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("the next report").isNotNull();
        return next;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    public <T> T next(Class<T> type) {
      var next = next();
      assertThat(next).isInstanceOf(type);
      return type.cast(next);
    }

    /** The reports that have not been read yet. */
    public List<Object> rest() {
      return List.copyOf(calls);
    }
  }

  @Test
  default void reportsPostsOfFollowedAuthorsOnly() {
    var ada = x().account("ada");
    var bob = x().account("bob");
    var listener = new RecordingListener();
    try (var connection = connect(listener)) {
      follow(connection, ada);
      x().post(bob, Kind.ORIGINAL, "not asked for");
      var posted = x().post(ada, Kind.ORIGINAL, "asked for");

      var post = listener.next(Post.class);

      assertThat(post.id()).isEqualTo(posted);
      assertThat(post.author()).isEqualTo(ada.id());
      assertThat(post.text()).isEqualTo("asked for");
    }
  }

  @Test
  default void stopsReportingUnfollowedAuthors() {
    var ada = x().account("ada");
    var bob = x().account("bob");
    var listener = new RecordingListener();
    try (var connection = connect(listener)) {
      follow(connection, ada, bob);
      follow(connection, bob);
      x().post(ada, Kind.ORIGINAL, "no more");
      var posted = x().post(bob, Kind.ORIGINAL, "still");

      assertThat(listener.next(Post.class).id()).isEqualTo(posted);
    }
  }

  @Test
  default void reportsThreadsAndQuotesByDefault() {
    var ada = x().account("ada");
    var listener = new RecordingListener();
    try (var connection = connect(listener)) {
      follow(connection, ada);
      for (var kind : List.of(Kind.ORIGINAL, Kind.QUOTE, Kind.THREAD)) {
        x().post(ada, kind, kind.name());
        assertThat(listener.next(Post.class).kind()).isEqualTo(kind);
      }
    }
  }

  @Test
  default void reportsRepliesAndRepostsOnRequest() {
    var ada = x().account("ada");
    var listener = new RecordingListener();
    try (var connection = connect(listener)) {
      assertThat(connection.follow(List.of(new Followed(ada, true, true)))).isEmpty();
      for (var kind : Kind.values()) {
        x().post(ada, kind, kind.name());
        assertThat(listener.next(Post.class).kind()).isEqualTo(kind);
      }
    }
  }

  @Test
  default void acceptsAuthorsBeforeItIsConnected() {
    var ada = x().account("ada");
    var listener = new RecordingListener();
    try (var connection = source().open(listener)) {
      assertThat(connection.follow(List.of(new Followed(ada, false, false)))).isEmpty();
      x().heartbeat();
      listener.next(RecordingListener.Connected.class);
      var posted = x().post(ada, Kind.ORIGINAL, "hello");

      assertThat(listener.next(Post.class).id()).isEqualTo(posted);
    }
  }

  @Test
  default void reportsABrokenStreamOnce() {
    var listener = new RecordingListener();
    var connection = connect(listener);

    x().breakStreams();

    assertThat(listener.next(Trouble.class).fault()).isEqualTo(XFault.UNAVAILABLE);
    connection.close();
    assertThat(listener.rest()).isEmpty();
  }

  @Test
  default void reportsNothingAfterClosing() {
    var ada = x().account("ada");
    var before = new RecordingListener();
    var connection = connect(before);
    follow(connection, ada);

    connection.close();
    connection.close();

    var after = new RecordingListener();
    try (var next = connect(after)) {
      follow(next, ada);
      var posted = x().post(ada, Kind.ORIGINAL, "hello");
      assertThat(after.next(Post.class).id()).isEqualTo(posted);
      assertThat(before.rest()).isEmpty();
    }
  }

  /** Opens a connection, and retries while X still counts the closed one as open. */
  private Connection connect(RecordingListener listener) {
    for (var attempt = 0; attempt < 5; attempt++) {
      var connection = source().open(listener);
      x().heartbeat();
      var first = listener.next();
      if (first instanceof RecordingListener.Connected) {
        return connection;
      }
      assertThat(first).isEqualTo(new Trouble(XFault.TOO_MANY_CONNECTIONS, Optional.empty()));
    }
    throw new AssertionError("X takes closed connections for open ones");
  }

  private static void follow(Connection connection, XAccount... authors) {
    assertThat(
            connection.follow(
                Stream.of(authors).map(each -> new Followed(each, false, false)).toList()))
        .isEmpty();
  }
}
