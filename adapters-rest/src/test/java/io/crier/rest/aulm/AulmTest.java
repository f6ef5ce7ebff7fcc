package io.crier.rest.aulm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.sending.SendNow.Outcome;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.RequestProblem;
import io.crier.domain.accounts.AccountProblem;
import io.crier.domain.apikeys.ApiKeyProblem;
import io.crier.domain.media.MediaProblem;
import io.crier.domain.messages.MessageProblem;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionProblem;
import io.crier.rest.door.ProblemDetails;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AulmTest {

  private final Aulm aulm = new Aulm();

  @Test
  void answersTheDocumentedCodeAndStatus() {
    assertRendered(RequestProblem.INVALID_JSON, 400, "invalid_json");
    assertRendered(SessionProblem.INVALID_PHONE_NUMBER, 400, "invalid_request");
    assertRendered(MediaProblem.MEDIA_UNREACHABLE, 400, "invalid_request");
    assertRendered(MediaProblem.MEDIA_TOO_LARGE, 400, "invalid_request");
    assertRendered(ApiKeyProblem.API_KEY_EXPIRED, 401, "api_key_expired");
    assertRendered(AccountProblem.ACCOUNT_DEACTIVATED, 401, "account_deactivated");
    assertRendered(SessionProblem.SESSION_DISABLED, 403, "session_disabled");
    assertRendered(SessionProblem.SESSION_NOT_FOUND, 404, "session_not_found");
    assertRendered(SessionProblem.NOT_CONNECTED, 409, "session_not_ready");
    assertRendered(AccountProblem.TRIAL_QUOTA_EXCEEDED, 429, "trial_quota_exceeded");
    assertRendered(MessageProblem.UNPACED_NOT_ALLOWED, 429, "unpaced_not_allowed");
    assertRendered(RequestProblem.OVERLOADED, 503, "service_unavailable");
  }

  @Test
  void answersAnOutcomeOfWhatsAppWithItsCode() {
    assertOutcome(new Outcome.TimedOut(), 504, "messaging_service_timeout");
    assertOutcome(
        new Outcome.Unreachable(Fault.NOT_CONNECTED), 502, "messaging_service_unreachable");
    assertOutcome(new Outcome.Failed(), 502, "messaging_service_error");
    assertOutcome(new Outcome.Rejected(Fault.CONTENT_REFUSED), 400, "invalid_request");
    var overloaded = new Outcome.Overloaded(Duration.ofSeconds(60));
    assertOutcome(overloaded, 503, "service_unavailable");
    assertThat(ErrorView.of(overloaded).headers()).containsEntry("Retry-After", "60");
  }

  @ParameterizedTest
  @CsvSource({"Bearer crl_1,crl_1", "bearer  crl_1 ,crl_1", "Bearer,''", "'Bearer ',''"})
  void readsTheKeyFromTheBearerScheme(String header, String key) {
    assertThat(aulm.key(name -> header)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YTpi", "crl_1", "Bearercrl_1", ""})
  void rejectsOtherSchemes(String header) {
    assertThat(refusal(header).problem()).isEqualTo(ApiKeyProblem.INVALID_AUTHORIZATION);
    assertThat(refusal(null).problem()).isEqualTo(ApiKeyProblem.MISSING_AUTHORIZATION);
  }

  @Test
  void lets429AlwaysSayWhenToRetry() {
    var problem = details(MessageProblem.UNPACED_NOT_ALLOWED);

    assertThat(aulm.render(problem, Optional.empty()).headers()).containsKey("Retry-After");
    assertThat(aulm.render(problem, Optional.of(Duration.ofSeconds(7))).headers())
        .containsEntry("Retry-After", "7");
  }

  @Test
  void acceptsOnlyUuidsAsRequestIds() {
    assertThat(aulm.acceptsRequestId("01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")).isTrue();
    assertThat(aulm.acceptsRequestId("order-12345678")).isFalse();
  }

  private Refused refusal(String header) {
    return catchThrowableOfType(Refused.class, () -> aulm.key(name -> header));
  }

  private static ProblemDetails details(Problem problem) {
    return ProblemDetails.of(new Refused(problem), "id");
  }

  private void assertRendered(Problem problem, int status, String code) {
    var rendered = aulm.render(details(problem), Optional.empty());

    assertThat(rendered.status()).isEqualTo(status);
    assertThat(rendered.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, problem.message()));
  }

  private static void assertOutcome(Outcome outcome, int status, String code) {
    var rendered = ErrorView.of(outcome);

    assertThat(rendered.status()).isEqualTo(status);
    assertThat(rendered.body()).startsWith("{\"error\":{\"code\":\"" + code + "\",\"message\":");
  }
}
