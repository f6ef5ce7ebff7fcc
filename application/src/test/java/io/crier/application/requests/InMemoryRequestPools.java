package io.crier.application.requests;

import static java.util.stream.Collectors.toMap;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.requests.RequestPool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/** Pools in memory; the given clock represents the database's. */
public final class InMemoryRequestPools implements RequestPools {

  private final InMemoryTable<String, RequestPool> pools;
  private final InstantSource clock;
  private int exchanges;

  public InMemoryRequestPools(InMemoryUnitOfWork unitOfWork, InstantSource clock) {
    this.pools = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    this.clock = clock;
  }

  /** How often a node has exchanged something. */
  int exchanges() {
    return exchanges;
  }

  @Override
  public Map<String, Grant> exchange(Collection<Exchange> all) {
    exchanges++;
    return all.stream().collect(toMap(Exchange::bucket, this::exchange));
  }

  private Grant exchange(Exchange exchange) {
    var now = clock.instant();
    var limit = exchange.limit();
    var pool =
        pools
            .get(exchange.bucket())
            .orElseGet(() -> RequestPool.full(limit, now))
            .at(limit, now)
            .with(limit, exchange.returned());
    var granted = pool.grant(limit, exchange.wanted());
    pools.put(exchange.bucket(), pool.with(limit, -granted));
    return new Grant(granted, pool.left() - granted);
  }

  @Override
  public void forget(Duration unused) {
    var before = clock.instant().minus(unused);
    pools
        .keys(bucket -> pools.get(bucket).orElseThrow().at().isBefore(before))
        .forEach(pools::remove);
  }
}
