package io.crier.application;

import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_INVALID;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_IN_USE;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_REUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.AnswerOnce.Stamp;
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
  private static final Stamp STAMP = new Stamp("order-7", "fingerprint");

  private Instant now = Instant.parse("2026-01-31T09:30:00Z");
  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final AnswerOnce answerOnce =
      new AnswerOnce(new InMemoryReplays(unitOfWork), unitOfWork, () -> now);

  @Test
  void runsTheFirstRequest() {
    assertThat(answerOnce.begin(ACCOUNT, STAMP)).isEmpty();
  }

  @Test
  void replaysTheFirstAnswer() {
    done();

    assertThat(answerOnce.begin(ACCOUNT, STAMP))
        .hasValueSatisfying(
            replay -> {
              assertThat(replay.status()).isEqualTo(201);
              assertThat(replay.body()).isEqualTo("{}");
            });
    assertThat(answerOnce.begin(ACCOUNT, STAMP)).isPresent();
  }

  @Test
  void rejectsAnotherRequestUnderTheSameKey() {
    done();

    assertRefused(
        IDEMPOTENCY_KEY_REUSED, () -> answerOnce.begin(ACCOUNT, new Stamp("order-7", "another")));
  }

  @Test
  void rejectsARepeatWhileTheFirstIsRunning() {
    answerOnce.begin(ACCOUNT, STAMP);

    assertRefused(IDEMPOTENCY_KEY_IN_USE, () -> answerOnce.begin(ACCOUNT, STAMP));
  }

  @Test
  void allowsAFailedRequestToBeRepeated() {
    answerOnce.begin(ACCOUNT, STAMP);
    answerOnce.end(ACCOUNT, STAMP);

    assertThat(answerOnce.begin(ACCOUNT, STAMP)).isEmpty();
  }

  @Test
  void keepsTheKeysOfAccountsApart() {
    done();

    assertThat(answerOnce.begin(OTHER, STAMP)).isEmpty();
  }

  @Test
  void freesAKeyAfterADay() {
    done();
    now = now.plus(Duration.ofHours(24)).plusMillis(1);

    assertThat(answerOnce.begin(ACCOUNT, STAMP)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "tab\t", "é"})
  void requiresVisibleAscii(String key) {
    assertRefused(IDEMPOTENCY_KEY_INVALID, () -> new Stamp(key, "fingerprint"));
  }

  @Test
  void limitsKeysTo255Characters() {
    assertThat(new Stamp("k".repeat(255), "fingerprint").key()).hasSize(255);
    assertRefused(IDEMPOTENCY_KEY_INVALID, () -> new Stamp("k".repeat(256), "fingerprint"));
  }

  private void done() {
    answerOnce.begin(ACCOUNT, STAMP);
    answerOnce.keep(ACCOUNT, STAMP, 201, "{}");
    answerOnce.end(ACCOUNT, STAMP);
  }

  private static void assertRefused(Problem problem, ThrowingCallable call) {
    assertThat(catchThrowableOfType(Refused.class, call).problem()).isEqualTo(problem);
  }
}
