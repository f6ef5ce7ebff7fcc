package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.json.Json;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Labels, from the request to the simulated phone and back. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LabelsIT extends MessageRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void assignsALabelAndRemovesIt() {
    assertThat(api.get(labels()).is(200).at("/items/3/name").asText()).isEqualTo("Paid");

    api.call("PUT", ofChat("/4"), null).is(204);

    var event = event("label.assigned");
    assertThat(event.at("/data/labelId").asText()).isEqualTo("4");
    assertThat(event.at("/data/chatId").asText()).isEqualTo(THEIRS);
    assertThat(api.get(ofChat("")).is(200).at("/items/0/name").asText()).isEqualTo("Paid");

    assertThat(api.get(labels() + "/4/chats").is(200).at("/items/0").asText()).isEqualTo(THEIRS);

    api.call("DELETE", ofChat("/4"), null).is(204);

    assertThat(event("label.removed").at("/data/chatId").asText()).isEqualTo(THEIRS);
    assertThat(api.get(ofChat("")).is(200).at("/items")).isEmpty();
    assertThat(api.get(labels() + "/4/chats").is(200).at("/items")).isEmpty();
  }

  @Test
  void tellsWhatIsDoneWithLabelsOnThePhone() {
    onPhone("{\"label\":\"9\",\"name\":\"مدفوع\",\"color\":7}");

    var label = event("label.updated").at("/data/label");
    assertThat(label.at("/name").asText()).isEqualTo("مدفوع");
    assertThat(label.at("/color").asInt()).isEqualTo(7);

    onPhone("{\"label\":\"9\",\"deleted\":true}");

    assertThat(event("label.deleted").at("/data/labelId").asText()).isEqualTo("9");
  }

  @Test
  void refusesWhatIsNoLabel() {
    assertRefused(api.call("PUT", ofChat("/77"), null), 404, "label_not_found");
    assertRefused(api.call("PUT", ofChat("/%20"), null), 404, "label_not_found");
    assertRefused(api.call("DELETE", ofChat("/77"), null), 404, "label_not_found");
    assertRefused(api.get(labels() + "/77/chats"), 404, "label_not_found");
    assertRefused(api.get(sessions() + "/chats/nobody/labels"), 404, "chat_not_found");
    var phone = "/simulator/sessions/" + session + "/phone/labels";
    assertRefused(api.post(phone, "{\"label\":\"9\"}"), 400, "invalid_label");
    assertRefused(
        api.post(phone, "{\"label\":\"9\",\"name\":\"x\",\"color\":20}"), 400, "invalid_label");
    assertRefused(
        api.post(phone, "{\"label\":\"4\",\"chat\":\"+966507654321\",\"color\":-1}"),
        400,
        "invalid_label");
    assertRefused(
        api.post(phone, "{\"label\":\"4\",\"deleted\":true,\"name\":\"\"}"), 400, "invalid_label");
    assertRefused(api.post(phone, "{\"label\":\"9\",\"deleted\":true}"), 404, "label_not_found");
  }

  private void onPhone(String body) {
    api.post("/simulator/sessions/" + session + "/phone/labels", body).is(202);
  }

  private JsonNode event(String type) {
    try (var lines = api.follow("/v1/events?types=" + type, "Last-Event-ID", "0")) {
      var line = lines.filter(it -> it.startsWith("data: ")).findFirst().orElseThrow();
      return Json.read(line.substring("data: ".length()));
    }
  }

  private String sessions() {
    return "/v1/sessions/" + session;
  }

  private String labels() {
    return sessions() + "/labels";
  }

  private String ofChat(String label) {
    return sessions() + "/chats/" + THEIRS + "/labels" + label;
  }
}
