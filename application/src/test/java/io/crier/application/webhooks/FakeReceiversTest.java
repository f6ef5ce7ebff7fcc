package io.crier.application.webhooks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.InMemoryUnitOfWork;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeReceiversTest implements ReceiversContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final FakeReceivers receivers = new FakeReceivers(unitOfWork);

  @Override
  public Receivers receivers() {
    return receivers;
  }

  @Override
  public URI answering(int status, Optional<String> retryAfter, String body) {
    var url = URI.create("https://receiver.test/hook");
    var wait = retryAfter.filter(text -> text.matches("\\d+")).map(Long::valueOf);
    receivers.at(
        url,
        post ->
            wait.map(seconds -> FakeReceivers.answer(status, Duration.ofSeconds(seconds)))
                .orElseGet(() -> FakeReceivers.answer(status, body)));
    return url;
  }

  @Override
  public URI unreachable() {
    return URI.create("https://nobody.test/hook");
  }

  @Override
  public URI forbidden() {
    return URI.create("https://forbidden.test/hook");
  }

  @Test
  void rejectsPostsInsideAUnitOfWork() {
    assertThatThrownBy(() -> unitOfWork.run(() -> receivers.post(null, null, 1, NOW)))
        .isInstanceOf(IllegalStateException.class);
  }
}
