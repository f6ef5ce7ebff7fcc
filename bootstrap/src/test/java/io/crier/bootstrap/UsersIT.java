package io.crier.bootstrap;

import static io.crier.bootstrap.Api.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.bootstrap.Api.Response;
import io.crier.domain.users.AuthenticatorApp;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People join, sign in, and are signed out; what their browsers send is not trusted blindly. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class UsersIT {

  private static final String JOIN = "{\"name\":\"Fatima\",\"password\":\"" + PASSWORD + "\"}";

  @ArquillianResource private URI root;

  private Api account;
  private String email;
  private Api owner;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void createOwner() {
    account = Api.operator(root).newAccount("Blue Door Clinic");
    email = "fatima-" + System.nanoTime() + "@clinic.example";
    owner = account.newUser(email, "owner");
  }

  @Test
  void letsSomebodyJoinAndSignIn() {
    var invited = invite("aisha-" + email, "member");
    var link = Api.invitation(invited.at("/invitation/url").asText());
    var shown = anybody().get(link).is(200);
    assertThat(shown.at("/email").asText()).isEqualTo("aisha-" + email);
    assertThat(shown.at("/purpose").asText()).isEqualTo("join");
    assertThat(shown.at("/account/name").asText()).isEqualTo("Blue Door Clinic");

    var joined = anybody().post(link, JOIN).is(200);
    var again = signIn("aisha-" + email, PASSWORD).is(200);

    var me = Api.signedIn(root, again).get("/v1/me").is(200);
    assertThat(me.at("/user/name").asText()).isEqualTo("Fatima");
    assertThat(me.at("/user/role").asText()).isEqualTo("member");
    assertThat(me.at("/account/name").asText()).isEqualTo("Blue Door Clinic");
    assertThat(me.at("/signIn/id")).isEqualTo(again.at("/signIn/id"));
    assertThat(me.at("/csrfToken")).isEqualTo(again.at("/csrfToken"));
    assertThat(cookie(again)).isNotEqualTo(cookie(joined));
  }

  @Test
  void letsALinkBeUsedOnce() throws Exception {
    var link = Api.invitation(invite("aisha-" + email, "member").at("/invitation/url").asText());
    Callable<Response> join = () -> anybody().post(link, JOIN);

    try (var threads = Executors.newFixedThreadPool(2)) {
      var statuses = List.of(threads.submit(join), threads.submit(join));
      assertThat(List.of(statuses.get(0).get().status(), statuses.get(1).get().status()))
          .containsExactlyInAnyOrder(200, 404);
    }
    assertThat(anybody().get(link).is(404).code()).isEqualTo("invitation_invalid");
    anybody().get("/v1/invitations/nonsense").is(404);
  }

  @Test
  void setsTheCookieThatTheConnectionAllows() {
    var local = signIn(email, PASSWORD).is(200).header("Set-Cookie").orElseThrow();
    assertThat(local)
        .matches("crier-local=[\\w-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");

    assertThat(signIn(email, PASSWORD, "X-Forwarded-For", "192.0.2.1").is(403).code())
        .isEqualTo("insecure_connection");
    var cleared =
        Api.signedIn(root, signIn(email, PASSWORD)).call("DELETE", "/v1/sign-in", null).is(204);
    assertThat(cleared.header("Set-Cookie").orElseThrow())
        .startsWith("crier-local=; Path=/; Max-Age=0");
  }

  @Test
  void ignoresATokenThatSomebodyElseHasChosen() {
    var fixed = "crier-local=" + "A".repeat(43);

    var signedIn = signIn(email, PASSWORD, "Cookie", fixed).is(200);

    assertThat(cookie(signedIn)).isNotEqualTo(fixed);
    assertThat(new Api(root, fixed, "x").get("/v1/me").is(401).code()).isEqualTo("not_signed_in");
    new Api(root, cookie(signedIn).replace("crier-local", "__Host-crier"), "x")
        .get("/v1/me")
        .is(401);
  }

  @Test
  void refusesWrongPasswordsAndUnknownEmailsAlike() {
    var wrong = signIn(email, "wrong").is(401);
    var unknown = signIn("nobody-" + email, "wrong").is(401);

    assertThat(wrong.code()).isEqualTo("wrong_credentials");
    assertThat(unknown.at("/detail")).isEqualTo(wrong.at("/detail"));
    assertThat(unknown.code()).isEqualTo(wrong.code());
  }

  /** From addresses of their own, because the tests share theirs. */
  @Test
  void throttlesGuessesByEmailAndByAddress() {
    for (var i = 0; i < 10; i++) {
      signIn("victim-" + email, "wrong " + i, from(i)).is(401);
      signIn(i + "-" + email, "wrong", from(100)).is(401);
    }

    var throttled = signIn("victim-" + email, PASSWORD, from(99)).is(429);
    assertThat(throttled.code()).isEqualTo("too_many_sign_ins");
    assertThat(throttled.header("Retry-After")).isPresent();
    signIn(email, PASSWORD, from(100)).is(429);
    var elsewhere = signIn(email, PASSWORD, from(99)).is(200);
    assertThat(elsewhere.header("Set-Cookie").orElseThrow())
        .matches(
            "__Host-crier=[\\w-]{43}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure");
  }

  /** Behind a proxy with https. */
  private String[] from(int host) {
    var network = Math.floorMod(email.hashCode(), 250);
    return new String[] {
      "X-Forwarded-For", "198.18.%d.%d".formatted(network, host), "X-Forwarded-Proto", "https"
    };
  }

  @ParameterizedTest
  @CsvSource({
    "X-CSRF-Token, wrong",
    "Origin, https://evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void refusesChangesFromOtherSites(String header, String value) {
    var browser = header.startsWith("X-") ? new Api(root, owner.key(), value) : owner;
    var headers = header.startsWith("X-") ? new String[0] : new String[] {header, value};

    var answer = browser.call("POST", "/v1/sessions", "{\"name\":\"evil\"}", headers).is(403);
    assertThat(answer.code()).isEqualTo("csrf_token_invalid");
    browser.call("PATCH", "/v1/me", "{\"name\":\"evil\"}", headers).is(403);
    browser.call("DELETE", "/v1/sign-in", null, headers).is(403);

    assertThat(owner.get("/v1/sessions").is(200).at("/items")).isEmpty();
  }

  @Test
  void refusesToSignInFromOtherSites() {
    assertThat(signIn(email, PASSWORD, "Origin", "https://evil.example").is(403).code())
        .isEqualTo("csrf_token_invalid");
    signIn(email, PASSWORD, "Sec-Fetch-Site", "cross-site").is(403);
    signIn(email, PASSWORD, "Origin", "http://" + root.getAuthority()).is(200);
    signIn(email, PASSWORD, "Sec-Fetch-Site", "same-origin").is(200);
  }

  @Test
  void prefersTheKeyToTheCookieAndTakesNoCookieElsewhere() {
    var both = new Api(root, account.key()).get("/v1/me", "Cookie", owner.key()).is(200);
    assertThat(both.at("/key/role").asText()).isEqualTo("admin");
    assertThat(both.json().has("user")).isFalse();
    assertThat(both.json().has("csrfToken")).isFalse();

    for (var path : List.of("/wapi/api/me", "/wallm/v1/account", "/wallawhats/phones")) {
      assertThat(owner.get(path).status()).as(path).isEqualTo(401);
    }
    var session = owner.newSession("ours");
    owner.get("/v1/sessions/" + session + "/qr").is(200);
    owner
        .post("/simulator/sessions/" + session + "/scan", "{\"number\":\"+966500000001\"}")
        .is(204);
  }

  @Test
  void endsStreamsWithTheSignIn() {
    var browser = Api.signedIn(root, signIn(email, PASSWORD));
    try (var lines = browser.follow("/v1/events", "Last-Event-ID", "0")) {
      owner.call("DELETE", "/v1/me/sign-ins", null).is(204);
      owner.newSession("ours");

      assertThat(lines.count()).isNotNegative();
    }
    browser.get("/v1/me").is(401);
    owner.get("/v1/me").is(200);
  }

  @Test
  void showsAndEndsSignIns() {
    var other =
        Api.signedIn(
            root, signIn(email, PASSWORD, "User-Agent", "<script>alert(1)</script>\u00e9"));
    var listed = owner.get("/v1/me/sign-ins").is(200);
    assertThat(listed.at("/items")).hasSize(2);
    assertThat(listed.at("/items/0/userAgent").asText()).startsWith("<script>alert(1)</script>");
    assertThat(listed.at("/items/0/current").asBoolean()).isFalse();
    assertThat(listed.at("/items/1/current").asBoolean()).isTrue();
    var id = listed.at("/items/0/id").asText();

    var stranger = account.newUser("aisha-" + email, "owner");
    stranger.call("DELETE", "/v1/me/sign-ins/" + id, null).is(404);
    owner.call("DELETE", "/v1/me/sign-ins/" + id, null).is(204);

    other.get("/v1/me").is(401);
    owner.call("DELETE", "/v1/me/sign-ins/" + id, null).is(404);
    assertThat(owner.get("/v1/me/sign-ins?limit=1").is(200).at("/items")).hasSize(1);
  }

  @Test
  void changesNameAndPassword() {
    var other = Api.signedIn(root, signIn(email, PASSWORD));
    owner.call("PATCH", "/v1/me", "{\"name\":\"Fatima Z.\"}").is(200);
    var change = "{\"password\":{\"current\":\"%s\",\"new\":\"%s\"}}";
    owner.call("PATCH", "/v1/me", change.formatted("wrong", "another quiet garden")).is(422);
    owner.call("PATCH", "/v1/me", change.formatted(PASSWORD, "short")).is(400);
    owner.call("PATCH", "/v1/me", change.formatted(PASSWORD, "another quiet garden")).is(200);

    assertThat(owner.get("/v1/me").is(200).at("/user/name").asText()).isEqualTo("Fatima Z.");
    other.get("/v1/me").is(401);
    signIn(email, PASSWORD).is(401);
    signIn(email, "another quiet garden").is(200);
  }

  @Test
  void needsACodeOnceTheSecondFactorIsActive() {
    var secret = owner.post("/v1/me/second-factor", null).is(200).at("/secret").asText();
    assertThat(owner.get("/v1/me/second-factor/qr").is(200).text()).startsWith("<svg");
    owner.call("PUT", "/v1/me/second-factor", "{\"code\":\"000000\"}").is(422);
    var code = new AuthenticatorApp(secret).code(Instant.now());
    var codes =
        owner
            .call("PUT", "/v1/me/second-factor", "{\"code\":\"" + code + "\"}")
            .is(200)
            .at("/recoveryCodes");
    assertThat(codes).hasSize(10);
    assertThat(owner.get("/v1/me").is(200).at("/secondFactor").asBoolean()).isTrue();
    owner.get("/v1/me/second-factor/qr").is(404);

    assertThat(signIn(email, PASSWORD).is(401).code()).isEqualTo("second_factor_required");
    signInWith(code).is(401);
    signInWith(codes.get(0).asText()).is(200);
    signInWith(codes.get(0).asText()).is(401);

    owner.call("DELETE", "/v1/me/second-factor", null).is(422);
    owner
        .call("DELETE", "/v1/me/second-factor", null, "X-Second-Factor-Code", codes.get(1).asText())
        .is(204);
    signIn(email, PASSWORD).is(200);
  }

  private Response signInWith(String code) {
    var form = "{\"email\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}";
    return anybody().post("/v1/sign-in", form.formatted(email, PASSWORD, code), from(7));
  }

  @Test
  void administersUsers() {
    var member = account.newUser("aisha-" + email, "member");
    var id = member.get("/v1/me").is(200).at("/user/id").asText();
    assertThat(owner.get("/v1/users").is(200).at("/items")).hasSize(2);
    owner.post("/v1/users", "{\"email\":\"" + email + "\",\"role\":\"member\"}").is(409);
    owner.call("PATCH", "/v1/users/" + id, "{\"role\":\"operator\"}").is(403);
    assertThat(owner.call("PATCH", "/v1/users/" + id, "{\"role\":\"owner\"}").is(200).at("/role"))
        .hasToString("\"owner\"");
    member.get("/v1/users/" + id).is(200);
    owner.call("PATCH", "/v1/users/" + id, "{\"active\":false}").is(200);
    member.get("/v1/me").is(401);
    signIn("aisha-" + email, PASSWORD).is(401);
    owner.call("PATCH", "/v1/users/" + id, "{\"active\":true}").is(200);

    var link = owner.post("/v1/users/" + id + "/reset", null).is(200).at("/invitation/url");
    var fresh = anybody().join(link.asText(), "{\"password\":\"another quiet garden\"}");
    fresh.get("/v1/me").is(200);

    owner.call("DELETE", "/v1/users/" + id, null).is(204);
    fresh.get("/v1/me").is(401);
    owner.get("/v1/users/" + id).is(404);
    var self = owner.get("/v1/me").is(200).at("/user/id").asText();
    assertThat(owner.call("DELETE", "/v1/users/" + self, null).is(422).code())
        .isEqualTo("last_owner");
  }

  @Test
  void hidesUsersAndSignInsFromOtherAccounts() {
    var stranger = Api.operator(root).newAccount("Other Clinic").newUser("other-" + email, "owner");

    assertThat(stranger.get("/v1/users").is(200).text()).doesNotContain("\"" + email);
    assertThat(stranger.get("/v1/users").is(200).at("/items")).hasSize(1);
    assertThat(stranger.get("/v1/me/sign-ins").is(200).at("/items")).hasSize(1);
  }

  private Response invite(String address, String role) {
    return owner
        .post("/v1/users", "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(address, role))
        .is(201);
  }

  /** Somebody without a key. */
  private Api anybody() {
    return new Api(root, "unrelated=1", "");
  }

  private Response signIn(String address, String password, String... headers) {
    var form = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(address, password);
    return anybody().post("/v1/sign-in", form, headers);
  }

  private static String cookie(Response response) {
    return response.header("Set-Cookie").orElseThrow().split(";")[0];
  }
}
