package io.crier.rest.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.users.IdentityProvider;
import io.crier.application.users.IdentityProviderContract;
import io.crier.application.users.SignInAtProvider.Joining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a provider that somebody else has written. */
class OpenIdProviderTest implements IdentityProviderContract {

  private static final String ID = "company";

  private final MockOAuth2Server server = new MockOAuth2Server();
  private OpenIdProvider provider;

  @BeforeEach
  void start() {
    server.start(InetAddress.getLoopbackAddress(), 0);
    provider =
        new OpenIdProvider(
            new OpenIdConfiguration(
                server.issuerUrl(ID).toString(), "crier", "a secret", "Company", Joining.NONE),
            Duration.ofSeconds(20),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    provider.close();
    server.shutdown();
  }

  @Override
  public IdentityProvider provider() {
    return provider;
  }

  @Override
  public String signIn(URI address, String subject, String email) {
    server.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            ID,
            subject,
            "JWT",
            List.of("crier"),
            Map.of("email", email, "email_verified", true, "name", "Fatima")));
    try (var browser = HttpClient.newHttpClient()) {
      var response =
          browser.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
      var location = response.headers().firstValue("Location").orElseThrow();
      return location.replaceFirst(".*[?&]code=([^&]*).*", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isNeededWithHttpsUnlessItIsOnThisMachine() {
    for (var issuer : List.of("http://provider.example", "ftp://provider.example", "provider")) {
      assertThatThrownBy(() -> new OpenIdConfiguration(issuer, "a", "b", "c", Joining.NONE))
          .hasMessageContaining("CRIER_OIDC_ISSUER");
    }
    assertThat(new OpenIdConfiguration("https://p.example", "a", "b-secret", "c", Joining.NONE))
        .asString()
        .doesNotContain("b-secret");
  }
}
