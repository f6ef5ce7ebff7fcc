package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Walks through the document of aulm from top to bottom: the requests are those of its examples,
 * but for base URL, key and session; {@link AulmWebhooksIT} receives. The table at the end lists
 * what it promises.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AulmIT extends AulmFixture {

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return CRIER;
  }

  @BeforeEach
  void openAccountWithSession() {
    open(root);
  }

  // Authentication

  @Test
  void answers401WithACodeForEachReason() {
    var without = get("/v1/sessions/" + session + "/status", null);
    assertError(without, 401, "missing_authorization");
    assertThat(without.at("/error/message").asText()).endsWith(": Authorization: Bearer crl_…");
    for (var header : List.of("Basic YTpi", "Token " + account.key(), account.key())) {
      assertError(get("/v1/sessions/x/status", header), 401, "invalid_authorization");
    }
    for (var header : List.of("Bearer", "Bearer ", "Bearer nonsense", "Bearer " + key(1))) {
      assertError(get("/v1/sessions/x/status", header), 401, "invalid_api_key");
    }

    var revoked = account.withKey("{\"name\":\"revoked\",\"role\":\"send\"}");
    account.call("DELETE", "/v1/api-keys/" + revoked.key().substring(0, 12), null).is(204);
    assertError(send(revoked, text("hi")), 401, "api_key_revoked");

    var expiry = Instant.now().plusSeconds(2);
    var expired =
        account.withKey("{\"name\":\"short\",\"role\":\"send\",\"expiresAt\":\"" + expiry + "\"}");
    expired.until("/aulm/v1/sessions/" + session + "/status", it -> it.status() == 401);
    assertError(send(expired, text("hi")), 401, "api_key_expired");

    var other = operator.newAccount("Gone Clinic");
    var id = other.get("/v1/account").at("/account/id").asText();
    operator.post("/v1/operator/accounts/" + id + "/deactivate", null).is(200);
    assertError(send(other, text("hi")), 401, "account_deactivated");

    Api.Response last = null;
    for (var attempt = 0; attempt < 12; attempt++) {
      last = get("/v1/sessions/x/status", "Bearer " + key(attempt));
    }
    assertError(last, 429, "too_many_auth_failures");
    assertThat(seconds(last)).isPositive();
  }

  // POST /v1/messages/send-text

  @Test
  void sendsAText() {
    var answer = send(account, text("Hello from aulm")).is(201);

    assertFields(answer.json(), "data", "request_id");
    assertFields(answer.at("/data"), "message_id", "session_id", "to", "status", "simulated");
    assertThat(answer.at("/data/session_id").asText()).isEqualTo(session);
    assertThat(answer.at("/data/to").asText()).isEqualTo(TO);
    assertThat(answer.at("/data/status").asText()).isEqualTo("sent");
    assertThat(answer.at("/data/simulated").toString()).isEqualTo("false");
    assertThat(answer.at("/request_id").asText()).matches(UUID);
    assertThat(answer.header("x-request-id")).hasValue(answer.at("/request_id").asText());
    var arrived = inbox().get(0);
    assertThat(arrived.path("id").asText()).isEqualTo(answer.at("/data/message_id").asText());
    assertThat(arrived.path("to").asText()).isEqualTo(TO);
    assertThat(arrived.path("body").asText()).isEqualTo("Hello from aulm");
  }

  @Test
  void simulatesWhatTestKeysSend() {
    var testing = account.withKey("{\"name\":\"test\",\"role\":\"send\",\"mode\":\"test\"}");

    var answer = send(testing, text("Hello from aulm")).is(201);

    assertThat(answer.at("/data/message_id").asText()).startsWith("sim_");
    assertThat(answer.at("/data/simulated").toString()).isEqualTo("true");
    assertThat(usage(account)).isZero();
    var unlinked = account.newSession("not linked");
    allowUnpaced(account, unlinked);
    send(testing, text(unlinked, TO, "hi")).is(201);
  }

  @Test
  void validatesTexts() {
    assertError(send(account, "{"), 400, "invalid_json");
    assertError(send(account, "{}"), 400, "invalid_request");
    for (var wrong : List.of("966512345678", "+0512345678", "+9665123456789012345678", "jane")) {
      assertError(send(account, text(session, wrong, "hi")), 400, "invalid_request");
    }
    assertError(send(account, text("")), 400, "invalid_request");
    assertError(send(account, text("x".repeat(4_097))), 400, "invalid_request");
    assertError(send(account, text("no uuid", TO, "hi")), 400, "invalid_request");
    send(account, text("x".repeat(4_096))).is(201);
  }

  // POST /v1/messages/send-image

  @Test
  void sendsAnImage() {
    var answer = image(PNG, "Optional text").is(201);

    assertFields(answer.json(), "data", "request_id");
    assertFields(answer.at("/data"), "message_id", "session_id", "to", "status", "simulated");
    assertThat(answer.at("/data/status").asText()).isEqualTo("sent");
    assertThat(answer.at("/request_id").asText()).matches(UUID);
    var arrived = inbox().get(0);
    assertThat(arrived.path("type").asText()).isEqualTo("image");
    assertThat(arrived.path("caption").asText()).isEqualTo("Optional text");
    image(PNG, null).is(201);
    image(PNG, "x".repeat(1_024)).is(201);
  }

  @Test
  void validatesImages() {
    var large = new byte[5 * 1024 * 1024 + 1];
    System.arraycopy(Base64.getDecoder().decode(PNG.substring(22)), 0, large, 0, 8);
    var tooLarge = "data:image/png;base64," + Base64.getEncoder().encodeToString(large);
    for (var wrong :
        List.of(
            "https://127.0.0.1/a.png",
            "https://10.0.0.1/a.png",
            "https://[::1]/a.png",
            "https://169.254.169.254/a.png",
            "http://example.com/a.png",
            "ftp://example.com/a.png",
            "nonsense",
            "data:image/png;base64,%",
            "data:text/html;base64,PGI+",
            tooLarge)) {
      var answer = image(wrong, null);
      assertError(answer, 400, "invalid_request");
      assertThat(answer.at("/error/message").asText()).doesNotMatch("(url|data): .*");
    }
    assertError(image(PNG, "x".repeat(1_025)), 400, "invalid_request");
    assertThat(usage(account)).isZero();
  }

  // GET /v1/sessions/{id}/status

  @Test
  void showsTheStatusOfASession() {
    var answer = status(session).is(200);
    assertFields(answer.json(), "data", "request_id");
    assertFields(answer.at("/data"), "session_id", "status");
    assertThat(answer.at("/data/session_id").asText()).isEqualTo(session);
    assertThat(answer.at("/data/status").asText()).isEqualTo("connected");
    assertThat(answer.header("x-request-id")).hasValue(answer.at("/request_id").asText());

    account.post("/v1/sessions/" + session + "/stop", null).is(200);
    assertThat(status(session).is(200).at("/data/status").asText()).isEqualTo("disconnected");
    var unlinked = account.newSession("not linked");
    account.get("/v1/sessions/" + unlinked + "/qr").is(200);
    assertThat(status(unlinked).is(200).at("/data/status").asText()).isEqualTo("awaiting_scan");
    assertError(status(NOBODY), 404, "session_not_found");
    assertError(status("no-uuid"), 404, "session_not_found");
  }

  @Test
  void cannotCreateOrPairSessions() {
    assertError(account.post("/aulm/v1/sessions", "{}"), 404, "not_found");
    assertError(account.get("/aulm/v1/sessions/" + session + "/qr"), 404, "not_found");
    assertError(
        account.post("/aulm/v1/sessions/" + session + "/status", "{}"), 405, "method_not_allowed");
  }

  // Errors

  @Test
  void answersWhatASessionDoesNotAllow() {
    assertError(send(account, text(NOBODY, TO, "hi")), 404, "session_not_found");
    var others = connected(operator.newAccount("Red Door Clinic"));
    assertError(send(account, text(others, TO, "hi")), 404, "session_not_found");
    var bound =
        account.withKey(
            "{\"name\":\"bound\",\"role\":\"send\",\"sessions\":[\"%s\"]}"
                .formatted(account.newSession("another")));
    assertError(send(bound, text("hi")), 403, "session_not_allowed");

    var paced = account.newConnectedSession("paced", "+966500000002");
    var refused = send(account, text(paced, TO, "hi"));
    assertError(refused, 429, "unpaced_not_allowed");
    assertThat(seconds(refused)).isPositive();

    account.post("/v1/sessions/" + session + "/stop", null).is(200);
    assertError(send(account, text("hi")), 409, "session_not_ready");
    operator.post("/v1/operator/sessions/" + session + "/disable", null).is(200);
    assertError(send(account, text("hi")), 403, "session_disabled");
    assertThat(usage(account)).isZero();
  }

  @Test
  void refundsWhatWhatsAppDoesNotAccept() {
    faults(
        "{\"refuse\":{\"+966500000011\":\"not_connected\",\"+966500000012\":\"engine_failed\","
            + "\"+966500000013\":\"rate_limited\",\"+966500000014\":\"recipient_refused\"},"
            + "\"unknownNumbers\":[\"+966500000015\"]}");

    assertError(sendTo("+966500000011"), 502, "messaging_service_unreachable");
    assertError(sendTo("+966500000012"), 502, "messaging_service_error");
    assertError(sendTo("+966500000014"), 400, "invalid_request");
    assertError(sendTo("+966500000015"), 400, "invalid_request");
    var overloaded = sendTo("+966500000013");
    assertError(overloaded, 503, "service_unavailable");
    assertThat(seconds(overloaded)).isPositive();

    assertThat(usage(account)).isZero();
    assertThat(inbox()).isEmpty();
  }

  @Test
  void refundsWhatIsNotAnsweredInTime() {
    faults("{\"refuse\":{\"+966500000011\":\"unknown_outcome\"},\"receipts\":false}");

    var waiting = CompletableFuture.supplyAsync(() -> sendTo("+966500000011"));
    account.until("/v1/account", it -> it.at("/usage/sendsToday").asInt() == 1);

    assertError(waiting.join(), 504, "messaging_service_timeout");
    assertThat(usage(account)).isZero();
    account.until("/v1/account", it -> it.at("/usage/sendsToday").asInt() == 0);
  }

  // Response headers

  @Test
  void stampsQuotasOnSuccessAndOnQuotaErrors() {
    var limited = operator.newAccount("Small Clinic", "free");
    var theirs = connected(limited);

    var first = send(limited, text(theirs, TO, "1")).is(201);
    assertQuota(first, 2, 1);
    faults(limited, theirs, "{\"refuse\":{\"+966500000012\":\"engine_failed\"}}");
    var refunded = send(limited, text(theirs, "+966500000012", "refunded"));
    assertError(refunded, 502, "messaging_service_error");
    var second = send(limited, text(theirs, TO, "2")).is(201);
    assertQuota(second, 2, 0);

    var third = send(limited, text(theirs, TO, "3"));
    assertThat(third.is(429).at("/error/code").asText()).isEqualTo("daily_quota_exceeded");
    assertFields(third.json(), "error");
    assertFields(third.at("/error"), "code", "message");
    assertQuota(third, 2, 0);
    assertThat(seconds(third)).isBetween(1L, 86_400L);
    assertThat(third.header("x-request-id").orElseThrow()).matches(UUID);
  }

  @Test
  void limitsTheTrialUntilItEnds() {
    var limited = operator.newAccount("New Clinic", "pro");
    var opened = Instant.parse(limited.get("/v1/account").at("/account/createdAt").asText());
    var theirs = connected(limited);
    send(limited, text(theirs, TO, "1")).is(201);

    var second = send(limited, text(theirs, TO, "2"));

    assertThat(second.is(429).at("/error/code").asText()).isEqualTo("trial_quota_exceeded");
    assertThat(second.header("x-ratelimit-limit")).hasValue("1");
    assertThat(second.header("x-ratelimit-remaining")).hasValue("0");
    assertThat(Instant.parse(second.header("x-ratelimit-reset").orElseThrow()))
        .isEqualTo(opened.plus(Duration.ofDays(7)));
    assertThat(seconds(second)).isBetween(600_000L, 604_800L);
  }

  @Test
  void stampsARequestIdOnEveryAnswer() {
    var given = "3e2b0c52-3d5a-4c6f-9d51-1f6a2d3c4b5a";
    assertThat(
            account.get("/aulm/v1/sessions/x/status", "x-request-id", given).header("x-request-id"))
        .hasValue(given);
    assertThat(
            account
                .get("/aulm/v1/sessions/x/status", "x-request-id", "order-12345678")
                .header("x-request-id")
                .orElseThrow())
        .matches(UUID);
  }
}

/*
 * What the document promises ......................... the test that covers it
 *
 * Authentication
 *   all requests require a Bearer token .............. answers401WithACodeForEachReason
 *   test keys: simulated, never billed, never reach .. simulatesWhatTestKeysSend
 * POST /v1/messages/send-text
 *   request, success 201 ............................. sendsAText
 *   E.164, max 20 chars; body 1 to 4096 chars ........ validatesTexts
 *   message_id: engine-native, or sim_ ............... sendsAText, simulatesWhatTestKeysSend
 * POST /v1/messages/send-image
 *   data URI, caption, success 201 ................... sendsAnImage
 *   https only, private IPs rejected, max 5 MB ....... validatesImages
 * GET /v1/sessions/{id}/status ....................... showsTheStatusOfASession
 *   read-only: cannot create or pair a session ....... cannotCreateOrPairSessions
 * Webhooks
 *   one endpoint per account ......................... AulmWebhooksIT.marksTestDeliveriesAndAllowsOneEndpoint
 *   headers of every delivery ........................ AulmWebhooksIT.assertDelivered, in each of these tests
 *   verify the signature ............................. AulmWebhooksIT.refusesATamperedBody
 *   inbound_message .................................. AulmWebhooksIT.postsReceivedMessages
 *   message_status: sent, delivered, read, played,
 *     failed ......................................... AulmRenderingTest
 *   "test": true ..................................... AulmWebhooksIT.marksTestDeliveriesAndAllowsOneEndpoint
 *   message_status ................................... AulmWebhooksIT.postsTheStatusOfSentMessages
 *   2xx = success .................................... DispatchDeliveriesTest, AulmRenderingTest
 *   4xx = permanent, counts toward auto-disable ...... AulmWebhooksIT.doesNotRetryClientErrorsButCountsThem
 *   5xx and 429 are retried, stable id, attempt ...... AulmWebhooksIT.retriesAfterServerErrorsUnderTheSameId
 *   exponential backoff .............................. DispatchRetriesTest
 *   Retry-After honoured up to 1 hour ................ DispatchRetriesTest, RetryAfterTest
 *   auto-disabled after repeated failures ............ DispatchDisabledEndpointsTest
 * Errors
 *   { "error": { "code", "message" } } ............... assertError, in each of these tests
 *   invalid_json, invalid_request .................... validatesTexts, validatesImages
 *   the codes of 401, too_many_auth_failures ......... answers401WithACodeForEachReason
 *   session_not_found, _disabled, _not_allowed,
 *     session_not_ready .............................. answersWhatASessionDoesNotAllow
 *   daily_quota_exceeded ............................. stampsQuotasOnSuccessAndOnQuotaErrors
 *   trial_quota_exceeded ............................. limitsTheTrialUntilItEnds
 *   messaging_service_timeout, slot refunded ......... refundsWhatIsNotAnsweredInTime
 *   messaging_service_unreachable, _error,
 *     service_unavailable, refunded .................. refundsWhatWhatsAppDoesNotAccept
 * Response headers
 *   x-request-id, a uuid ............................. stampsARequestIdOnEveryAnswer
 *   x-ratelimit-limit, -remaining after refunds,
 *     -reset: next UTC midnight ...................... stampsQuotasOnSuccessAndOnQuotaErrors
 *   -reset: end of the 7-day window .................. limitsTheTrialUntilItEnds
 *   retry-after on 429 ............................... the tests of quotas, and
 *                                                      answersWhatASessionDoesNotAllow
 *   400, 401, 403, 404 carry no x-ratelimit-* ........ assertError, in each of these tests
 * Rate limits
 *   sends are not paced .............................. SendNowTest.sendsAtOnce
 */
