package io.crier.rest.wapi;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.crier.domain.media.MediaProblem;
import io.crier.domain.messages.MessageProblem;
import io.crier.domain.sessions.SessionProblem;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RatePolicy.FixedWindow;
import io.crier.rest.door.RateRule;
import io.crier.rest.door.Rendered;
import io.crier.rest.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WapiTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void answersTheDocumentedStatusAndCode() {
    assertRendered(RequestProblem.INVALID_JSON, 400, "VALIDATION_ERROR");
    assertRendered(RequestProblem.INVALID_REQUEST, 422, "VALIDATION_ERROR");
    assertRendered(MessageProblem.INVALID_TEXT, 422, "VALIDATION_ERROR");
    for (var problem :
        new ApiKeyProblem[] {
          ApiKeyProblem.MISSING_AUTHORIZATION,
          ApiKeyProblem.INVALID_AUTHORIZATION,
          ApiKeyProblem.INVALID_API_KEY,
          ApiKeyProblem.API_KEY_REVOKED,
          ApiKeyProblem.API_KEY_EXPIRED
        }) {
      assertRendered(problem, 401, "UNAUTHORIZED");
    }
    assertRendered(ApiKeyProblem.ROLE_REQUIRED, 403, "ADMIN_REQUIRED");
    assertRendered(MessageProblem.RECIPIENT_NOT_ON_WHATSAPP, 404, "RECIPIENT_NOT_FOUND");
    assertRendered(SessionProblem.SESSION_NOT_FOUND, 404, "SESSION_NOT_FOUND");
    assertRendered(ApiKeyProblem.API_KEY_NOT_FOUND, 404, "KEY_NOT_FOUND");
    assertRendered(SessionProblem.ALREADY_LINKED, 409, "ALREADY_CONNECTED");
    assertRendered(MediaProblem.MEDIA_TOO_LARGE, 413, "UPLOAD_ERROR");
    assertRendered(MediaProblem.MEDIA_TYPE_NOT_ALLOWED, 415, "MEDIA_TYPE_UNSUPPORTED");
    assertRendered(MediaProblem.MEDIA_UNREACHABLE, 400, "MEDIA_FETCH_FAILED");
    assertRendered(MediaProblem.MEDIA_URL_BLOCKED, 400, "MEDIA_URL_BLOCKED");
    assertRendered(WapiProblem.MEDIA_CONFLICT, 400, "MEDIA_CONFLICT");
    assertRendered(WapiProblem.MEDIA_REQUIRED, 400, "MEDIA_REQUIRED");
    assertRendered(AccountProblem.RATE_LIMITED, 429, "RATE_LIMITED");
    assertRendered(AccountProblem.DAILY_QUOTA_EXCEEDED, 429, "DAILY_LIMIT_REACHED");
    assertRendered(SessionProblem.DAILY_CAP_REACHED, 429, "DAILY_LIMIT_REACHED");
    assertRendered(SessionProblem.NOT_CONNECTED, 503, "WHATSAPP_NOT_CONNECTED");
    assertRendered(SessionProblem.QR_NOT_READY, 503, "QR_NOT_READY");
  }

  @Test
  void answersTheCodeOfOtherProblemsInUpperCase() {
    assertRendered(AccountProblem.NO_CREDIT_LEFT, 402, "NO_CREDIT_LEFT");
    assertRendered(ApiKeyProblem.API_KEY_LIMIT_REACHED, 422, "API_KEY_LIMIT_REACHED");
  }

  @Test
  void namesTheFieldThatIsWrong() {
    var problem = new Refused(RequestProblem.INVALID_REQUEST, "message: is required");

    var rendered = rendered(problem, Optional.empty());

    assertThat(rendered.body())
        .isEqualTo(
            "{\"success\":false,\"data\":null,\"error\":\"message: is required\","
                + "\"code\":\"VALIDATION_ERROR\","
                + "\"details\":[{\"field\":\"message\",\"message\":\"is required\"}]}");
    assertThat(rendered.contentType()).isEqualTo("application/json");
  }

  @Test
  void answersHowLongToWait() {
    var rendered =
        rendered(new Refused(AccountProblem.RATE_LIMITED), Optional.of(Duration.ofMillis(1_001)));

    assertThat(rendered.headers()).containsEntry("Retry-After", "2");
  }

  @Test
  void allows120RequestsIn15MinutesByKey() {
    var account = Account.open("Jane", PlanName.PRO, NOON);
    var first = rule(account, "crl_4fZq91bT");
    var second = rule(account, "crl_00000000");

    assertThat(first.policy()).isEqualTo(new FixedWindow(120, Duration.ofMinutes(15)));
    assertThat(first.bucket()).isNotEqualTo(second.bucket());
  }

  private static RateRule rule(Account account, String prefix) {
    var key =
        new ApiKey(
            new KeyPrefix(prefix),
            account.id(),
            "Google Sheets",
            new KeyHash(new byte[32]),
            ApiKey.Role.ADMIN,
            false,
            Set.of(),
            NOON,
            NOON.plus(ApiKey.DEFAULT_LIFETIME),
            Optional.empty(),
            Optional.empty());
    return new Wapi().rateRule(Actor.of(account, key));
  }

  private static void assertRendered(Problem problem, int status, String code) {
    var rendered = rendered(new Refused(problem), Optional.empty());

    assertThat(rendered.status()).as("%s", problem).isEqualTo(status);
    assertThat(Json.read(rendered.body()).path("code").asText()).isEqualTo(code);
  }

  private static Rendered rendered(Refused refused, Optional<Duration> retryAfter) {
    return new Wapi().render(ProblemDetails.of(refused, "id"), retryAfter);
  }
}
