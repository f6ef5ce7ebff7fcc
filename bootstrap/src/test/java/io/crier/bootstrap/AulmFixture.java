package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Calls aulm as its clients do, and checks its answers. */
abstract class AulmFixture {

  static final WebArchive CRIER =
      Deployments.configured(
          "crier.plans.free.sends-per-day=2\ncrier.plans.pro.sends-in-trial=1\n");
  static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
  static final String TO = "+966512345678";
  static final String NOBODY = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";
  static final String PNG = "data:image/png;base64,iVBORw0KGgo=";

  Api operator;
  Api account;
  String session;

  /** Opens an account with a session that may send without pacing. */
  void open(URI root) {
    operator = Api.operator(root);
    account = operator.newAccount("Blue Door Clinic");
    session = connected(account);
  }

  static void assertQuota(Api.Response answer, int limit, int remaining) {
    var midnight = LocalDate.now(ZoneOffset.UTC).plusDays(1).atStartOfDay(ZoneOffset.UTC);
    assertThat(answer.header("x-ratelimit-limit")).hasValue("" + limit);
    assertThat(answer.header("x-ratelimit-remaining")).hasValue("" + remaining);
    assertThat(answer.header("x-ratelimit-reset")).hasValue(midnight.toInstant().toString());
  }

  static void assertError(Api.Response answer, int status, String code) {
    assertThat(answer.is(status).header("Content-Type")).hasValue("application/json");
    assertFields(answer.json(), "error");
    assertFields(answer.at("/error"), "code", "message");
    assertThat(answer.at("/error/code").asText()).as("%s", answer).isEqualTo(code);
    assertThat(answer.at("/error/message").asText()).isNotBlank();
    assertThat(answer.header("x-request-id").orElseThrow()).matches(UUID);
    assertThat(answer.response().headers().map().keySet())
        .noneMatch(it -> it.toLowerCase(Locale.ROOT).startsWith("x-ratelimit"));
  }

  static void assertFields(JsonNode json, String... names) {
    assertThat(json.fieldNames()).toIterable().containsExactly(names);
  }

  static long seconds(Api.Response answer) {
    return Long.parseLong(answer.header("retry-after").orElseThrow());
  }

  static String connected(Api api) {
    var id = api.newConnectedSession("support", "+966500000001");
    allowUnpaced(api, id);
    return id;
  }

  static void allowUnpaced(Api api, String session) {
    api.call("PATCH", "/v1/sessions/" + session, "{\"pacing\":{\"allowUnpaced\":true}}").is(200);
  }

  static String key(int number) {
    return "crl_%08d_%s".formatted(number, "x".repeat(32));
  }

  /** With this header, or without one. */
  Api.Response get(String path, String authorization) {
    return Api.anonymous(operator.root(), "/aulm" + path, authorization);
  }

  Api.Response status(String id) {
    return account.get("/aulm/v1/sessions/" + id + "/status");
  }

  static Api.Response send(Api api, String body) {
    return api.post("/aulm/v1/messages/send-text", body);
  }

  Api.Response sendTo(String number) {
    return send(account, text(session, number, "hi"));
  }

  String text(String body) {
    return text(session, TO, body);
  }

  static String text(String session, String to, String body) {
    return "{\"session_id\":\"%s\",\"to\":\"%s\",\"body\":\"%s\"}".formatted(session, to, body);
  }

  Api.Response image(String image, String caption) {
    var text = caption == null ? "" : ",\"caption\":\"" + caption + "\"";
    return account.post(
        "/aulm/v1/messages/send-image",
        "{\"session_id\":\"%s\",\"to\":\"%s\",\"image\":\"%s\"%s}"
            .formatted(session, TO, image, text));
  }

  void faults(String faults) {
    faults(account, session, faults);
  }

  static void faults(Api api, String session, String faults) {
    api.call("PUT", "/simulator/sessions/" + session + "/faults", faults).is(204);
  }

  JsonNode inbox() {
    return account.get("/simulator/sessions/" + session + "/inbox").is(200).at("/items");
  }

  static long usage(Api api) {
    return api.get("/v1/account").is(200).at("/usage/sendsToday").asLong();
  }
}
