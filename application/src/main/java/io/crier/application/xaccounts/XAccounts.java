package io.crier.application.xaccounts;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** All authors ever looked up, and the progress of those that are watched. */
public interface XAccounts {

  /** The author who had this name at the last lookup. */
  Optional<Known> find(XUsername username);

  Optional<Known> find(XUserId id);

  /**
   * An author as X described the account.
   *
   * @param asOf when that was
   */
  record Known(XAccount account, Instant asOf) {}

  /**
   * Stores X's description of an author. For a known id only the description changes; if another
   * author had the same name, that author no longer has it.
   */
  void keep(XAccount account, Instant asOf);

  /**
   * Starts watching the author from that post on, unless the author is already watched. Called with
   * each new subscription.
   */
  void watch(XUserId author, PostId from, Instant nextPollAt);

  /** The authors with subscribers. */
  List<Watched> watched();

  /**
   * A watched author, and what its subscribers want.
   *
   * @param subscribers active subscriptions
   * @param replies whether any of them wants replies to others
   * @param reposts whether any of them wants reposts
   */
  record Watched(Watch watch, int subscribers, boolean replies, boolean reposts) {}

  /** The authors that the account is subscribed to, with its own subscriptions only. */
  List<Watched> watched(AccountId account);

  /** The watches of these authors, if they were ever watched. */
  List<Watch> watches(Collection<XUserId> authors);

  /** Stores the progress of authors; never moves a watermark back. */
  void save(Collection<Watch> watches);
}
