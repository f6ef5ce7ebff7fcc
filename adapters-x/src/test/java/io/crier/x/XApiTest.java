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

  private final Setting setting = new Setting();

  @AfterEach
  void close() {
    setting.close();
  }

  @Test
  void readsTheRateLimitFromHeaders() {
    setting.x.limit(Endpoint.USERS, 40_000);

    assertThat(setting.api.get(USERS, ONE).window())
        .contains(new RateLimitWindow(40_000, 39_999, Setting.START.plus(Duration.ofMinutes(15))));
  }

  @Test
  void reportsWhenTheRateLimitEnds() {
    setting.x.limit(Endpoint.USERS, 1);
    setting.api.get(USERS, ONE);

    assertThat(trouble(setting.api.get(USERS, ONE)))
        .isEqualTo(
            new Trouble(
                XFault.RATE_LIMITED, Optional.of(Setting.START.plus(Duration.ofMinutes(15)))));

    setting.pass(Duration.ofMinutes(15));
    assertThat(setting.api.get(USERS, ONE)).isInstanceOf(Answer.Done.class);
  }

  @Test
  void reportsLackOfCreditWithoutAnEnd() {
    setting.x.meter().credit(0);

    var answer = setting.api.get(USERS, ONE);

    assertThat(trouble(answer)).isEqualTo(new Trouble(XFault.OUT_OF_CREDIT, Optional.empty()));
    assertThat(answer.window().orElseThrow().remaining()).isPositive();
  }

  @Test
  void sendsNothingWithoutAToken() {
    try (var api = setting.with("")) {
      assertThat(trouble(api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAUTHORIZED);
    }
    assertThat(setting.x.asked()).isEmpty();
  }

  @Test
  void reportsAWrongToken() {
    try (var api = setting.with("stolen")) {
      assertThat(trouble(api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAUTHORIZED);
    }
  }

  @Test
  void treatsNonJsonAsUnavailable() {
    setting.x.fail(Endpoint.USERS, 1, 200, "<html>welcome</html>");

    assertThat(trouble(setting.api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAVAILABLE);
  }

  @Test
  void rejectsOversizedAnswers() {
    setting.x.fail(Endpoint.USERS, 1, 200, "[" + "1,".repeat(5 << 20) + "1]");

    assertThat(trouble(setting.api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAVAILABLE);
  }

  @Test
  void givesUpAfterTheTimeout() {
    setting.x.hold(Endpoint.USERS);
    try (var api = setting.withTimeout(Duration.ofMillis(1))) {
      assertThat(trouble(api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAVAILABLE);
    }
  }

  @Test
  void reportsAnUnreachableServer() {
    setting.x.close();

    assertThat(trouble(setting.api.get(USERS, ONE)).fault()).isEqualTo(XFault.UNAVAILABLE);
  }

  private static Trouble trouble(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer).trouble();
  }
}
