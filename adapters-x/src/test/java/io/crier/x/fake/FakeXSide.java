package io.crier.x.fake;

import static io.crier.x.fake.Reference.quoting;
import static io.crier.x.fake.Reference.replyTo;
import static io.crier.x.fake.Reference.reposting;

import io.crier.application.xaccounts.XSide;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUsername;
import java.util.Optional;

/** Controls the fake X on behalf of the contract tests. */
public final class FakeXSide implements XSide {

  private final FakeX x;

  public FakeXSide(FakeX x) {
    this.x = x;
    x.account("somebody");
  }

  @Override
  public XAccount account(String username) {
    return new XAccount(
        x.account(username),
        new XUsername(username),
        Optional.empty(),
        Optional.empty(),
        XAccountState.ACTIVE);
  }

  @Override
  public void changeState(XAccount account, XAccountState state) {
    x.setState(account.username().value(), state);
  }

  @Override
  public void rename(XAccount account, String username) {
    x.rename(account.username().value(), username);
  }

  @Override
  public PostId post(XAccount author, Post.Kind kind, String text) {
    var name = author.username().value();
    return switch (kind) {
      case ORIGINAL -> x.post(name, text);
      case QUOTE -> x.post(name, text, quoting(postOfSomebody()));
      case REPLY -> x.post(name, text, replyTo(postOfSomebody()));
      case REPOST -> x.post(name, text, reposting(postOfSomebody()));
      case THREAD -> x.post(name, text, replyTo(x.newestPost(name)));
    };
  }

  private PostId postOfSomebody() {
    return x.post("somebody", "a post of another author");
  }

  @Override
  public PostId edit(PostId post, String text) {
    return x.edit(post, text);
  }

  @Override
  public void heartbeat() {
    x.heartbeat();
  }

  @Override
  public void breakStreams() {
    x.closeStreams();
  }
}
