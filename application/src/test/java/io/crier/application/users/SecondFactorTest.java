package io.crier.application.users;

import static io.crier.application.users.UserWorld.CLIENT;
import static io.crier.application.users.UserWorld.PASSWORD;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.users.UserProblem.SECOND_FACTOR_ACTIVE;
import static io.crier.domain.users.UserProblem.SECOND_FACTOR_NOT_FOUND;
import static io.crier.domain.users.UserProblem.SECOND_FACTOR_REQUIRED;
import static io.crier.domain.users.UserProblem.TOO_MANY_SIGN_INS;
import static io.crier.domain.users.UserProblem.WRONG_CODE;
import static io.crier.domain.users.UserProblem.WRONG_CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.domain.Refused;
import io.crier.domain.users.AuthenticatorApp;
import io.crier.domain.users.Email;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecondFactorTest {

  private static final String EMAIL = "first@crier.example";

  private final UserWorld server = new UserWorld();
  private final BeginSignIn.SignedIn first = server.first();
  private final AuthenticatorApp app =
      new AuthenticatorApp(server.changeSecondFactor.begin(first.actor()).secret());

  @Test
  void isNotNeededUntilItIsActive() {
    assertThat(server.changeSecondFactor.isActive(first.actor())).isFalse();
    assertThat(server.changeSecondFactor.pending(first.actor()).uri()).startsWith("otpauth://");
    server.signIn(EMAIL, PASSWORD);

    assertRefused(WRONG_CODE, () -> server.changeSecondFactor.activate(first.actor(), "000000"));
    activate();

    assertThat(server.changeSecondFactor.isActive(first.actor())).isTrue();
    assertRefused(SECOND_FACTOR_NOT_FOUND, () -> server.changeSecondFactor.pending(first.actor()));
    assertRefused(SECOND_FACTOR_ACTIVE, () -> server.changeSecondFactor.begin(first.actor()));
    assertRefused(SECOND_FACTOR_REQUIRED, () -> server.signIn(EMAIL, PASSWORD));
    assertRefused(WRONG_CREDENTIALS, () -> server.signIn(EMAIL, "wrong"));
  }

  @Test
  void acceptsACodeOnce() {
    activate();
    var code = nextCode();

    var results =
        AtOnce.run(
            2,
            () -> {
              try {
                signIn(code);
                return "signed in";
              } catch (Refused refused) {
                return refused.problem().code();
              }
            });

    assertThat(results).containsExactlyInAnyOrder("signed in", "wrong_credentials");
  }

  @Test
  void acceptsARecoveryCodeOnce() {
    var recovery = activate().getFirst();

    signIn(recovery);

    assertRefused(WRONG_CREDENTIALS, () -> signIn(recovery));
  }

  @Test
  void throttlesGuessesOfCodes() {
    activate();
    for (var i = 0; i < 10; i++) {
      var guess = "%06d".formatted(i);
      assertRefused(
          WRONG_CREDENTIALS,
          () ->
              server.signInUser.signIn(
                  Email.parse(EMAIL), PASSWORD, Optional.of(guess), new Client(guess, "")));
    }

    assertRefused(TOO_MANY_SIGN_INS, () -> signIn(nextCode()));
  }

  @Test
  void doesNotCountThatACodeWasMissing() {
    activate();
    for (var i = 0; i < 20; i++) {
      assertRefused(SECOND_FACTOR_REQUIRED, () -> server.signIn(EMAIL, PASSWORD));
    }

    signIn(nextCode());
  }

  @Test
  void isRemovedWithACode() {
    activate();

    assertRefused(WRONG_CODE, () -> server.changeSecondFactor.remove(first.actor(), null));
    server.changeSecondFactor.remove(first.actor(), nextCode());

    server.signIn(EMAIL, PASSWORD);
  }

  @Test
  void isRemovedByALinkForANewPassword() {
    activate();
    var link = server.administerUsers.reset(first.actor(), first.actor().requireUser().user().id());

    server.accept(link.token(), EMAIL);

    server.signIn(EMAIL, PASSWORD);
  }

  private List<String> activate() {
    return server.changeSecondFactor.activate(first.actor(), app.code(server.now()));
  }

  private String nextCode() {
    server.pass(Duration.ofSeconds(30));
    return app.code(server.now());
  }

  private void signIn(String code) {
    server.signInUser.signIn(Email.parse(EMAIL), PASSWORD, Optional.of(code), CLIENT);
  }
}
