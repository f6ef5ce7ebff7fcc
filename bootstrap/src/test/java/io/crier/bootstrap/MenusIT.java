package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Buttons and lists, from the request to what people choose in them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MenusIT extends MessageRequests {

  private static final String BUTTONS =
      "\"type\":\"buttons\",\"body\":\"Does Monday suit you?\",\"footer\":\"Blue Door Clinic\","
          + "\"buttons\":[{\"id\":\"yes\",\"title\":\"Yes\"},{\"id\":\"no\",\"title\":\"No\"}]";
  private static final String LIST =
      "\"type\":\"list\",\"body\":\"When?\",\"button\":\"Times\",\"sections\":["
          + "{\"title\":\"Monday\",\"rows\":[{\"id\":\"9\",\"title\":\"09:00\"}]},"
          + "{\"title\":\"Tuesday\",\"rows\":[{\"id\":\"18\",\"title\":\"18:00\","
          + "\"description\":\"Fatima only\"}]}]";

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void sendsButtonsAndReceivesTheOneThatIsPressed() {
    var buttons = sent(BUTTONS);

    var reply = chosen(buttons, "no");

    assertThat(buttons.at("/type").asText()).isEqualTo("buttons");
    assertThat(buttons.at("/body").asText()).isEqualTo("Does Monday suit you?");
    assertThat(buttons.at("/menu/footer").asText()).isEqualTo("Blue Door Clinic");
    assertThat(buttons.at("/menu/options"))
        .extracting(it -> it.at("/id").asText(), it -> it.at("/title").asText())
        .containsExactly(tuple("yes", "Yes"), tuple("no", "No"));
    assertThat(reply.at("/type").asText()).isEqualTo("interactive");
    assertThat(reply.at("/interactive/kind").asText()).isEqualTo("button_reply");
    assertThat(reply.at("/interactive/id").asText()).isEqualTo("no");
    assertThat(reply.at("/interactive/title").asText()).isEqualTo("No");
    assertThat(reply.at("/replyTo")).isEqualTo(buttons.at("/id"));
  }

  @Test
  void sendsAListAndReceivesTheRowThatIsChosen() {
    var list = sent(LIST);

    var reply = chosen(list, "18");

    assertThat(list.at("/menu/button").asText()).isEqualTo("Times");
    assertThat(list.at("/menu/options/1/section").asText()).isEqualTo("Tuesday");
    assertThat(reply.at("/interactive/kind").asText()).isEqualTo("list_reply");
    assertThat(reply.at("/interactive/text").asText()).isEqualTo("Fatima only");
    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/options/1/title").asText())
        .containsExactly(tuple("list", "18:00"));
  }

  @Test
  void rejectsWhatWhatsAppDoesNotTake() {
    assertRefused(send(BUTTONS.replace("\"No\"", "\"Yes\"")), 400, "invalid_content");
    assertRefused(send(BUTTONS.replace("\"No\"", "null")), 400, "invalid_request");
    assertRefused(send(BUTTONS.replace("[", "[null,")), 400, "invalid_content");
    assertRefused(
        send(BUTTONS.replace("\"No\"", "\"Not on a Monday, sorry\"")), 400, "invalid_content");
    assertRefused(send(LIST.replace("\"title\":\"Monday\",", "")), 400, "invalid_content");
    assertRefused(send(LIST.replace("\"button\":\"Times\",", "")), 400, "invalid_request");
    assertRefused(send(LIST.replace("\"id\":\"9\"", "\"id\":\"18\"")), 400, "invalid_content");
  }

  @Test
  void rejectsChoicesThatThereAreNot() {
    var buttons = sent(BUTTONS);
    var text = sent("\"type\":\"text\",\"body\":\"1. Yes\"");

    assertRefused(choose(buttons, "perhaps"), 400, "invalid_request");
    assertRefused(choose(text, "yes"), 400, "invalid_request");
    assertRefused(choose("3EB0000000000000000000", "yes"), 404, "message_not_found");
  }

  private Api.Response chosen(Api.Response menu, String option) {
    choose(menu, option).is(202);
    var id =
        api.until("/v1/messages?direction=inbound", it -> !it.at("/items").isEmpty())
            .at("/items/0/id");
    return api.get("/v1/messages/" + id.asText()).is(200);
  }

  private Api.Response choose(Api.Response menu, String option) {
    return choose(menu.at("/waMessageId").asText(), option);
  }

  private Api.Response choose(String menu, String option) {
    return api.post(
        "/simulator/sessions/" + session + "/choices",
        "{\"message\":\"" + menu + "\",\"option\":\"" + option + "\"}");
  }
}
