package io.crier.application.xaccounts;

import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;

/** What a test does on X's side of a source, for the contracts of sources and directories. */
public interface XSide {

  XAccount account(String username);

  void changeState(XAccount account, XAccountState state);

  void rename(XAccount account, String username);

  /** Publishes a post; a reply, quote or repost refers to a post of some other author. */
  PostId post(XAccount author, Post.Kind kind, String text);

  PostId edit(PostId post, String text);

  /** Streams send a heartbeat. */
  void heartbeat();

  /** Streams break. */
  void breakStreams();
}
