package io.crier.application.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.users.IdentityProvider.Answer;
import io.crier.application.users.IdentityProvider.Begun;
import io.crier.domain.users.Email;
import io.crier.domain.users.SecretToken;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What every {@link IdentityProvider} promises. */
public interface IdentityProviderContract {

  IdentityProvider provider();

  /** Lets a person with this verified email sign in at the address; returns the code. */
  String signIn(URI address, String subject, String email);

  @Test
  default void confirmsWhoHasSignedInThere() {
    var begun = begin();

    var code = signIn(address(begun), "4711", "Fatima@clinic.example");

    var confirmed = (Answer.Confirmed) provider().redeem(begun, code);
    assertThat(confirmed.identity().subject()).isEqualTo("4711");
    assertThat(confirmed.identity().issuer()).isNotEmpty();
    assertThat(confirmed.verifiedEmail()).contains(Email.parse("fatima@clinic.example"));
  }

  @Test
  default void takesTheStateButNoSecretToTheProvider() {
    var begun = begin();

    assertThat(address(begun).toString())
        .contains(begun.state())
        .doesNotContain(begun.verifier())
        .doesNotContain(begun.token().value());
  }

  @Test
  default void refusesACodeASecondTime() {
    var begun = begin();
    var code = signIn(address(begun), "4711", "fatima@clinic.example");
    provider().redeem(begun, code);

    assertThat(provider().redeem(begun, code)).isInstanceOf(Answer.Invalid.class);
  }

  @Test
  default void refusesACodeThatWasMadeForAnotherBrowser() {
    var code = signIn(address(begin()), "4711", "fatima@clinic.example");

    assertThat(provider().redeem(begin(), code)).isInstanceOf(Answer.Invalid.class);
  }

  @Test
  default void refusesACodeThatNobodyMade() {
    assertThat(provider().redeem(begin(), "nonsense")).isInstanceOf(Answer.Invalid.class);
  }

  private URI address(Begun begun) {
    return provider().address(begun).orElseThrow();
  }

  private static Begun begin() {
    return new Begun(
        SecretToken.generate(ThreadLocalRandom.current()),
        URI.create("http://localhost:9080/v1/sign-in/oidc/callback"));
  }
}
