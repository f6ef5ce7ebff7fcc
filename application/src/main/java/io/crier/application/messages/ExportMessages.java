package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.TOO_MANY_EXPORTS;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.messages.FindMessages.Listed;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.MessageId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Exports messages page by page; on each node only some exports run at a time. */
public final class ExportMessages {

  private static final int PAGE = 500;
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final FindMessages findMessages;
  private final Limits limits;

  /** How many run for each account; guarded by this. */
  private final Map<AccountId, Integer> running = new HashMap<>();

  public ExportMessages(FindMessages findMessages, Limits limits) {
    this.findMessages = findMessages;
    this.limits = limits;
  }

  /**
   * How many exports may run at a time.
   *
   * @param perAccount on this node
   * @param inAll on this node, for all accounts
   */
  public record Limits(int perAccount, int inAll) {}

  /** Reads the first page; close the export once it is not needed any more. */
  public Export begin(Actor actor, Messages.Filter filter) {
    actor.require(Role.READ);
    enter(actor.accountId());
    try {
      return new Export(actor, filter);
    } catch (RuntimeException | Error e) {
      leave(actor.accountId());
      throw e;
    }
  }

  private synchronized void enter(AccountId account) {
    var inAll = running.values().stream().mapToInt(Integer::intValue).sum();
    if (inAll >= limits.inAll() || running.getOrDefault(account, 0) >= limits.perAccount()) {
      throw new Refused(TOO_MANY_EXPORTS, RETRY);
    }
    running.merge(account, 1, Integer::sum);
  }

  private synchronized void leave(AccountId account) {
    running.computeIfPresent(account, (id, others) -> others == 1 ? null : others - 1);
  }

  /** An export that is running. */
  public final class Export implements AutoCloseable {

    private final Actor actor;
    private final Messages.Filter filter;
    private final Slice<Listed> first;
    private boolean closed;

    private Export(Actor actor, Messages.Filter filter) {
      this.actor = actor;
      this.filter = filter;
      this.first = page(Optional.empty());
    }

    public Slice<Listed> first() {
      return first;
    }

    /** The page after one that has more behind it. */
    public Slice<Listed> after(Slice<Listed> page) {
      return page(Optional.of(page.items().getLast().message().id()));
    }

    private Slice<Listed> page(Optional<MessageId> after) {
      return findMessages.list(actor, filter, after, PAGE);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        leave(actor.accountId());
      }
    }
  }
}
