package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.crier.client.ApiClient;
import io.crier.client.ApiException;
import io.crier.client.api.AccountApi;
import io.crier.client.api.MessagesApi;
import io.crier.client.api.WebhooksApi;
import io.crier.client.model.Event;
import io.crier.client.model.Message;
import io.crier.client.model.Problem;
import io.crier.client.model.ProblemCode;
import io.crier.client.model.RegisterWebhook;
import io.crier.client.model.SendDocument;
import io.crier.client.model.SendImage;
import io.crier.client.model.SendMessage;
import io.crier.client.model.SendText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a program does with the Java client that is generated from the OpenAPI document. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class JavaClientIT {

  private static final String TO = "+966501234567";

  @ArquillianResource private URI root;

  private final ApiClient client = new ApiClient();

  private UUID session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void openAccount() {
    var account = Api.operator(root).newAccount("Generated");
    session = UUID.fromString(account.newConnectedSession("main", "+966500000001"));
    client.updateBaseUri(root.toString().replaceFirst("/$", ""));
    client.setRequestInterceptor(it -> it.header("Authorization", "Bearer " + account.key()));
  }

  @Test
  void sendsTextImageAndFile(@TempDir Path folder) throws IOException, ApiException {
    var messages = new MessagesApi(client);

    var text = messages.sendMessage(text("أهلا 🦅"), "wait=15", null);
    var image =
        messages.sendMessage(
            new SendMessage(
                new SendImage()
                    .type(SendImage.TypeEnum.IMAGE)
                    .sessionId(session)
                    .to(TO)
                    .data("data:image/png;base64,iVBORw0KGgo=")),
            null,
            null);
    var invoice = Files.writeString(folder.resolve("invoice.txt"), "42 SAR");
    var document =
        new SendDocument().type(SendDocument.TypeEnum.DOCUMENT).sessionId(session).to(TO);
    var file =
        messages.sendFile(
            client.getObjectMapper().writeValueAsString(document), invoice.toFile(), null, null);

    assertThat(text.getBody()).isEqualTo("أهلا 🦅");
    assertThat(image.getMedia().getMimeType()).isEqualTo("image/png");
    assertThat(file.getFilename()).isEqualTo("invoice.txt");
    assertThat(file.getMedia().getSize()).isEqualTo(6);
  }

  @Test
  void listsPageByPage() throws ApiException {
    var messages = new MessagesApi(client);
    var sent = new ArrayList<UUID>();
    for (int message = 0; message < 5; message++) {
      sent.addFirst(messages.sendMessage(text("message " + message), null, null).getId());
    }

    var listed = new ArrayList<UUID>();
    String cursor = null;
    do {
      var page = messages.listMessages(cursor, null, null, 2, null, null, null, null);
      page.getItems().stream().map(Message::getId).forEach(listed::add);
      cursor = page.getNextCursor();
    } while (cursor != null);

    assertThat(listed).isEqualTo(sent);
  }

  @Test
  void readsProblems() throws JsonProcessingException {
    var failure =
        catchThrowableOfType(
            ApiException.class,
            () -> new MessagesApi(client).sendMessage(text("x".repeat(5_000)), null, null));

    assertThat(failure.getCode()).isEqualTo(400);
    var problem = client.getObjectMapper().readValue(failure.getResponseBody(), Problem.class);
    assertThat(problem.getCode()).isEqualTo(ProblemCode.INVALID_TEXT);
    assertThat(problem.getRequestId())
        .isEqualTo(failure.getResponseHeaders().firstValue("x-request-id").orElseThrow());
  }

  @Test
  void registersWebhook() throws ApiException {
    var webhook =
        new WebhooksApi(client)
            .registerWebhook(new RegisterWebhook().url("https://shop.invalid/hook"), null);

    assertThat(webhook.getSecret()).startsWith("whsec_");
    assertThat(new AccountApi(client).getAccount(null).getAccount().getName())
        .isEqualTo("Generated");
  }

  @Test
  void decodesEveryEvent() throws JsonProcessingException {
    var decoded = new HashSet<String>();
    for (var type : OpenApi.DOCUMENT.at("/components/schemas/Event/oneOf")) {
      var name = type.path("$ref").asText().replaceFirst(".*/", "");
      var example = OpenApi.DOCUMENT.at("/components/examples/" + name + "/value");

      var event = client.getObjectMapper().readValue(example.toString(), Event.class);

      assertThat(event.getActualInstance().getClass().getSimpleName()).isEqualTo(name);
      decoded.add(name);
    }
    assertThat(decoded).hasSizeGreaterThan(8);
  }

  private SendMessage text(String body) {
    return new SendMessage(
        new SendText().type(SendText.TypeEnum.TEXT).sessionId(session).to(TO).body(body));
  }
}
