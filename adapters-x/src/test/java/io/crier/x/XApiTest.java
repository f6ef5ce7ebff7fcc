package io.crier.x;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.watch.RateLimitWindow;
import io.crier.application.xaccounts.XFault;
import io.crier.x.fake.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class XApiTest {

  private static final String USERS = "/2/users";
  private static final Map<String, String> ONE = Map.of("ids", "1001");

  private final XFixture fixture = new XFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void readsTheRateLimitFromHeaders() {
    fixture.x.limit(Endpoint.USERS, 40_000);

    assertThat(fixture.api.get(USERS, ONE).window())
        .contains(new RateLimitWindow(40_000, 39_999, XFixture.START.plus(Duration.ofMinutes(15))));
  }

  @Test
  void reportsWhenTheRateLimitEnds() {
    fixture.x.limit(Endpoint.USERS, 1);
    fixture.api.get(USERS, ONE);

    assertThat(trouble(fixture.api.get(USERS, ONE)))
        .isEqualTo(
            new Trouble(
                XFault.RATE_LIMITED, Optional.of(XFixture.START.plus(Duration.ofMinutes(15)))));

    fixture.advance(Duration.ofMinutes(15));
    assertThat(fixture.api.get(USERS, ONE)).isInstanceOf(XResponse.Success.class);
  }

  @Test
  void reportsLackOfCreditWithoutAnEnd() {
    fixture.x.meter().credit(0);

    var answer = fixture.api.get(USERS, ONE);

    assertThat(trouble(answer)).isEqualTo(new Trouble(XFault.OUT_OF_CREDIT, Optional.empty()));
    assertThat(answer.window().orElseThrow().remaining()).isPositive();
  }

  @Test
  void sendsNothingWithoutAToken() {
    try (var api = fixture.withToken("")) {
      assertThat(trouble(api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAUTHORIZED);
    }
    assertThat(fixture.x.requests()).isEmpty();
  }

  @Test
  void reportsAWrongToken() {
    try (var api = fixture.withToken("stolen")) {
      assertThat(trouble(api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAUTHORIZED);
    }
  }

  @Test
  void treatsNonJsonAsUnavailable() {
    fixture.x.fail(Endpoint.USERS, 1, 200, "<html>welcome</html>");

    assertThat(trouble(fixture.api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAVAILABLE);
  }

  @Test
  void rejectsOversizedAnswers() {
    fixture.x.fail(Endpoint.USERS, 1, 200, "[" + "1,".repeat(5 << 20) + "1]");

    assertThat(trouble(fixture.api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAVAILABLE);
  }

  @Test
  void givesUpAfterTheTimeout() {
    fixture.x.hold(Endpoint.USERS);
    try (var api = fixture.withTimeout(Duration.ofMillis(1))) {
      assertThat(trouble(api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAVAILABLE);
    }
  }

  @Test
  void reportsAnUnreachableServer() {
    fixture.x.close();

    assertThat(trouble(fixture.api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAVAILABLE);
  }

  private static Trouble trouble(XResponse answer) {
    assertThat(answer).isInstanceOf(XResponse.Failure.class);
    return ((XResponse.Failure) answer).trouble();
  }
}
