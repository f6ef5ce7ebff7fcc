package io.crier.application;

import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_INVALID;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_IN_USE;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_REUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.AnswerOnce.KeyedRequest;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerOnceTest {

  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final AccountId OTHER = new AccountId(new UUID(0, 2));
  private static final KeyedRequest REQUEST = new KeyedRequest("order-7", "fingerprint");

  private Instant now = Instant.parse("2026-01-31T09:30:00Z");
  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final AnswerOnce answerOnce =
      new AnswerOnce(new InMemoryReplays(unitOfWork), unitOfWork, () -> now);

  @Test
  void runsTheFirstRequest() {
    assertThat(answerOnce.begin(ACCOUNT, REQUEST)).isEmpty();
  }

  @Test
  void replaysTheFirstAnswer() {
    done();

    assertThat(answerOnce.begin(ACCOUNT, REQUEST))
        .hasValueSatisfying(
            replay -> {
              assertThat(replay.status()).isEqualTo(201);
              assertThat(replay.body()).isEqualTo("{}");
            });
    assertThat(answerOnce.begin(ACCOUNT, REQUEST)).isPresent();
  }

  @Test
  void rejectsAnotherRequestUnderTheSameKey() {
    done();

    assertRefused(
        IDEMPOTENCY_KEY_REUSED,
        () -> answerOnce.begin(ACCOUNT, new KeyedRequest("order-7", "another")));
  }

  @Test
  void rejectsARepeatWhileTheFirstIsRunning() {
    answerOnce.begin(ACCOUNT, REQUEST);

    assertRefused(IDEMPOTENCY_KEY_IN_USE, () -> answerOnce.begin(ACCOUNT, REQUEST));
  }

  @Test
  void allowsAFailedRequestToBeRepeated() {
    answerOnce.begin(ACCOUNT, REQUEST);
    answerOnce.end(ACCOUNT, REQUEST);

    assertThat(answerOnce.begin(ACCOUNT, REQUEST)).isEmpty();
  }

  @Test
  void keepsTheKeysOfAccountsApart() {
    done();

    assertThat(answerOnce.begin(OTHER, REQUEST)).isEmpty();
  }

  @Test
  void freesAKeyAfterADay() {
    done();
    now = now.plus(Duration.ofHours(24)).plusMillis(1);

    assertThat(answerOnce.begin(ACCOUNT, REQUEST)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "tab\t", "é"})
  void requiresVisibleAscii(String key) {
    assertRefused(IDEMPOTENCY_KEY_INVALID, () -> new KeyedRequest(key, "fingerprint"));
  }

  @Test
  void limitsKeysTo255Characters() {
    assertThat(new KeyedRequest("k".repeat(255), "fingerprint").key()).hasSize(255);
    assertRefused(IDEMPOTENCY_KEY_INVALID, () -> new KeyedRequest("k".repeat(256), "fingerprint"));
  }

  private void done() {
    answerOnce.begin(ACCOUNT, REQUEST);
    answerOnce.keep(ACCOUNT, REQUEST, 201, "{}");
    answerOnce.end(ACCOUNT, REQUEST);
  }

  private static void assertRefused(Problem problem, ThrowingCallable call) {
    assertThat(catchThrowableOfType(Refused.class, call).problem()).isEqualTo(problem);
  }
}
