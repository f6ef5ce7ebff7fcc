package io.crier.bootstrap.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A client of one account. */
record Tenant(int port, String key) {

  String json(String method, String path, String body) {
    return json(method, path, body, Map.of());
  }

  String json(String method, String path, String body, Map<String, String> headers) {
    var answer = call(method, path, body, headers);
    if (answer.status() >= 300) {
      throw new IllegalStateException(method + " " + path + ": " + answer);
    }
    return answer.body();
  }

  Wire.Answer call(String method, String path, String body) {
    return call(method, path, body, Map.of());
  }

  Wire.Answer call(String method, String path, String body, Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.put("Authorization", "Bearer " + key);
    try (var wire = new Wire(port)) {
      return wire.call(method, path, all, body);
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  /** Opens another account; this one's key must be the operator's. */
  Tenant open(String name) {
    return open(name, "enterprise");
  }

  Tenant open(String name, String plan) {
    var opened =
        json(
            "POST",
            "/v1/operator/accounts",
            "{\"name\":\"%s\",\"plan\":\"%s\"}".formatted(name, plan));
    return new Tenant(port, find("(crl_[0-9A-Za-z]+)", opened));
  }

  /** The account that the server creates on its first start; its key is the operator's. */
  static Tenant firstOf(Crier crier, Crier.Home home) throws IOException {
    var file = Files.readString(home.data().resolve("first-start.txt"));
    return new Tenant(crier.port(), find("admin-key: (crl_\\w+)", file));
  }

  /** Links a session of the simulator, once it has a code to scan. */
  void scan(String session, String number) {
    Pause.until(
        "there is a code to scan",
        Duration.ofMinutes(1),
        () ->
            call(
                        "POST",
                        "/simulator/sessions/" + session + "/scan",
                        "{\"number\":\"" + number + "\"}")
                    .status()
                < 300);
    Pause.until(
        "it is connected",
        Duration.ofMinutes(1),
        () -> json("GET", "/v1/sessions/" + session, "").contains("\"connected\""));
  }

  String create(String name, String engine, String pacing) {
    return find(
        "\"id\":\"([^\"]+)\"",
        json(
            "POST",
            "/v1/sessions",
            "{\"name\":\"%s\",\"engine\":\"%s\",\"pacing\":%s}".formatted(name, engine, pacing)));
  }

  static String find(String pattern, String text) {
    var matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in an answer");
    }
    return matcher.group(1);
  }

  @Override
  public String toString() {
    return "Tenant[" + key.substring(0, 12) + "…]";
  }
}
