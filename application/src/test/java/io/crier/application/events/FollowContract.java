package io.crier.application.events;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.events.Outbox.Positioned;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link Outbox#follow} guarantees to sinks that follow the events of all accounts. */
public interface FollowContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  Accounts accounts();

  Events events();

  Outbox outbox();

  UnitOfWork unitOfWork();

  @Test
  default void followsNothingBeforeTheFirstEvent() {
    open();

    assertThat(follow(0, 10)).isEmpty();
  }

  @Test
  default void followsEventsOfAllAccountsInOrder() {
    var one = open();
    var other = open();

    publish(event(one), event(other));
    var first = follow(0, 10);
    publish(event(other), event(one));
    var second = follow(end(first), 10);

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(2);
    assertThat(published(first)).containsAll(read(one).subList(0, 1));
    assertThat(published(second)).containsAll(read(one).subList(1, 2));
    var both = Stream.of(first, second).flatMap(List::stream).toList();
    assertThat(positions(both)).isSorted().doesNotHaveDuplicates();
    assertThat(follow(end(second), 10)).isEmpty();
  }

  @Test
  default void findsTheLastSequenceNumbersOfSeveralAccounts() {
    var one = open();
    var silent = open();
    var other = open();
    publish(event(one), event(other), event(one));

    var last = unitOfWork().execute(() -> outbox().last(List.of(one, silent)));

    assertThat(last).containsEntry(one, 2L).doesNotContainKey(other);
    assertThat(last.getOrDefault(silent, 0L)).isZero();
  }

  @Test
  default void readsTheSameAgainFromTheSamePosition() {
    var account = open();
    publish(event(account), event(account), event(open()));
    var first = follow(0, 10);
    publish(event(account), event(open()));

    assertThat(all(0, 10).subList(0, 3)).isEqualTo(first);
  }

  @Test
  default void continuesWithinOneUnitOfWork() {
    var account = open();
    publish(Collections.nCopies(5, event(account)));
    var all = follow(0, 10);

    assertThat(follow(0, 2)).isEqualTo(all.subList(0, 2));
    assertThat(follow(all.get(1).position(), 2)).isEqualTo(all.subList(2, 4));
    assertThat(follow(all.get(3).position(), 2)).isEqualTo(all.subList(4, 5));
  }

  @Test
  default void givesRolledBackEventsNoPosition() {
    var account = open();
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          events().publish(event(account));
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    publish(event(account));

    assertThat(published(follow(0, 10))).isEqualTo(read(account));
  }

  @Test
  default void skipsForgottenEventsAndNeverReusesTheirPositions() {
    var account = open();
    for (int i = 0; i < 4; i++) {
      publish(new WebhookEvent.Disabled(account, id(), "", NOON.plusSeconds(i)));
      follow(0, 10);
    }
    var before = all(0, 10);

    forget(NOON.plusSeconds(2));
    assertThat(all(0, 1)).isEqualTo(before.subList(2, 4));

    forget(NOON.plusSeconds(4));
    publish(event(account));
    assertThat(follow(0, 10))
        .singleElement()
        .satisfies(it -> assertThat(it.position()).isGreaterThan(end(before)));
  }

  @Test
  default void readsEachEventOnceInOrderWhileManyPublish() {
    var owners = List.of(open(), open(), open(), open());
    var publishers = 16;
    var publishing = new AtomicInteger(publishers);
    var tasks = new ArrayList<Callable<List<Positioned>>>();
    tasks.add(() -> followUntilDone(publishing));
    tasks.add(() -> followUntilDone(publishing));
    for (int i = 0; i < publishers; i++) {
      var random = new SplittableRandom(i);
      tasks.add(
          () -> {
            try {
              for (int unit = 0; unit < 12; unit++) {
                unitOfWork().run(() -> publishSome(owners, random));
              }
            } finally {
              publishing.decrementAndGet();
            }
            return List.of();
          });
    }

    var results = AtOnce.run(tasks);

    var seen = results.get(0);
    assertThat(results.get(1)).isEqualTo(seen);
    assertThat(positions(seen)).isSorted().doesNotHaveDuplicates();
    var sequences =
        published(seen).stream()
            .collect(
                groupingBy(it -> it.event().account(), mapping(Published::sequence, toList())));
    for (var owner : owners) {
      assertThat(sequences.get(owner))
          .isEqualTo(LongStream.rangeClosed(1, last(owner)).boxed().toList());
    }
  }

  /** Reads once more after the last publisher has finished, so that a missed event is detected. */
  private List<Positioned> followUntilDone(AtomicInteger publishing) {
    var seen = new ArrayList<Positioned>();
    boolean done;
    List<Positioned> page;
    do {
      done = publishing.get() == 0;
      page = follow(seen.isEmpty() ? 0 : end(seen), 20);
      seen.addAll(page);
    } while (!done || !page.isEmpty());
    return seen;
  }

  /** Publishes in units of work that take some time, and make changes long before they publish. */
  private void publishSome(List<AccountId> owners, SplittableRandom random) {
    var owner = owners.get(random.nextInt(owners.size()));
    if (random.nextInt(8) == 0) {
      events().publish(owners.stream().map(FollowContract::event).toList());
      return;
    }
    if (random.nextBoolean()) {
      accounts().setCredits(owner, Optional.of(random.nextLong(100)));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      read(owner, random.nextInt(20));
      events().publish(Collections.nCopies(random.nextInt(1, 4), event(owner)));
    }
    read(owner, random.nextInt(20));
  }

  private void read(AccountId owner, int times) {
    for (int i = 0; i < times; i++) {
      outbox().after(owner, 0, 1);
    }
  }

  private AccountId open() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private static DomainEvent event(AccountId account) {
    return new WebhookEvent.Disabled(account, id(), "", NOON);
  }

  private static WebhookId id() {
    return WebhookId.next(NOON);
  }

  private void publish(DomainEvent... events) {
    publish(List.of(events));
  }

  private void publish(List<DomainEvent> events) {
    unitOfWork().run(() -> events().publish(events));
  }

  private void forget(Instant before) {
    unitOfWork().run(() -> outbox().forget(before, 10));
  }

  private List<Positioned> follow(long position, int limit) {
    return unitOfWork().execute(() -> outbox().follow(position, limit));
  }

  private List<Positioned> all(long position, int limit) {
    var all = new ArrayList<>(follow(position, limit));
    for (var page = all; !page.isEmpty(); ) {
      page = new ArrayList<>(follow(end(all), limit));
      all.addAll(page);
    }
    return all;
  }

  private List<Published> read(AccountId account) {
    return unitOfWork().execute(() -> outbox().after(account, 0, 100));
  }

  private long last(AccountId account) {
    return unitOfWork().execute(() -> outbox().last(account));
  }

  private static long end(List<Positioned> page) {
    return page.getLast().position();
  }

  private static List<Published> published(List<Positioned> page) {
    return page.stream().map(Positioned::published).toList();
  }

  private static List<Long> positions(List<Positioned> page) {
    return page.stream().map(Positioned::position).toList();
  }
}
