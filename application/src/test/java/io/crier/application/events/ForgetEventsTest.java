package io.crier.application.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ForgetEventsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Queue<Integer> forgotten = new ArrayDeque<>();
  private final List<Instant> asked = new ArrayList<>();
  private final ForgetEvents forgetEvents =
      new ForgetEvents(new Forgetful(), new InMemoryUnitOfWork(), () -> NOW, Duration.ofDays(30));

  @Test
  void deletesEventsPastTheirRetention() {
    forgotten.add(1);

    forgetEvents.forgetOld();

    assertThat(asked).containsExactly(NOW.minus(Duration.ofDays(30)));
  }

  @Test
  void continuesWhileStepsAreFull() {
    forgotten.addAll(List.of(10_000, 10_000, 9_999));

    forgetEvents.forgetOld();

    assertThat(asked).hasSize(3);
  }

  @Test
  void beginsNoFurtherStepOnceStopped() {
    forgotten.addAll(List.of(10_000, 10_000));
    forgetEvents.stop();

    forgetEvents.forgetOld();

    assertThat(asked).hasSize(1);
  }

  /** An outbox that can only delete. */
  private final class Forgetful implements Outbox {

    @Override
    public List<Published> about(AccountId account, MessageId message, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Published> after(AccountId account, long sequence, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long last(AccountId account) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Positioned> follow(long position, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int forget(Instant before, int limit) {
      asked.add(before);
      return forgotten.remove();
    }
  }
}
