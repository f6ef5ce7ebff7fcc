package io.crier.rest.openid;

import static io.crier.rest.openid.HostileProvider.KEY;
import static io.crier.rest.openid.HostileProvider.OTHER_KEY;
import static io.crier.rest.openid.HostileProvider.signed;
import static io.crier.rest.openid.HostileProvider.signedWithPublicKey;
import static io.crier.rest.openid.HostileProvider.unsigned;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import io.crier.application.users.IdentityProvider.Answer;
import io.crier.application.users.IdentityProvider.Begun;
import io.crier.application.users.SignInAtProvider.Joining;
import io.crier.domain.users.Email;
import io.crier.domain.users.SecretToken;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker, or a broken provider, may say instead of the truth. */
class HostileProviderTest {

  private static final Email EMAIL = Email.parse("fatima@clinic.example");

  private final Begun begun =
      new Begun(
          SecretToken.generate(ThreadLocalRandom.current()),
          URI.create("http://localhost:9080/v1/sign-in/oidc/callback"));
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private HostileProvider server;
  private OpenIdProvider provider;

  @BeforeEach
  void start() throws IOException {
    server = new HostileProvider();
    provider =
        new OpenIdProvider(
            new OpenIdConfiguration(server.issuer(), "crier", "a secret", "x", Joining.NONE),
            Duration.ofSeconds(20),
            now::get);
  }

  @AfterEach
  void stop() {
    provider.close();
    server.close();
  }

  @Test
  void believesAnHonestToken() throws JOSEException {
    var answer = (Answer.Confirmed) redeem(it -> it);

    assertThat(answer.verifiedEmail()).contains(EMAIL);
    assertThat(answer.identity().issuer()).isEqualTo(server.issuer());
    assertThat(server.requests)
        .filteredOn(it -> it.startsWith("/token"))
        .singleElement()
        .asString()
        .contains("code_verifier=" + begun.verifier())
        .doesNotContain("secret");
  }

  @Test
  void refusesATokenOfAnotherSignIn() throws JOSEException {
    assertInvalid(it -> it.claim("nonce", "that of another browser"));
    assertInvalid(it -> it.claim("nonce", null));
  }

  @Test
  void refusesATokenForAnotherAudience() throws JOSEException {
    assertInvalid(it -> it.audience("another application"));
    assertInvalid(it -> it.audience((String) null));
  }

  @Test
  void refusesATokenThatWasIssuedToAnotherApplication() throws JOSEException {
    assertInvalid(it -> it.audience(List.of("crier", "other")).claim("azp", "other"));
  }

  @Test
  void refusesATokenThatHasExpired() throws JOSEException {
    assertInvalid(it -> it.expirationTime(Date.from(Instant.now().minusSeconds(3600))));
    assertInvalid(it -> it.expirationTime(null));
  }

  @Test
  void refusesATokenOfAnotherIssuer() throws JOSEException {
    assertInvalid(it -> it.issuer("https://evil.example"));
    assertInvalid(it -> it.issuer(server.issuer() + "/"));
  }

  @Test
  void refusesATokenWithoutAValidSignature() throws JOSEException {
    var claims = server.claims(begun.nonce()).build();
    var honest = signed(claims, KEY);
    var body = honest.substring(0, honest.lastIndexOf('.') + 1);
    for (var token :
        List.of(
            unsigned(claims),
            signedWithPublicKey(claims),
            signed(claims, OTHER_KEY),
            body,
            body + "AAAA",
            "nonsense",
            "")) {
      server.idToken = token;
      assertThat(provider.redeem(begun, "code")).as(token).isInstanceOf(Answer.Invalid.class);
    }
  }

  @Test
  void refusesASubjectThatIsNone() throws JOSEException {
    assertInvalid(it -> it.subject(null));
    assertInvalid(it -> it.subject("a".repeat(256)));
  }

  @Test
  void doesNotBelieveAnEmailThatIsNotVerified() throws JOSEException {
    server.userInfo = "{\"sub\":\"4711\"}";
    for (var verified : new Object[] {false, "false", "yes", 1, null}) {
      var answer = (Answer.Confirmed) redeem(it -> it.claim("email_verified", verified));
      assertThat(answer.verifiedEmail()).as("%s", verified).isEmpty();
    }
    assertThat(((Answer.Confirmed) redeem(it -> it.claim("email", "none"))).verifiedEmail())
        .isEmpty();
    assertThat(((Answer.Confirmed) redeem(it -> it.claim("email", 5))).verifiedEmail()).isEmpty();
    assertThat(
            ((Answer.Confirmed) redeem(it -> it.claim("email_verified", "true"))).verifiedEmail())
        .contains(EMAIL);
  }

  @Test
  void asksForTheEmailThatTheTokenLacks() throws JOSEException {
    server.userInfo =
        "{\"sub\":\"4711\",\"email\":\"fatima@clinic.example\",\"email_verified\":true}";

    assertThat(((Answer.Confirmed) redeem(it -> it.claim("email", null))).verifiedEmail())
        .contains(EMAIL);

    server.userInfo = server.userInfo.replace("4711", "666");
    assertInvalid(it -> it.claim("email", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "nonsense", "", "{\"id_token\":null}", "{\"error\":\"x\"}"})
  void refusesAnAnswerThatHoldsNoToken(String answer) {
    server.tokenResponse = answer;

    assertThat(provider.redeem(begun, "code")).isInstanceOf(Answer.Invalid.class);
  }

  @Test
  void isUnavailableIfTheProviderRefusesThisServer() {
    server.tokenStatus = 401;
    server.tokenResponse = "{\"error\":\"invalid_client\"}";

    assertThat(provider.redeem(begun, "code")).isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void isUnavailableIfAnAnswerIsTooLong() {
    server.tokenResponse = "{\"a\":\"" + "a".repeat(600_000) + "\"}";

    assertThat(provider.redeem(begun, "code")).isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void doesNotUseAProviderThatIsAnotherOrEasyToOverhear() {
    for (var change :
        List.<Function<String, String>>of(
            it -> it.replace("\"issuer\": \"http", "\"issuer\": \"https"),
            it -> it.replaceAll("localhost:\\d+/authorize", "provider.example/authorize"),
            it -> it.replaceAll("\"jwks_uri\": \"[^\"]*\",", ""),
            it -> "nonsense")) {
      server.metadata = change::apply;
      assertThat(provider.address(begun)).isEmpty();
      now.updateAndGet(it -> it.plusSeconds(5));
    }
    server.metadata = it -> it;

    assertThat(provider.address(begun)).isPresent();
  }

  @Test
  void sendsNoCodeToAnAddressThatIsEasyToOverhear() throws JOSEException {
    server.metadata = it -> it.replaceAll("localhost:\\d+/token", "provider.example/token");

    assertThat(redeem(it -> it)).isInstanceOf(Answer.Unavailable.class);
  }

  @Test
  void asksAProviderThatDoesNotRespondOnlyEveryFewSeconds() {
    server.metadata = it -> "nonsense";
    provider.address(begun);
    provider.address(begun);
    assertThat(server.requests).hasSize(1);

    now.updateAndGet(it -> it.plusSeconds(5));
    server.metadata = it -> it;
    assertThat(provider.address(begun)).isPresent();
    provider.address(begun);
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void remainsUsableWhileTheProviderDescribesItselfBadly() {
    provider.address(begun);
    server.metadata = it -> "nonsense";
    now.updateAndGet(it -> it.plus(Duration.ofHours(1)));

    assertThat(provider.address(begun)).isPresent();
  }

  private void assertInvalid(Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> change)
      throws JOSEException {
    assertThat(redeem(change)).isInstanceOf(Answer.Invalid.class);
  }

  private Answer redeem(Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> change)
      throws JOSEException {
    server.idToken = signed(change.apply(server.claims(begun.nonce())).build(), KEY);
    return provider.redeem(begun, "code");
  }
}
