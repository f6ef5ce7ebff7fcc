package io.crier.application.watch;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.xaccounts.XDirectoryContract;
import io.crier.application.xaccounts.XFault;
import io.crier.application.xaccounts.XSide;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class InMemoryXTest implements PullSourceContract, PushSourceContract, XDirectoryContract, XSide {

  private final InMemoryX x =
      new InMemoryX(
          new InMemoryUnitOfWork(), InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z")));
  private final Map<PostId, Post> posts = new HashMap<>();
  private long lastId;

  @Override
  public InMemoryX source() {
    return x;
  }

  @Override
  public InMemoryX directory() {
    return x;
  }

  @Override
  public XSide x() {
    return this;
  }

  @Override
  public XAccount account(String username) {
    return x.add(
        new XAccount(
            new XUserId(++lastId),
            new XUsername(username),
            Optional.empty(),
            Optional.empty(),
            XAccountState.ACTIVE));
  }

  @Override
  public void changeState(XAccount account, XAccountState state) {
    x.change(account, state);
  }

  @Override
  public void rename(XAccount account, String username) {
    x.rename(account, new XUsername(username));
  }

  @Override
  public PostId post(XAccount author, Post.Kind kind, String text) {
    return kept(x.post(author, kind, text));
  }

  @Override
  public PostId edit(PostId post, String text) {
    return kept(x.edit(posts.get(post), text));
  }

  private PostId kept(Post post) {
    posts.put(post.id(), post);
    return post.id();
  }

  @Override
  public void heartbeat() {
    x.heartbeat();
  }

  @Override
  public void breakStreams() {
    x.breakStream(new Trouble(XFault.UNAVAILABLE, Optional.empty()));
  }
}
