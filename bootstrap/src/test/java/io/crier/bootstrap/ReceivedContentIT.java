package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What received messages contain, also what cannot be downloaded at once, or not be understood. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReceivedContentIT extends MessageRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void receivesFileWithItsMessage() {
    receive();

    var message = received();

    assertThat(message.at("/media/state").asText()).isEqualTo("available");
    assertIsBill(message);
    assertRefused(fetch(message), 409, "media_available");
  }

  @Test
  void receivesMessageBeforeItsFile() {
    setFaults("{\"noDownloads\":true}");
    receive();

    var pending = received();

    assertThat(pending.at("/type").asText()).isEqualTo("document");
    assertThat(pending.at("/caption").asText()).isEqualTo("الفاتورة");
    assertThat(pending.at("/filename").asText()).isEqualTo("bill.pdf");
    assertThat(pending.at("/media/state").asText()).isEqualTo("pending");
    assertThat(pending.at("/media/mimeType").asText()).isEqualTo("application/pdf");
    assertThat(pending.at("/media/size").asInt()).isEqualTo(PDF.length);
    assertThat(pending.at("/media/url").isMissingNode()).isTrue();

    setFaults("{}");
    assertThat(fetch(pending).is(202).at("/media/state").asText()).isEqualTo("pending");

    var arrived =
        api.until(
            "/v1/messages/" + pending.at("/id").asText(),
            it -> it.at("/media/state").asText().equals("available"));
    assertIsBill(arrived);
    assertThat(event("message.received")).contains("\"pending\"");
    assertThat(event("message.media"))
        .contains(
            pending.at("/id").asText(), "\"available\"", arrived.at("/media/sha256").asText());
  }

  @Test
  void downloadsMissingFileByItself() {
    setFaults("{\"noDownloads\":true}");
    receive();
    var pending = received();

    setFaults("{}");

    api.until(
        "/v1/messages/" + pending.at("/id").asText(),
        it -> it.at("/media/state").asText().equals("available"));
  }

  @Test
  void tellsWhatBecomesOfFileWhenSessionIsDeleted() {
    setFaults("{\"noDownloads\":true}");
    receive();
    var pending = received();

    api.call("DELETE", "/v1/sessions/" + session, null).is(204);

    var failed = api.get("/v1/messages/" + pending.at("/id").asText()).is(200);
    assertThat(failed.at("/media/state").asText()).isEqualTo("failed");
    assertThat(failed.at("/media/failure").asText()).isEqualTo("session_deleted");
    assertRefused(fetch(failed), 409, "media_not_fetchable");
  }

  @Test
  void refusesToFetchWhatWasNotReceived() {
    assertRefused(fetch(sent("\"type\":\"text\",\"body\":\"hi\"")), 409, "media_not_received");
  }

  @Test
  void keepsTheRawFormOfWhatItDoesNotUnderstand() {
    receive("unsupported", "What is this?");

    var message = received();

    assertThat(message.at("/type").asText()).isEqualTo("unsupported");
    assertThat(message.at("/body").asText()).isEqualTo("What is this?");
    assertThat(raw(message).is(200).at("/raw/simulated").asText()).isEqualTo("What is this?");
    assertRefused(raw(sent("\"type\":\"text\",\"body\":\"hi\"")), 404, "raw_not_kept");
  }

  @Test
  void reportsMessageWhoseContentDoesNotArrive() {
    receive("unavailable", "");

    var message = received();

    assertThat(message.at("/type").asText()).isEqualTo("unavailable");
    assertThat(message.at("/reason").asText()).isEqualTo("view_once");
  }

  private Api.Response raw(Api.Response message) {
    return api.get("/v1/messages/" + message.at("/id").asText() + "/raw");
  }

  private void receive(String type, String body) {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"%s\",\"type\":\"%s\",\"body\":\"%s\"}".formatted(THEIRS, type, body))
        .is(202);
  }

  private void receive() {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"%s\",\"type\":\"document\",\"body\":\"الفاتورة\",\"filename\":\"bill.pdf\",\"mimeType\":\"application/pdf\",\"data\":\"%s\"}"
                .formatted(THEIRS, base64(PDF)))
        .is(202);
  }

  private static String base64(byte[] file) {
    return Base64.getEncoder().encodeToString(file);
  }

  private Api.Response received() {
    var list = api.until("/v1/messages?direction=inbound", it -> it.at("/items/0").isObject());
    return api.get("/v1/messages/" + list.at("/items/0/id").asText()).is(200);
  }

  private void setFaults(String faults) {
    api.call("PUT", "/simulator/sessions/" + session + "/faults", faults).is(204);
  }

  private Api.Response fetch(Api.Response message) {
    return api.post("/v1/messages/" + message.at("/id").asText() + "/media/fetch", null);
  }

  private void assertIsBill(Api.Response message) {
    assertThat(message.at("/caption").asText()).isEqualTo("الفاتورة");
    assertThat(message.at("/media/sha256").asText()).isEqualTo(sha256(PDF));
    var link = URI.create(message.at("/media/url").asText());
    assertThat(api.get(link.getPath()).is(200).response().body()).isEqualTo(PDF);
  }

  /** The first event of this type. */
  private String event(String type) {
    try (var lines = api.follow("/v1/events", "Last-Event-ID", "0")) {
      return lines.filter(line -> line.contains("\"" + type + "\"")).findFirst().orElseThrow();
    }
  }
}
