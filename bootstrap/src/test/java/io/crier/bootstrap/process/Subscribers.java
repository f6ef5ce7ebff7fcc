package io.crier.bootstrap.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Phones of one account that are subscribed to authors, and the senders of their alerts.
 *
 * @param senders sessions on the simulator
 */
record Subscribers(Tenant tenant, List<UUID> senders, List<String> phones) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");
  private static final Pattern POST = Pattern.compile("/status/(\\d+)");
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** The environment variables for the server, for this many phones and subscriptions. */
  static Map<String, String> settings(int phones, int subscriptions) {
    return Map.of(
        "CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE",
        "100000000",
        "CRIER_PLANS_ENTERPRISE_PHONES",
        Integer.toString(phones),
        "CRIER_PLANS_ENTERPRISE_SUBSCRIPTIONS",
        Integer.toString(subscriptions),
        "CRIER_CODES_PER_ACCOUNT",
        Integer.toString(phones));
  }

  /** An alert that reached a phone. */
  record ReceivedAlert(String phone, long post, Instant at) {}

  /** Creates a sender for each phone: a single one would be slower than the posts. */
  static Subscribers open(Tenant operator, int phones) {
    var subscribers = new Subscribers(operator, new ArrayList<>(), new ArrayList<>());
    for (var i = 0; i < phones; i++) {
      subscribers.addSender(i);
      subscribers.verify("+9665700%05d".formatted(i));
    }
    return subscribers;
  }

  private void addSender(int number) {
    var pace = Line.Pace.gap(0, 0);
    var sender = UUID.fromString(tenant.create("alerts " + number, "simulator", pace.json()));
    new Simulator(null).link(tenant, sender, "+9665900%05d".formatted(number));
    tenant.json("POST", "/v1/operator/alert-senders", "{\"sessionId\":\"" + sender + "\"}");
    senders.add(sender);
  }

  private void verify(String phone) {
    tenant.json("POST", "/v1/phones", "{\"number\":\"" + phone + "\"}");
    Pause.until("the code for " + phone + " arrives", TIMEOUT, () -> !codes(phone).isEmpty());
    tenant.json(
        "POST", "/v1/phones/" + phone + "/verify", "{\"code\":\"" + codes(phone).getLast() + "\"}");
    phones.add(phone);
  }

  private List<String> codes(String phone) {
    var codes = new ArrayList<String>();
    for (var item : inbox()) {
      var code = CODE.matcher(item.path("body").asText());
      if (item.path("to").asText().equals(phone) && code.find()) {
        codes.add(code.group(1));
      }
    }
    return codes;
  }

  void subscribe(String phone, String username) {
    tenant.json(
        "POST",
        "/v1/subscriptions",
        "{\"xUsername\":\"%s\",\"phoneNumber\":\"%s\"}".formatted(username, phone));
  }

  /** All alerts that arrived, in order. */
  List<ReceivedAlert> alerts() {
    var alerts = new ArrayList<ReceivedAlert>();
    for (var item : inbox()) {
      var post = POST.matcher(item.path("body").asText());
      if (post.find()) {
        alerts.add(
            new ReceivedAlert(
                item.path("to").asText(),
                Long.parseLong(post.group(1)),
                Instant.parse(item.path("at").asText())));
      }
    }
    return alerts;
  }

  private List<JsonNode> inbox() {
    var items = new ArrayList<JsonNode>();
    for (var sender : senders) {
      read(tenant.json("GET", "/simulator/sessions/" + sender + "/inbox", ""))
          .path("items")
          .forEach(items::add);
    }
    return items;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
