package io.crier.bootstrap.process;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A session under load, and what was acknowledged for it, in order; only one caller uses it.
 *
 * @param weight how often it is chosen
 */
record Line(Tenant tenant, UUID session, String number, Pace pace, int weight, List<Ack> acks) {

  /** A message that got a 2xx response. */
  record Ack(UUID id, String priority) {}

  /** The required pacing of the session's sends; zero means no requirement. */
  record Pace(int gapMin, int gapMax, int every, int restMin, int restMax, int cap) {

    static Pace gap(int min, int max) {
      return new Pace(min, max, 0, 0, 0, 0);
    }

    String json() {
      return """
      {"gap":{"minMs":%d,"maxMs":%d},"rest":%s,"dailyCap":%d,"newContactsPerDay":100000000,
      "typing":false,"quietHours":null,"allowUnpaced":false}\
      """
          .formatted(
              gapMin,
              gapMax,
              every == 0
                  ? "null"
                  : "{\"every\":%d,\"minMs\":%d,\"maxMs\":%d}".formatted(every, restMin, restMax),
              cap == 0 ? 100_000_000 : cap);
    }
  }

  /** How many of its messages wait to be sent. */
  long queued() {
    return Long.parseLong(
        Tenant.find("\"queueLength\":(\\d+)", tenant.json("GET", "/v1/sessions/" + session, "")));
  }

  static Line create(
      Tenant tenant, WhatsApp whatsApp, String name, String number, Pace pace, int weight) {
    var session = UUID.fromString(tenant.create(name, whatsApp.engine(), pace.json()));
    whatsApp.link(tenant, session, number);
    return new Line(tenant, session, number, pace, weight, new ArrayList<>());
  }
}
