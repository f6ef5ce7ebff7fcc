package io.crier.application.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.requests.RequestPools.Exchange;
import io.crier.application.requests.RequestPools.Grant;
import io.crier.domain.requests.RequestLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link RequestPools} promises, in memory or in a database. */
public interface RequestPoolsContract {

  /** So slow that nothing returns while a test runs. */
  RequestLimit LIMIT = new RequestLimit(60, Duration.ofDays(1_000));

  RequestPools requestPools();

  UnitOfWork unitOfWork();

  @Test
  default void isFullBeforeItIsUsed() {
    var grant = exchange(new Exchange("one", LIMIT, 0, 10)).get("one");

    assertThat(grant.requests()).isEqualTo(10);
    assertThat(grant.left()).isEqualTo(50);
  }

  @Test
  default void givesWhatIsLeftAndThenNothing() {
    var granted = 0;
    for (var time = 0; time < 20; time++) {
      granted += exchange(new Exchange("one", LIMIT, 0, 1_000)).get("one").requests();
    }

    assertThat(granted).isEqualTo(60);
  }

  @Test
  default void takesBackWhatIsNotNeeded() {
    exchange(new Exchange("one", LIMIT, 0, 30));

    assertThat(exchange(new Exchange("one", LIMIT, 20, 0)).get("one").left()).isBetween(50.0, 50.1);
    assertThat(exchange(new Exchange("one", LIMIT, 20, 0)).get("one").left()).isEqualTo(60);
  }

  @Test
  default void remembersDebts() {
    var grant = exchange(new Exchange("one", LIMIT, -80, 10)).get("one");

    assertThat(grant.requests()).isZero();
    assertThat(grant.left()).isEqualTo(-20);
    assertThat(exchange(new Exchange("one", LIMIT, 0, 10)).get("one").left())
        .isBetween(-20.0, -19.9);
  }

  @Test
  default void exchangesSeveralAtOnce() {
    var grants = exchange(new Exchange("one", LIMIT, -50, 2), new Exchange("other", LIMIT, 0, 40));

    assertThat(grants.get("one").requests()).isEqualTo(2);
    assertThat(grants.get("other").requests()).isEqualTo(30);
  }

  @Test
  default void appliesAChangedLimit() {
    exchange(new Exchange("one", LIMIT, 0, 0));

    var lower = new RequestLimit(10, LIMIT.per());
    assertThat(exchange(new Exchange("one", lower, 0, 0)).get("one").left()).isEqualTo(10);
  }

  @Test
  default void forgetsPoolsThatNobodyUses() {
    exchange(new Exchange("one", LIMIT, 0, 30));

    unitOfWork().run(() -> requestPools().forget(Duration.ofHours(1)));
    assertThat(exchange(new Exchange("one", LIMIT, 0, 0)).get("one").left()).isLessThan(31);

    unitOfWork().run(() -> requestPools().forget(Duration.ofHours(-1)));
    assertThat(exchange(new Exchange("one", LIMIT, 0, 0)).get("one").left()).isEqualTo(60);
  }

  private Map<String, Grant> exchange(Exchange... exchanges) {
    return unitOfWork().execute(() -> requestPools().exchange(List.of(exchanges)));
  }
}
