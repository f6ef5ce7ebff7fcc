package io.crier.x;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crier.application.xaccounts.XFault;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XErrorsTest {

  private static final String PROBLEM =
      """
      {"title": "", "detail": "%s", "type": "%s"}
      """;

  @ParameterizedTest
  @CsvSource({
    "400, UNKNOWN, REJECTED",
    "400, invalid-request, REJECTED",
    "400, invalid-rules, REJECTED",
    "400, rule-cap, REJECTED",
    "400, disallowed-resource, REJECTED",
    "400, field-unauthorized, REJECTED",
    "401, UNKNOWN, UNAUTHORIZED",
    "401, not-authorized-for-resource, PROTECTED",
    "402, UNKNOWN, OUT_OF_CREDIT",
    "403, credits, OUT_OF_CREDIT",
    "403, UNKNOWN, FORBIDDEN",
    "403, client-forbidden, FORBIDDEN",
    "404, UNKNOWN, NOT_FOUND",
    "404, resource-not-found, NOT_FOUND",
    "408, UNKNOWN, UNAVAILABLE",
    "429, UNKNOWN, RATE_LIMITED",
    "429, rate-limit-exceeded, RATE_LIMITED",
    "429, usage-capped, OUT_OF_CREDIT",
    "500, internal-error, UNAVAILABLE",
    "503, UNKNOWN, UNAVAILABLE",
    "503, operational-disconnect, UNAVAILABLE",
    "302, UNKNOWN, UNAVAILABLE"
  })
  void prefersTheErrorTypeOverTheStatus(int status, String kind, XFault fault) {
    for (var host : new String[] {"api.x.com", "api.twitter.com"}) {
      var type = "https://" + host + "/2/problems/" + kind;

      assertThat(of(status, PROBLEM.formatted("", type))).as(type).isEqualTo(fault);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "32, UNAUTHORIZED",
    "34, NOT_FOUND",
    "50, NOT_FOUND",
    "63, SUSPENDED",
    "88, RATE_LIMITED",
    "89, UNAUTHORIZED",
    "131, UNAVAILABLE",
    "179, PROTECTED"
  })
  void readsLegacyErrorCodes(int code, XFault fault) {
    var body = "{\"errors\": [{\"code\": %d, \"message\": \"no\"}]}".formatted(code);

    assertThat(of(400, body)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({"resource-not-found", "not-authorized-for-resource"})
  void recognizesSuspensionByTheDetail(String kind) {
    var type = "https://api.x.com/2/problems/" + kind;

    assertThat(of(403, PROBLEM.formatted("User has been suspended: [7].", type)))
        .isEqualTo(XFault.SUSPENDED);
  }

  @ParameterizedTest
  @CsvSource({"TooManyConnections, TOO_MANY_CONNECTIONS", "RulesInvalidIssue, REJECTED"})
  void distinguishesTooManyConnectionsFromRateLimits(String issue, XFault fault) {
    var body =
        """
        {"type": "https://api.x.com/2/problems/streaming-connection", "connection_issue": "%s"}
        """
            .formatted(issue);

    assertThat(of(429, body)).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({"404, NOT_FOUND", "429, RATE_LIMITED", "502, UNAVAILABLE"})
  void fallsBackToTheStatusWithoutJson(int status, XFault fault) {
    assertThat(
            XErrors.faultOf(status, XApi.parse("<html>no</html>".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(fault);
    assertThat(XErrors.faultOf(status, XApi.parse(new byte[0]))).isEqualTo(fault);
  }

  private static XFault of(int status, String body) {
    try {
      return XErrors.faultOf(status, new JsonMapper().readTree(body));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
