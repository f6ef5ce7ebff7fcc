package io.crier.application.xaccounts;

import static java.util.stream.Collectors.groupingBy;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Authors in memory. */
public final class InMemoryXAccounts implements XAccounts {

  private final InMemoryTable<XUserId, Row> table;
  private final Supplier<List<Subscription>> subscriptions;
  private Runnable onWatched = () -> {};

  private record Row(Known known, Optional<String> nameKey, Optional<Watch> watch) {

    Row(XAccount account, Instant asOf) {
      this(new Known(account, asOf), Optional.of(account.username().key()), Optional.empty());
    }

    Row without(String key) {
      return new Row(known, nameKey.filter(it -> !it.equals(key)), watch);
    }

    Row with(Watch other) {
      return new Row(known, nameKey, Optional.of(other));
    }

    Optional<Watch> current() {
      return watch.map(it -> it.describedAs(known.account()));
    }
  }

  /**
   * @param subscriptions all subscriptions, read within a unit of work
   */
  public InMemoryXAccounts(
      InMemoryUnitOfWork unitOfWork, Supplier<List<Subscription>> subscriptions) {
    this.table = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    this.subscriptions = subscriptions;
  }

  @Override
  public Optional<Known> find(XUsername username) {
    return table.all(row -> row.nameKey().filter(username.key()::equals).isPresent()).stream()
        .map(Row::known)
        .findFirst();
  }

  @Override
  public Optional<Known> find(XUserId id) {
    return table.get(id).map(Row::known);
  }

  @Override
  public void keep(XAccount account, Instant asOf) {
    var key = account.username().key();
    table.all().forEach(row -> table.put(row.known().account().id(), row.without(key)));
    var described = new Row(account, asOf);
    table.put(
        account.id(),
        table.get(account.id()).flatMap(Row::watch).map(described::with).orElse(described));
  }

  @Override
  public void watch(XUserId author, PostId from, Instant nextPollAt) {
    var row = table.get(author).orElseThrow();
    var watched =
        active().stream().anyMatch(it -> it.author().equals(author) && from.isAfter(it.since()));
    if (row.watch().isEmpty() || !watched) {
      var begun = Watch.from(row.known().account(), from, nextPollAt);
      table.put(
          author, row.with(row.watch().map(it -> begun.readTo(it.watermark())).orElse(begun)));
    }
  }

  /** Runs this while all watched authors are being read. */
  public void whileReadingWatched(Runnable work) {
    onWatched = work;
  }

  @Override
  public List<Watched> watched() {
    onWatched.run();
    return watched(active());
  }

  @Override
  public List<Watched> watched(AccountId account) {
    return watched(active().stream().filter(it -> it.account().equals(account)).toList());
  }

  private List<Watched> watched(List<Subscription> wanted) {
    var byAuthor = wanted.stream().collect(groupingBy(Subscription::author));
    return table.all().stream()
        .flatMap(row -> row.current().stream())
        .filter(watch -> byAuthor.containsKey(watch.account().id()))
        .map(watch -> watched(watch, byAuthor.get(watch.account().id())))
        .toList();
  }

  private static Watched watched(Watch watch, List<Subscription> of) {
    return new Watched(
        watch,
        of.size(),
        of.stream().anyMatch(it -> it.filter().replies()),
        of.stream().anyMatch(it -> it.filter().reposts()));
  }

  @Override
  public List<Watch> watches(Collection<XUserId> authors) {
    return table.get(authors.stream().distinct().sorted().toList()).stream()
        .flatMap(row -> row.current().stream())
        .toList();
  }

  @Override
  public void save(Collection<Watch> watches) {
    for (var watch : watches) {
      var id = watch.account().id();
      table
          .get(id)
          .filter(row -> row.watch().isPresent())
          .ifPresent(
              row -> table.put(id, row.with(watch.readTo(row.watch().orElseThrow().watermark()))));
    }
  }

  private List<Subscription> active() {
    return subscriptions.get().stream().filter(Subscription::active).toList();
  }
}
