package io.crier.bootstrap.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import io.crier.bootstrap.process.Visitor.Page;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in at a provider that somebody else has written, and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdSignInIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final String ID = "company";
  private static final String SECRET = "that-secret-of-the-client";
  private static final String START = "/v1/sign-in/oidc";

  private final MockOAuth2Server provider = new MockOAuth2Server();
  private Crier crier;
  private Crier.Home home;
  private Tenant operator;
  private Visitor visitor;

  @BeforeAll
  void start() throws Exception {
    provider.start(InetAddress.getLoopbackAddress(), 0);
    home = new Crier.Home(WLP.resolveSibling("openid"));
    home.forget();
    Files.createDirectories(home.path());
    var settings = new HashMap<>(Database.ofTheEnvironment(home).settings());
    settings.put("CRIER_SECRET_KEY", "that of the tests, and of nothing else");
    settings.put("CRIER_OIDC_ISSUER", provider.issuerUrl(ID).toString());
    settings.put("CRIER_OIDC_CLIENT_ID", "crier");
    settings.put("CRIER_OIDC_CLIENT_SECRET", SECRET);
    settings.put("CRIER_OIDC_NAME", "Company account");
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
    provider.shutdown();
  }

  @Test
  void leadsToTheProviderAndBackToWhereSomebodyWanted() {
    invite("fatima@clinic.example");
    provider.enqueueCallback(person("4711", "fatima@clinic.example", true));
    assertThat(visitor.get("/v1/sign-in").body())
        .contains("{\"id\":\"oidc\",\"name\":\"Company account\"}");

    var departure = visitor.get(START + "?return=%2F%23%2Finbox");
    assertThat(departure.status()).isEqualTo(303);
    assertThat(departure.cookies().getFirst())
        .matches("crier-local-departure=[\\w.-]+; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
    assertThat(departure.location())
        .contains("code_challenge_method=S256", "response_type=code", "nonce=", "scope=openid")
        .doesNotContain(SECRET);
    var arrival = visitor.get(visitor.visit(departure.location()).location(), departure.cookie());

    assertThat(arrival.status()).isEqualTo(303);
    assertThat(arrival.location()).endsWith("/#/inbox");
    assertThat(arrival.cookies())
        .anyMatch(it -> it.startsWith("crier-local-departure=; Path=/; Max-Age=0"));
    var me = visitor.get("/v1/me", arrival.cookie("crier-local="));
    assertThat(me.body()).contains("fatima@clinic.example", "\"status\":\"active\"");
    assertThat(operator.json("GET", "/v1/audit", "")).contains("signInAtProvider", "linkIdentity");
  }

  @Test
  void refusesTheSameWayBackASecondTime() {
    invite("aisha@clinic.example");
    provider.enqueueCallback(person("4712", "aisha@clinic.example", true));
    var departure = visitor.get(START);
    var back = visitor.visit(departure.location()).location();
    assertThat(visitor.get(back, departure.cookie()).status()).isEqualTo(303);

    assertCode("provider_answer_invalid", visitor.get(back, departure.cookie()));
    assertCode("sign_in_not_begun", visitor.get(back));
  }

  @Test
  void refusesAWayBackThatBeganInAnotherBrowser() {
    var mine = visitor.get(START);
    var theirs = visitor.get(START);
    var back = visitor.visit(theirs.location()).location();

    assertCode("sign_in_not_begun", visitor.get(back, mine.cookie()));
    assertCode(
        "sign_in_not_begun",
        visitor.get(back.replaceFirst("state=[^&]*", "state=guessed"), theirs.cookie()));
    assertCode(
        "invalid_return", visitor.get(back, theirs.cookie().replaceFirst("\\..*", ".Ly9ldmls")));
    assertCode(
        "provider_answer_invalid",
        visitor.get(back.replaceFirst("state=[^&]*", "state=" + state(mine)), mine.cookie()));
  }

  @Test
  void refusesPeopleWhomNobodyKnowsAndEmailsThatNobodyHasVerified() {
    invite("salma@clinic.example");

    assertCode("email_not_verified", comeBack(person("4714", "salma@clinic.example", false)));
    assertCode("not_invited", comeBack(person("4715", "stranger@clinic.example", true)));
    assertThat(comeBack(person("4716", "salma@clinic.example", true)).status()).isEqualTo(303);
    assertCode("identity_changed", comeBack(person("4717", "salma@clinic.example", true)));
  }

  @Test
  void refusesATokenThatHasExpired() {
    var claims = Map.<String, Object>of("email", "x@clinic.example", "email_verified", true);

    assertCode(
        "provider_answer_invalid",
        comeBack(
            new DefaultOAuth2TokenCallback(ID, "4718", "JWT", List.of("crier"), claims, -3600)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "https://evil.example",
        "https:evil.example",
        "/%5Cevil.example",
        "%5C%5Cevil.example",
        "/%09/evil.example",
        "javascript:alert(1)",
        ""
      })
  void leadsToNoOtherServer(String target) {
    var refused = visitor.get(START + "?return=" + target);

    assertCode("invalid_return", refused);
    assertThat(refused.location()).isEmpty();
  }

  @Test
  void doesNotBeginForAnotherSite() {
    assertCode("csrf_token_invalid", visitor.send(START, Map.of("Sec-Fetch-Site", "cross-site")));
    assertCode("insecure_connection", visitor.send(START, Map.of("X-Forwarded-For", "192.0.2.1")));
    assertCode("provider_not_found", visitor.get("/v1/sign-in/other"));
  }

  @Test
  void showsPeopleWhatWentWrong() {
    var shown =
        visitor.send(
            START + "/callback?error=access_denied&error_description=No&session_state=1&iss=x",
            Map.of("Accept", "text/html"));

    assertThat(shown.status()).isEqualTo(303);
    assertThat(shown.location()).endsWith("/#/sign-in?problem=sign_in_not_begun");
    var departure = visitor.get(START);
    assertCode(
        "provider_refused",
        visitor.get(
            START + "/callback?error=access_denied&state=" + state(departure), departure.cookie()));
  }

  @Test
  void writesNoSecretIntoTheLog() throws Exception {
    comeBack(person("4719", "stranger@clinic.example", true));

    for (var log : List.of(home.console(), home.logs().resolve("messages.log"))) {
      assertThat(Files.readString(log)).doesNotContain(SECRET, "eyJ", "code_verifier");
    }
  }

  @Test
  void signsInByAButtonOfTheDashboard() throws Exception {
    assumeTrue(
        Chromium.canBeStarted(), "The dashboard is not tested: no Chromium or no Node.js here");
    invite("huda@clinic.example");
    var complaints = new ArrayList<String>();
    try (var chromium = Chromium.start();
        var context =
            chromium
                .browser()
                .newContext(
                    new Browser.NewContextOptions()
                        .setBaseURL("http://localhost:" + crier.port()))) {
      var tab = new DashboardTab(context.newPage(), complaints);
      tab.page().navigate("/#/inbox");
      var button = tab.page().getByText("Sign in with Company account");
      assertThat(button).isVisible();
      tab.takePicture("sign-in-provider");
      provider.enqueueCallback(person("4720", "nobody@clinic.example", true));
      button.click();
      tab.sees("Ask an owner of the account to invite you.");
      tab.takePicture("sign-in-refused");

      provider.enqueueCallback(person("4721", "huda@clinic.example", true));
      button.click();
      assertThat(tab.page().locator("page-inbox")).isVisible();
      assertThat(tab.page().locator("nav").first().getByText("huda")).isVisible();
    }
    assertThat(complaints).isEmpty();
  }

  private Page comeBack(DefaultOAuth2TokenCallback person) {
    provider.enqueueCallback(person);
    var departure = visitor.get(START);
    return visitor.get(visitor.visit(departure.location()).location(), departure.cookie());
  }

  private void invite(String email) {
    operator.json("POST", "/v1/users", "{\"email\":\"" + email + "\",\"role\":\"member\"}");
  }

  private static DefaultOAuth2TokenCallback person(String subject, String email, boolean verified) {
    return new DefaultOAuth2TokenCallback(
        ID, subject, "JWT", List.of("crier"), Map.of("email", email, "email_verified", verified));
  }

  private static String state(Page departure) {
    return Tenant.find("[?&]state=([^&]*)", departure.location());
  }

  private static void assertCode(String code, Page page) {
    assertThat(page.body()).contains("\"code\":\"" + code + "\"");
    assertThat(page.status()).isBetween(400, 503);
    assertThat(page.cookies()).isEmpty();
  }
}
