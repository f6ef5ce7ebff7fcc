package io.crier.rest.wallawhats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.Actor;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.RequestProblem;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountProblem;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyProblem;
import io.crier.domain.apikeys.KeyHash;
import io.crier.domain.apikeys.KeyPrefix;
import io.crier.domain.phones.PhoneProblem;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RatePolicy.TokenBucket;
import io.crier.rest.door.RateRule;
import io.crier.rest.door.Rendered;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WallaWhatsTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void answersTheDocumentedTextAndStatus() {
    assertRendered(PhoneProblem.CODE_EXPIRED, 400, "code expired");
    assertRendered(PhoneProblem.INVALID_CODE, 400, "invalid code");
    assertRendered(PhoneProblem.PHONE_NOT_FOUND, 404, "phone not found");
    assertRendered(AccountProblem.NO_CREDIT_LEFT, 402, "not enough credits");
    assertRendered(ApiKeyProblem.API_KEY_EXPIRED, 401, "missing or invalid API key");
    assertRendered(AccountProblem.RATE_LIMITED, 429, "rate limit exceeded");
  }

  @Test
  void answersTheDetailOfOtherProblems() {
    var problem = new Refused(RequestProblem.INVALID_REQUEST, "code: is required");
    var rendered = new WallaWhats().render(ProblemDetails.of(problem, "id"), Optional.empty());

    assertThat(rendered.body()).isEqualTo("{\"error\":\"code is required\"}");
    assertThat(rendered.status()).isEqualTo(400);
    assertThat(rendered.contentType()).isEqualTo("application/json");
    assertThat(rendered.headers()).isEmpty();
  }

  @Test
  void allowsFortyRequestsAtOnceAndTwentyASecondByKey() {
    var account = Account.open("Jane", PlanName.PRO, NOON);
    var first = rule(account, "crl_4fZq91bT");
    var second = rule(account, "crl_00000000");

    assertThat(first.policy()).isEqualTo(new TokenBucket(40, Duration.ofSeconds(2)));
    assertThat(first.bucket()).isNotEqualTo(second.bucket());
  }

  private static RateRule rule(Account account, String prefix) {
    var key =
        new ApiKey(
            new KeyPrefix(prefix),
            account.id(),
            "CI server",
            new KeyHash(new byte[32]),
            ApiKey.Role.ADMIN,
            false,
            Set.of(),
            NOON,
            NOON.plus(ApiKey.DEFAULT_LIFETIME),
            Optional.empty(),
            Optional.empty());
    return new WallaWhats().rateRule(Actor.of(account, key));
  }

  @Test
  void answersHowLongToWait() {
    var problem = ProblemDetails.of(new Refused(AccountProblem.RATE_LIMITED), "id");

    var rendered = new WallaWhats().render(problem, Optional.of(Duration.ofMillis(1_001)));

    assertThat(rendered.headers()).containsEntry("Retry-After", "2");
  }

  @ParameterizedTest
  @EnumSource(PhoneProblem.class)
  void answersOnlyDocumentedStatuses(PhoneProblem problem) {
    var status = rendered(problem).status();

    assertThat(status).isIn(400, 401, 402, 403, 404, 429, 503);
  }

  @Test
  void readsTimesInMilliseconds() {
    assertThat(Fields.time("from", "1745000000000"))
        .contains(Instant.parse("2025-04-18T18:13:20Z"));
    assertThat(Fields.time("from", "")).isEmpty();
    assertThat(Fields.time("from", null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "1.5", "99999999999999999999", "9223372036854775807", "-1"})
  void refusesOtherTimes(String text) {
    var refused = catchThrowableOfType(Refused.class, () -> Fields.time("from", text));

    assertThat(refused.problem()).isEqualTo(RequestProblem.INVALID_REQUEST);
    assertThat(refused).hasMessageStartingWith("from");
  }

  private static void assertRendered(Problem problem, int status, String text) {
    var rendered = rendered(problem);

    assertThat(rendered.status()).isEqualTo(status);
    assertThat(rendered.body()).isEqualTo("{\"error\":\"" + text + "\"}");
  }

  private static Rendered rendered(Problem problem) {
    return new WallaWhats().render(ProblemDetails.of(new Refused(problem), "id"), Optional.empty());
  }
}
