package io.crier.bootstrap;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Every route of the API, with a request that uses ids of another account or session. A route that
 * is not listed here fails {@link TenantIsolationIT}.
 */
final class Routes {

  static final String CALL = "8A1B2C3D4E5F6071";
  static final String NUMBER = "+966501234567";
  static final String FORGOTTEN = "+966508888888";
  static final String GROUP = "120363041234567890@g.us";
  static final String CHANNEL = "120363144038483540@newsletter";
  static final String LABEL = "label-77";
  static final String OF_CHAT = " /v1/sessions/{session}/chats/" + NUMBER + "/labels";

  private static final String UPLOAD =
      """
      --B\r
      Content-Disposition: form-data; name="message"\r
      \r
      {"sessionId":"{session}","to":"%s","type":"document"}\r
      --B\r
      Content-Disposition: form-data; name="file"; filename="a.txt"\r
      Content-Type: text/plain\r
      \r
      hello\r
      --B--\r
      """
          .formatted(NUMBER);
  private static final Pattern METHOD = Pattern.compile("get|put|post|patch|delete");
  private static final Map<String, Route> ALL = new LinkedHashMap<>();

  static {
    SimulatorRoutes.add();
    list("GET /v1/account");
    own("POST /v1/import", "{\"apiKeys\":[{\"name\":\"another\"}]}");
    list("GET /v1/account/usage");
    list("GET /v1/statistics");
    list("GET /v1/statistics/alerts");
    list("GET /v1/api-keys");
    foreign(
        "POST /v1/api-keys",
        "session_not_found",
        "{\"name\":\"x\",\"role\":\"send\",\"sessions\":[\"{session}\"]}");
    foreign("GET /v1/api-keys/{key}", "api_key_not_found");
    foreign("DELETE /v1/api-keys/{key}", "api_key_not_found");
    foreign("POST /v1/api-keys/{key}/rotate", "api_key_not_found");
    open("GET /v1/sign-in");
    open("POST /v1/sign-in", "{\"email\":\"nobody@crier.example\",\"password\":\"x\"}");
    person("DELETE /v1/sign-in");
    open("GET /v1/sign-in/{provider}");
    open("GET /v1/invitations/{token}");
    open("POST /v1/invitations/{token}", "{\"password\":\"x\"}");
    list("GET /v1/me");
    person("PATCH /v1/me", "{\"name\":\"x\"}");
    person("POST /v1/me/second-factor");
    person("GET /v1/me/second-factor/qr");
    person("PUT /v1/me/second-factor", "{\"code\":\"123456\"}");
    person("DELETE /v1/me/second-factor");
    person("GET /v1/me/sign-ins");
    person("DELETE /v1/me/sign-ins");
    person("DELETE /v1/me/sign-ins/{signIn}");
    own("GET /v1/audit");
    own("GET /v1/users");
    own("POST /v1/users", "{\"email\":\"{new}@crier.example\",\"role\":\"member\"}");
    foreign("GET /v1/users/{user}", "user_not_found");
    foreign("PATCH /v1/users/{user}", "user_not_found", "{\"active\":false}");
    foreign("DELETE /v1/users/{user}", "user_not_found");
    foreign("POST /v1/users/{user}/reset", "user_not_found");
    list("GET /v1/messages");
    list("GET /v1/messages/export");
    foreign("POST /v1/messages", "session_not_found", Api.text("{session}", NUMBER, "x"));
    foreign("POST /v1/messages/upload", "session_not_found", UPLOAD);
    foreign("GET /v1/messages/{message}", "message_not_found");
    foreign("PATCH /v1/messages/{message}", "message_not_found", "{\"body\":\"x\"}");
    foreign("DELETE /v1/messages/{message}", "message_not_found");
    foreign("POST /v1/messages/{message}/seen", "message_not_found");
    foreign("POST /v1/messages/{message}/media/fetch", "message_not_found");
    foreign("GET /v1/messages/{message}/raw", "message_not_found");
    foreign("GET /v1/messages/{message}/events", "message_not_found");
    foreign("GET /v1/messages/{message}/receipts", "message_not_found");
    foreign("GET /v1/media/{media}", "media_not_found");
    own("POST /v1/messages/batch", "{\"messages\":[" + Api.text("{session}", NUMBER, "x") + "]}");
    foreign("GET /v1/numbers/" + NUMBER + "?sessionId={session}", "session_not_found");
    operatorOnly("GET /v1/operator/accounts");
    operatorOnly("POST /v1/operator/accounts", "{\"name\":\"x\"}");
    operatorOnly("GET /v1/operator/accounts/{account}");
    operatorOnly("PATCH /v1/operator/accounts/{account}", "{}");
    operatorOnly("POST /v1/operator/accounts/{account}/activate");
    operatorOnly("PUT /v1/operator/accounts/{account}/protection", "{\"enabled\":true}");
    operatorOnly("POST /v1/operator/accounts/{account}/unblock");
    operatorOnly("PUT /v1/operator/accounts/{account}/credits", "{\"left\":0}");
    operatorOnly("POST /v1/operator/accounts/{account}/deactivate");
    operatorOnly("POST /v1/operator/sessions/{session}/disable");
    operatorOnly("POST /v1/operator/sessions/{session}/enable");
    operatorOnly("GET /v1/operator/nodes");
    operatorOnly("GET /v1/operator/unhealthy-sessions");
    operatorOnly("GET /v1/operator/disabled-webhooks");
    operatorOnly("POST /v1/operator/nodes/{account}/drain");
    operatorOnly("POST /v1/operator/nodes/{account}/fill");
    operatorOnly("GET /v1/operator/alert-senders");
    operatorOnly("POST /v1/operator/alert-senders", "{\"sessionId\":\"{session}\"}");
    operatorOnly("GET /v1/operator/alert-senders/{session}");
    operatorOnly("DELETE /v1/operator/alert-senders/{session}");
    foreign("PUT /v1/account/alert-sender", "session_not_found", "{\"sessionId\":\"{session}\"}");
    own("DELETE /v1/account/alert-sender");
    list("GET /v1/phones");
    own("POST /v1/phones", "{\"number\":\"+966507654321\"}");
    foreign("GET /v1/phones/{phone}", "phone_not_found");
    foreign("POST /v1/phones/{phone}/verify", "phone_not_found", "{\"code\":\"123456\"}");
    foreign("DELETE /v1/phones/{phone}", "phone_not_found");
    list("GET /v1/sessions");
    own("POST /v1/sessions", "{\"name\":\"another\"}");
    foreign("GET /v1/sessions/{session}", "session_not_found");
    foreign("PATCH /v1/sessions/{session}", "session_not_found", "{\"name\":\"taken over\"}");
    foreign("DELETE /v1/sessions/{session}", "session_not_found");
    foreign("GET /v1/sessions/{session}/queue", "session_not_found");
    foreign("GET /v1/sessions/{session}/chats", "session_not_found");
    foreign("GET /v1/sessions/{session}/chats/" + NUMBER, "session_not_found");
    foreign("PATCH /v1/sessions/{session}/chats/" + NUMBER, "session_not_found", "{\"read\":true}");
    foreign(
        "PUT /v1/sessions/{session}/chats/" + NUMBER + "/presence",
        "session_not_found",
        "{\"state\":\"typing\"}");
    foreign("POST /v1/sessions/{session}/chats/" + NUMBER + "/presence/watch", "session_not_found");
    foreign("GET /v1/sessions/{session}/channels", "session_not_found");
    foreign(
        "POST /v1/sessions/{session}/channels",
        "session_not_found",
        "{\"channel\":\"" + CHANNEL + "\"}");
    foreign("GET /v1/sessions/{session}/channels/" + CHANNEL, "session_not_found");
    foreign("DELETE /v1/sessions/{session}/channels/" + CHANNEL, "session_not_found");
    foreign("GET /v1/sessions/{session}/labels", "session_not_found");
    foreign("GET /v1/sessions/{session}/labels/" + LABEL + "/chats", "session_not_found");
    foreign("GET" + OF_CHAT, "session_not_found");
    foreign("PUT" + OF_CHAT + "/" + LABEL, "session_not_found");
    foreign("DELETE" + OF_CHAT + "/" + LABEL, "session_not_found");
    foreign("GET /v1/sessions/{session}/contacts", "session_not_found");
    foreign("GET /v1/sessions/{session}/contacts/" + NUMBER, "session_not_found");
    own("DELETE /v1/contacts/" + FORGOTTEN);
    for (var route :
        List.of("GET %s/profile", "GET %s/profile/picture", "PUT %s/block", "DELETE %s/block")) {
      foreign(route.formatted("/v1/sessions/{session}/contacts/" + NUMBER), "session_not_found");
    }
    foreign("GET /v1/sessions/{session}/blocked-contacts", "session_not_found");
    foreign("GET /v1/sessions/{session}/profile", "session_not_found");
    foreign("PATCH /v1/sessions/{session}/profile", "session_not_found", "{\"about\":\"x\"}");
    for (var shown : List.of("profile", "groups/" + GROUP)) {
      var picture = " /v1/sessions/{session}/" + shown + "/picture";
      foreign("GET" + picture, "session_not_found");
      foreign("PUT" + picture, "session_not_found", "{\"url\":\"https://shop.invalid/x.png\"}");
      foreign("DELETE" + picture, "session_not_found");
    }
    foreign("POST /v1/sessions/{session}/calls/" + CALL + "/reject", "session_not_found");
    foreign("GET /v1/sessions/{session}/groups", "session_not_found");
    foreign(
        "POST /v1/sessions/{session}/groups",
        "session_not_found",
        "{\"subject\":\"x\",\"participants\":[\"+966507654321\"]}");
    foreign(
        "POST /v1/sessions/{session}/groups/join",
        "session_not_found",
        "{\"invite\":\"AbCdEfGhIjKlMnOpQrStUv\"}");
    foreign("GET /v1/sessions/{session}/groups/" + GROUP, "session_not_found");
    foreign(
        "PATCH /v1/sessions/{session}/groups/" + GROUP, "session_not_found", "{\"subject\":\"x\"}");
    foreign(
        "POST /v1/sessions/{session}/groups/" + GROUP + "/participants",
        "session_not_found",
        "{\"action\":\"add\",\"participants\":[\"+966507654321\"]}");
    foreign("POST /v1/sessions/{session}/groups/" + GROUP + "/leave", "session_not_found");
    foreign("GET /v1/sessions/{session}/groups/" + GROUP + "/invite", "session_not_found");
    foreign("DELETE /v1/sessions/{session}/groups/" + GROUP + "/invite", "session_not_found");
    foreign("POST /v1/sessions/{session}/logout", "session_not_found");
    foreign(
        "POST /v1/sessions/{session}/pairing-code",
        "session_not_found",
        "{\"phone\":\"+966500000009\"}");
    foreign("POST /v1/sessions/{session}/pause", "session_not_found");
    foreign("GET /v1/sessions/{session}/qr", "session_not_found");
    foreign("POST /v1/sessions/{session}/resume", "session_not_found");
    foreign("POST /v1/sessions/{session}/start", "session_not_found");
    foreign("POST /v1/sessions/{session}/stop", "session_not_found");
  }

  static {
    list("GET /v1/subscriptions");
    foreign(
        "POST /v1/subscriptions",
        "phone_not_found",
        "{\"xUsername\":\"jack\",\"phoneNumber\":\"{phone}\"}");
    foreign("GET /v1/subscriptions/{subscription}", "subscription_not_found");
    foreign("DELETE /v1/subscriptions/{subscription}", "subscription_not_found");
    list("GET /v1/notifications");
    list("GET /v1/x-accounts");
    list("GET /v1/engines");
    webhook("GET /v1/webhooks/{webhook}");
    webhook("PATCH /v1/webhooks/{webhook}", "{\"events\":[]}");
    webhook("DELETE /v1/webhooks/{webhook}");
    webhook("POST /v1/webhooks/{webhook}/test");
    webhook("POST /v1/webhooks/{webhook}/rotate-secret");
    webhook("POST /v1/webhooks/{webhook}/enable");
    webhook("GET /v1/webhooks/{webhook}/deliveries");
    webhook("POST /v1/webhooks/{webhook}/replay", "{\"since\":\"2026-01-31T09:30:00Z\"}");
    webhook("POST /v1/webhooks/{webhook}/deliveries/{delivery}/replay");
    list("GET /v1/webhooks");
    own("POST /v1/webhooks", "{\"url\":\"https://shop.invalid/another-hook\"}");
    own("GET /v1/events");
  }

  static {
    list("GET /wallawhats/user/profile");
    list("GET /wallawhats/phones");
    own("POST /wallawhats/phones", "{\"phoneNumber\":\"+966507654321\"}");
    foreign(
        "POST /wallawhats/phones/verify",
        "phone not found",
        "{\"phoneNumber\":\"{phone}\",\"code\":\"123456\"}");
    foreign("DELETE /wallawhats/phones/{phone}", "phone not found");
    list("GET /wallawhats/subscriptions");
    add(
        "POST /wallawhats/subscriptions",
        400,
        "phone not found",
        "{\"xUsername\":\"jack\",\"phoneNumber\":\"{phone}\"}");
    foreign("DELETE /wallawhats/subscriptions/{author}", "subscription not found");
    list("GET /wallawhats/notifications");
    list("GET /wallawhats/apikeys");
    own("POST /wallawhats/apikeys", "{\"name\":\"x\"}");
    foreign("DELETE /wallawhats/apikeys/{key}", "API key not found");
  }

  static {
    list("GET /wapi/healthz");
    list("GET /wapi/api/server-info");
    list("GET /wapi/api/me");
    wapi("POST /wapi/api/send-message", "\"message\":\"x\"");
    wapi("POST /wapi/api/send-location", "\"latitude\":31.5204,\"longitude\":74.3587");
    wapi("POST /wapi/api/send-image", "\"url\":\"https://shop.invalid/x.png\"");
    wapi("POST /wapi/api/send-document", "\"url\":\"https://shop.invalid/x.pdf\"");
    wapi("POST /wapi/api/send-audio", "\"url\":\"https://shop.invalid/x.mp3\"");
    foreign("GET /wapi/api/status?sessionId={session}", "SESSION_NOT_FOUND");
    foreign("GET /wapi/api/messages?sessionId={session}", "SESSION_NOT_FOUND");
    foreign("GET /wapi/api/qr?sessionId={session}", "SESSION_NOT_FOUND");
    foreign("POST /wapi/api/logout?sessionId={session}", "SESSION_NOT_FOUND");
    list("GET /wapi/api/admin/list-keys");
    own("POST /wapi/api/admin/generate-key", "{\"name\":\"another\",\"role\":\"api\"}");
    foreign("POST /wapi/api/admin/revoke-key", "KEY_NOT_FOUND", "{\"id\":\"{key}\"}");
  }

  static {
    list("GET /wallm/v1/account");
    foreign("GET /wallm/v1/numbers/" + NUMBER + "?sessionId={session}", "session_not_found");
    foreign(
        "POST /wallm/v1/sessions/{session}/messages/text",
        "session_not_found",
        "{\"to\":\"" + NUMBER + "\",\"text\":\"x\"}");
    // The number of the session that belongs to the other account.
    foreign(
        "POST /walytic/v1/messages",
        "session_not_found",
        "{\"sessionId\":\"966500000001\",\"to\":\"966501234567\",\"text\":\"x\"}");
  }

  static {
    foreign(
        "POST /aulm/v1/messages/send-text",
        "session_not_found",
        "{\"session_id\":\"{session}\",\"to\":\"" + NUMBER + "\",\"body\":\"x\"}");
    foreign(
        "POST /aulm/v1/messages/send-image",
        "session_not_found",
        "{\"session_id\":\"{session}\",\"to\":\""
            + NUMBER
            + "\",\"image\":\"data:image/png;base64,iVBORw0KGgo=\"}");
    foreign("GET /aulm/v1/sessions/{session}/status", "session_not_found");
  }

  private Routes() {}

  static Collection<Route> all() {
    return ALL.values();
  }

  /** The routes of the table, named as {@link #served} names them. */
  static Collection<String> listed() {
    return ALL.keySet();
  }

  /** The routes of the document that the server serves. */
  static Collection<String> served(Api api) {
    var served = new TreeSet<String>();
    var paths = api.get("/openapi?format=json").is(200).at("/paths");
    for (var path : paths.properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> {
                if (METHOD.matcher(method).matches()) {
                  served.add(Route.documented(method.toUpperCase(Locale.ROOT), path.getKey()));
                }
              });
    }
    return served;
  }

  /** The route of an operation, named as {@link #served} names it. */
  static Route get(String operation) {
    return ALL.get(operation);
  }

  static void foreign(String route, String code, String... body) {
    add(route, 404, code, body);
  }

  private static void wapi(String route, String content) {
    var to = NUMBER.substring(1);
    foreign(
        route,
        "SESSION_NOT_FOUND",
        "{\"to\":\"" + to + "\",\"sessionId\":\"{session}\"," + content + "}");
  }

  private static void webhook(String route, String... body) {
    foreign(route, "webhook_not_found", body);
  }

  private static void operatorOnly(String route, String... body) {
    add(route, 403, "operator_required", body);
  }

  private static void open(String route, String... body) {
    add(route, -1, "", body);
  }

  private static void person(String route, String... body) {
    add(route, 403, "user_required", body);
  }

  private static void list(String route) {
    add(route, 200, "");
  }

  private static void own(String route, String... body) {
    add(route, 0, "", body);
  }

  private static void add(String route, int status, String code, String... body) {
    var parts = route.split(" ", 2);
    var added = new Route(parts[0], parts[1], body.length == 0 ? null : body[0], status, code);
    ALL.put(Route.documented(parts[0], parts[1]), added);
  }
}
