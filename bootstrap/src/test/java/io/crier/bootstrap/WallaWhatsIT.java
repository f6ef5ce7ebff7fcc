package io.crier.bootstrap;

import static io.crier.bootstrap.SharedFakeX.X;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Walks through the API reference of WallaWhats from top to bottom: the requests are those of its
 * examples, but for base URL, key, phone and author. The table at the end lists what it promises.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WallaWhatsIT {

  private static final String MILLIS = "\\d{13}";

  @ArquillianResource private URI root;

  private final String number = "+3461%07d".formatted(random(10_000_000));
  private final String author = "elon_" + random(1_000_000);

  private Api user;
  private String sender;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void openAccountWithAlertSender() {
    user = Api.operator(root).newAccount("Jane", "business");
    sender = user.newConnectedSession("alerts", "+966590000003");
    user.call("PUT", "/v1/account/alert-sender", "{\"sessionId\":\"" + sender + "\"}").is(200);
    X.account(author);
  }

  // Authentication

  @Test
  void answers401ToMissingMalformedAndRevokedKeys() {
    var revoked = create(user, "revoked").at("/apiKey").asText();
    delete("/apikeys/" + revoked.substring(0, 12)).is(200);

    for (var key : new String[] {"", "nonsense", revoked.substring(1), revoked}) {
      var answer = new Api(root, key).get("/wallawhats/user/profile").is(401);
      assertThat(answer.text()).isEqualTo(error("missing or invalid API key"));
      assertThat(answer.header("Content-Type")).hasValue("application/json");
    }
  }

  // Errors

  @Test
  void answersErrorsAsOneField() {
    assertError("/phones", "{}", 400, "phoneNumber is required");
    assertError("/phones", "{\"displayName\":\"Work\"}", 400, "phoneNumber is required");
    assertError("/phones/verify", "{\"code\":\"123456\"}", 400, "phoneNumber is required");
    assertError("/phones/verify", phone(number), 400, "code is required");
    assertError("/subscriptions", phone(number), 400, "xUsername is required");
    assertError("/subscriptions", "{\"xUsername\":\"x\"}", 400, "phoneNumber is required");
    assertThat(get("/nothing").is(404).json().properties()).hasSize(1);
    assertThat(post("/phones", "{").is(400).json().properties()).hasSize(1);
  }

  // User

  @Test
  void showsTheProfile() {
    var profile = get("/user/profile").is(200);

    assertFields(profile.json(), "userId", "email", "name", "plan", "createdAt");
    assertThat(profile.at("/userId").asText()).hasSize(36);
    assertThat(profile.at("/name").asText()).isEqualTo("Jane");
    assertThat(profile.at("/plan").asText()).isEqualTo("business");
    assertThat(profile.at("/createdAt").toString()).matches(MILLIS);
  }

  // Phones

  @Test
  void registersVerifiesListsAndDeletesAPhone() {
    var registered =
        post("/phones", "{\"phoneNumber\": \"" + number + "\", \"displayName\": \"Work\"}").is(200);
    assertThat(registered.text())
        .isEqualTo("{\"phoneNumber\":\"" + number + "\",\"status\":\"pending_verification\"}");
    assertThat(post("/phones", phone(number)).is(429).header("Retry-After")).isPresent();
    assertError("/subscriptions", subscription(), 400, "phone not verified");
    var code = code(1);

    var wrong = "%06d".formatted((Integer.parseInt(code) + 1) % 1_000_000);
    assertError("/phones/verify", proof(wrong), 400, "invalid code");
    assertError("/phones/verify", proof("12"), 400, "invalid code");
    assertThat(post("/phones/verify", proof(code)).is(200).text())
        .isEqualTo("{\"phoneNumber\":\"" + number + "\",\"status\":\"verified\"}");
    assertError("/phones/verify", proof(code), 400, "phone already verified");
    assertError("/phones", phone(number), 400, "phone already verified");

    var list = get("/phones").is(200);
    assertFields(list.json(), "phones", "count");
    assertThat(list.at("/count").asInt()).isOne();
    var listed = list.at("/phones/0");
    assertFields(listed, "phoneNumber", "status", "displayName", "createdAt", "verifiedAt");
    assertThat(listed.path("phoneNumber").asText()).isEqualTo(number);
    assertThat(listed.path("status").asText()).isEqualTo("verified");
    assertThat(listed.path("displayName").asText()).isEqualTo("Work");
    assertThat(listed.path("createdAt").toString()).matches(MILLIS);
    assertThat(listed.path("verifiedAt").toString()).matches(MILLIS);

    post("/subscriptions", subscription()).is(200);
    assertThat(delete("/phones/%2B" + number.substring(1)).is(200).text())
        .isEqualTo("{\"success\":true}");
    assertThat(get("/subscriptions").at("/subscriptions/0/isActive").toString()).isEqualTo("false");
    assertThat(delete("/phones/" + number).is(404).text()).isEqualTo(error("phone not found"));
  }

  @Test
  void refusesPhonesThatAreNotE164OrTooMany() {
    for (var wrong : new String[] {"34612345678", "+34 612", "+0123456789", "jane"}) {
      assertError("/phones", phone(wrong), 400, "invalid phone number format");
    }
    for (int more = 1; more <= 3; more++) {
      post("/phones", phone("+3462%07d".formatted(random(10_000_000)))).is(200);
    }
    assertError("/phones", phone(number), 400, "phone number limit reached");
    assertError("/phones/verify", proof("123456"), 404, "phone not found");
  }

  // Subscriptions

  @Test
  void createsListsAndDeletesASubscription() {
    user.verifyPhone(number, sender);

    var created = post("/subscriptions", subscription("@" + author)).is(200);

    assertFields(
        created.json(),
        "xUsername",
        "xUserId",
        "xDisplayName",
        "xProfileImage",
        "phoneNumber",
        "isActive",
        "createdAt");
    assertThat(created.at("/xUsername").asText()).isEqualTo(author);
    assertThat(created.at("/xUserId").asText()).matches("\\d+");
    assertThat(created.at("/phoneNumber").asText()).isEqualTo(number);
    assertThat(created.at("/isActive").asBoolean()).isTrue();
    assertThat(created.at("/createdAt").toString()).matches(MILLIS);
    assertError("/subscriptions", subscription(), 400, "already subscribed");

    var list = get("/subscriptions").is(200);
    assertFields(list.json(), "subscriptions", "count");
    assertThat(list.at("/count").asInt()).isOne();
    assertThat(list.at("/subscriptions/0")).isEqualTo(created.json());

    assertThat(delete("/subscriptions/" + author.toUpperCase()).is(200).text())
        .isEqualTo("{\"success\":true}");
    assertThat(get("/subscriptions").at("/count").asInt()).isZero();
    assertThat(delete("/subscriptions/" + author).is(404).text())
        .isEqualTo(error("subscription not found"));
  }

  @Test
  void refusesSubscriptionsThatCannotBe() {
    assertError("/subscriptions", subscription(), 400, "phone not found");
    user.verifyPhone(number, sender);
    for (var wrong : new String[] {"elon musk", "sixteen_letters_", "@", "ilon-musk"}) {
      assertError("/subscriptions", subscription(wrong), 400, "invalid X username format");
    }
    assertError("/subscriptions", subscription("nobody_at_all"), 404, "X account not found");
    for (int more = 0; more < 5; more++) {
      X.account("author_" + more + "_" + author.substring(5));
      post("/subscriptions", subscription("author_" + more + "_" + author.substring(5))).is(200);
    }
    assertError("/subscriptions", subscription(), 400, "subscription limit reached");
  }

  // API keys

  @Test
  void createsListsAndDeletesAnApiKey() {
    var created = create(user, "CI server");
    assertFields(created.json(), "apiKey", "keyPrefix", "keyName", "createdAt", "expiresAt");
    var key = created.at("/apiKey").asText();
    var prefix = created.at("/keyPrefix").asText();
    assertThat(prefix).isEqualTo(key.substring(0, 12));
    assertThat(created.at("/expiresAt").asLong() - created.at("/createdAt").asLong())
        .isEqualTo(Duration.ofDays(365).toMillis());

    var list = get("/apikeys").is(200);
    assertThat(list.json().isArray()).isTrue();
    assertThat(list.json()).hasSize(2);
    var listed = list.at("/0");
    assertFields(listed, "keyPrefix", "keyName", "createdAt", "lastUsedAt", "expiresAt");
    assertThat(listed.path("keyPrefix").asText()).isEqualTo(prefix);
    assertThat(listed.path("keyName").asText()).isEqualTo("CI server");
    assertThat(list.text()).doesNotContain(key);
    assertThat(create(new Api(root, key), null).at("/keyName").asText()).isEqualTo("Default");

    delete("/apikeys/" + key).is(404);
    assertThat(delete("/apikeys/" + prefix).is(200).text()).isEqualTo("{\"success\":true}");
    assertThat(get("/apikeys").text()).doesNotContain(prefix);
    new Api(root, key).get("/wallawhats/user/profile").is(401);
    assertThat(delete("/apikeys/crl_00000000").is(404).text())
        .isEqualTo(error("API key not found"));
  }

  // Quickstart, and notifications

  @Test
  void runsTheQuickstart() {
    post("/phones", "{\"phoneNumber\":\"" + number + "\",\"displayName\":\"Mobile\"}").is(200);
    post("/phones/verify", proof(code(1))).is(200);
    post("/subscriptions", subscription()).is(200);

    var post = X.post(author, "The bird is freed");

    var list =
        user.until(
            "/wallawhats/notifications",
            it -> it.at("/notifications/0/status").asText().equals("read"));
    assertFields(list.json(), "notifications");
    assertThat(list.at("/notifications")).hasSize(1);
    var notification = list.at("/notifications/0");
    assertFields(
        notification,
        "notificationId",
        "userId",
        "phoneNumber",
        "xUsername",
        "tweetId",
        "tweetText",
        "tweetUrl",
        "waMessageId",
        "status",
        "errorMessage",
        "createdAt",
        "updatedAt");
    assertThat(notification.path("userId")).isEqualTo(get("/user/profile").at("/userId"));
    assertThat(notification.path("phoneNumber").asText()).isEqualTo(number);
    assertThat(notification.path("xUsername").asText()).isEqualTo(author);
    assertThat(notification.path("tweetId").asText()).isEqualTo("" + post.value());
    assertThat(notification.path("tweetText").asText()).isEqualTo("The bird is freed");
    assertThat(notification.path("tweetUrl").asText())
        .isEqualTo("https://x.com/" + author + "/status/" + post.value());
    assertThat(notification.path("waMessageId").asText()).isNotEmpty();
    assertThat(notification.path("errorMessage").isNull()).isTrue();

    var created = notification.path("createdAt").asLong();
    assertThat(count("?from=" + created + "&to=" + created)).isOne();
    assertThat(count("?from=" + (created + 1))).isZero();
    assertThat(count("?to=" + (created - 1))).isZero();
    assertThat(get("/notifications?lastKey=forged").is(400).text())
        .isEqualTo(error("invalid lastKey"));
    get("/notifications?from=yesterday").is(400);
  }

  @Test
  void pagesThroughNotifications() {
    user.verifyPhone(number, sender);
    post("/subscriptions", subscription()).is(200);
    for (int more = 0; more < 51; more++) {
      X.post(author, "post " + more);
    }
    user.until("/wallawhats/notifications", it -> it.json().has("lastKey"));

    var first = get("/notifications").is(200);
    var second = get("/notifications?lastKey=" + first.at("/lastKey").asText()).is(200);

    assertThat(first.at("/notifications")).hasSize(50);
    assertThat(second.at("/notifications")).isNotEmpty();
    assertThat(second.json().has("lastKey")).isFalse();
    assertThat(second.at("/notifications/0/createdAt").asLong())
        .isLessThanOrEqualTo(first.at("/notifications/49/createdAt").asLong());
  }

  private int count(String query) {
    return get("/notifications" + query).is(200).at("/notifications").size();
  }

  private void assertError(String path, String body, int status, String text) {
    assertThat(post(path, body).is(status).text()).isEqualTo(error(text));
  }

  private static void assertFields(JsonNode json, String... names) {
    assertThat(json.fieldNames()).toIterable().containsExactly(names);
  }

  private static String error(String text) {
    return "{\"error\":\"" + text + "\"}";
  }

  private static String phone(String number) {
    return "{\"phoneNumber\":\"" + number + "\"}";
  }

  private String proof(String code) {
    return "{\"phoneNumber\":\"" + number + "\",\"code\":\"" + code + "\"}";
  }

  private String subscription() {
    return subscription(author);
  }

  private String subscription(String username) {
    return "{\"xUsername\":\"" + username + "\",\"phoneNumber\":\"" + number + "\"}";
  }

  /** The code in the simulated phone's message number {@code count}. */
  private String code(int count) {
    var inbox =
        user.until(
            "/simulator/sessions/" + sender + "/inbox", it -> it.at("/items").size() >= count);
    return inbox.at("/items/" + (count - 1) + "/body").asText().substring(0, 6);
  }

  private static Api.Response create(Api api, String name) {
    return api.post("/wallawhats/apikeys", name == null ? "{}" : "{\"name\":\"" + name + "\"}")
        .is(201);
  }

  private Api.Response get(String path) {
    return user.get("/wallawhats" + path);
  }

  private Api.Response post(String path, String body) {
    return user.post("/wallawhats" + path, body);
  }

  private Api.Response delete(String path) {
    return user.call("DELETE", "/wallawhats" + path, null);
  }

  private static int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}

/*
 * What the reference promises, and the test that shows it.
 *
 * every request includes an API key in x-api-key ... all of them
 * missing, malformed, revoked keys: 401 ............ answers401ToMissingMalformedAndRevokedKeys
 * a key acts for its user, with the same quotas .... WallaWhatsLimitsIT.sharesEverythingAmongTheKeysOfAnAccount
 * keys per plan, "api key limit reached" ........... WallaWhatsLimitsIT.allowsAsManyKeysAsThePlan
 * keys are shown once, valid for 365 days .......... createsListsAndDeletesAnApiKey
 * errors: JSON with an error field, and a status ... answersErrorsAsOneField
 * 402 not enough credits ........................... WallaWhatsLimitsIT.answers402WithoutCredits
 * 20 requests a second per key, 40 at once ......... WallaWhatsLimitsIT.limitsRequestsByKey, RateLimitsTest
 * 403 on abusive patterns .......................... ProtectionIT
 * 50 items a page, lastKey absent at the end ....... pagesThroughNotifications
 * GET /user/profile ................................ showsTheProfile
 * POST /phones ..................................... registersVerifiesListsAndDeletesAPhone
 *   "invalid phone number format" .................. refusesPhonesThatAreNotE164OrTooMany
 *   "phone number limit reached" ................... refusesPhonesThatAreNotE164OrTooMany
 * POST /phones/verify .............................. registersVerifiesListsAndDeletesAPhone
 *   "phone not found" .............................. refusesPhonesThatAreNotE164OrTooMany
 *   "invalid code", "phone already verified" ....... registersVerifiesListsAndDeletesAPhone
 *   codes expire after 15 minutes, "code expired" .. PhoneCodesTest, WallaWhatsTest
 * GET /phones ...................................... registersVerifiesListsAndDeletesAPhone
 * DELETE /phones, deactivates subscriptions ........ registersVerifiesListsAndDeletesAPhone
 * POST, GET, DELETE /subscriptions, @, any case .... createsListsAndDeletesASubscription
 *   "phone not verified" ........................... registersVerifiesListsAndDeletesAPhone
 *   its other errors ............................... refusesSubscriptionsThatCannotBe
 * GET /notifications, from, to, lastKey ............ runsTheQuickstart
 * POST, GET, DELETE /apikeys ....................... createsListsAndDeletesAnApiKey
 *   never by the full key .......................... createsListsAndDeletesAnApiKey
 * an alert within 10 seconds ....................... docs/benchmarks.md
 */
