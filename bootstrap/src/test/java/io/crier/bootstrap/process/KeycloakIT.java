package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.bootstrap.process.Visitor.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * People sign in at Keycloak, as {@link OpenIdSignInIT} does at a pretended provider. Only with
 * {@code mvn -Pkeycloak verify}, which installs it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final String INSTALLED = System.getProperty("keycloak.home", "");
  private static final String START = "/v1/sign-in/oidc";

  private Keycloak keycloak;
  private Crier crier;
  private Tenant operator;
  private Visitor visitor;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(!INSTALLED.isEmpty(), "Keycloak is not tested: see mvn -Pkeycloak verify");
    keycloak = Keycloak.start(Path.of(INSTALLED));
    var home = new Crier.Home(WLP.resolveSibling("keycloak-sign-in"));
    home.forget();
    Files.createDirectories(home.path());
    var settings = new HashMap<>(Database.ofTheEnvironment(home).settings());
    settings.put("CRIER_SECRET_KEY", "that of the tests, and of nothing else");
    settings.put("CRIER_OIDC_ISSUER", keycloak.issuer());
    settings.put("CRIER_OIDC_CLIENT_ID", Keycloak.CLIENT);
    settings.put("CRIER_OIDC_CLIENT_SECRET", Keycloak.SECRET);
    crier = new Crier(WLP, home, settings);
    crier.start();
    crier.awaitReady();
    operator = Tenant.firstOf(crier, home);
    visitor = new Visitor("http://localhost:" + crier.port());
  }

  @AfterAll
  void stop() {
    if (crier != null) {
      crier.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  @Test
  void signsInWhoeverIsInvited() {
    invite("fatima@clinic.example");

    var arrival = signIn("fatima");

    assertThat(arrival.status()).as(arrival.body()).isEqualTo(303);
    assertThat(arrival.location()).endsWith("/#/inbox");
    assertThat(visitor.get("/v1/me", arrival.cookie("crier-local=")).body())
        .contains("fatima@clinic.example", "\"status\":\"active\"");
    assertThat(signIn("fatima").status()).isEqualTo(303);
  }

  @Test
  void refusesEmailsThatNobodyHasVerifiedAndPeopleWhomNobodyHasInvited() {
    invite("salma@clinic.example");

    assertThat(signIn("salma").body()).contains("\"code\":\"email_not_verified\"");
    assertThat(signIn("omar").body()).contains("\"code\":\"not_invited\"");
  }

  @Test
  void refusesWhoeverTurnsBackAtKeycloak() {
    var departure = visitor.get(START);
    var state = Tenant.find("[?&]state=([^&]*)", departure.location());

    var back =
        visitor.get(
            START + "/callback?error=access_denied&state=" + state + "&iss=" + keycloak.issuer(),
            departure.cookie());

    assertThat(back.body()).contains("\"code\":\"provider_refused\"");
  }

  private Page signIn(String username) {
    var departure = visitor.get(START + "?return=%2F%23%2Finbox");
    var form = visitor.visit(departure.location());
    var action = Tenant.find("action=\"([^\"]+)\"", form.body()).replace("&amp;", "&");
    var signedIn =
        visitor.submit(action, form, Map.of("username", username, "password", Keycloak.PASSWORD));
    return visitor.get(signedIn.location(), departure.cookie());
  }

  private void invite(String email) {
    operator.json("POST", "/v1/users", "{\"email\":\"" + email + "\",\"role\":\"member\"}");
  }
}
