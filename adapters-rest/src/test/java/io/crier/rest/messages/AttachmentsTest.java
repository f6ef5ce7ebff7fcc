package io.crier.rest.messages;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;
import static io.crier.domain.messages.MessageProblem.MEDIA_MISSING;
import static io.crier.domain.messages.MessageProblem.MEDIA_TOO_LARGE;
import static io.crier.domain.messages.MessageProblem.MEDIA_TYPE_NOT_ALLOWED;
import static io.crier.domain.messages.MessageProblem.MEDIA_UNREACHABLE;
import static io.crier.rest.media.TestLinks.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.messages.InMemoryMediaStore;
import io.crier.application.messages.KeepMedia;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MediaFile;
import io.crier.rest.BodyReader;
import io.crier.rest.media.Downloads;
import io.crier.rest.outbound.OutboundClient;
import io.crier.rest.outbound.OutboundLimits;
import io.crier.rest.outbound.OutboundPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsTest {

  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final String DATA =
      "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);
  private static final KeepMedia.Limits LIMITS =
      new KeepMedia.Limits(PNG.length, 0, 0, 0, Duration.ofDays(30));

  private final InMemoryMediaStore media =
      new InMemoryMediaStore(new InMemoryUnitOfWork(), () -> NOW);
  private final OutboundClient client =
      new OutboundClient(OutboundPolicy.publicOnly().allowing("127.0.0.0/8"), OutboundLimits.FILES);
  private final Attachments attachments =
      new Attachments(new KeepMedia(media, LIMITS, () -> NOW), new Downloads(client));
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    serve("/door.png", "image/png", PNG);
    serve("/zeros.png", "image/png", new byte[PNG.length + 1]);
    serve("/liar.png", "text/html", PNG);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    client.close();
  }

  @Test
  void aFileIsFetchedFromItsUrl() throws IOException {
    assertThat(media.open(ACCOUNT, image("url", at("/door.png")).id()).orElseThrow())
        .hasBinaryContent(PNG);
  }

  @Test
  void aFileIsReadFromItsData() throws IOException {
    assertThat(media.open(ACCOUNT, image("data", DATA).id()).orElseThrow()).hasBinaryContent(PNG);
    assertThat(image("data", DATA.replace("image/png", "")).mimeType()).isEqualTo("image/png");
    assertThat(image("data", DATA.replace(";base64", ";charset=x;base64")).size())
        .isEqualTo(PNG.length);
  }

  @Test
  void whatIsFetchedIsJudged() {
    assertRefused(MEDIA_UNREACHABLE, () -> image("url", at("/nothing")));
    assertRefused(MEDIA_TYPE_NOT_ALLOWED, () -> image("url", at("/liar.png")));
    assertRefused(MEDIA_TYPE_NOT_ALLOWED, () -> image("url", at("/zeros.png")));
    assertRefused(MEDIA_UNREACHABLE, () -> image("url", "http://192.168.1.1/door.png"));
    assertThatThrownBy(() -> image("url", "http://192.168.1.1/door.png"))
        .hasMessage("url: the address is private, local or reserved");
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    var large = Base64.getEncoder().encodeToString(Arrays.copyOf(PNG, PNG.length + 1));

    assertRefused(MEDIA_TOO_LARGE, () -> image("data", "data:image/png;base64," + large));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "data:",
        "data:image/png,x",
        "data:image/png;base64",
        "data:image/png;base64,%",
        "iVBORw0KGgo="
      })
  void whatIsNoDataUriIsRefused(String data) {
    assertRefused(INVALID_CONTENT, () -> image("data", data));
  }

  @Test
  void whatIsNoUrlIsRefused() {
    assertRefused(INVALID_CONTENT, () -> image("url", "no url"));
    assertRefused(INVALID_CONTENT, () -> image("url", "http://x/" + "y".repeat(2_048)));
  }

  @Test
  void aFileComesFromOnePlace() {
    attachments.requireOneSource(message("\"url\":\"u\""), false);
    attachments.requireOneSource(message("\"caption\":\"c\""), true);

    assertRefused(
        MEDIA_MISSING, () -> attachments.requireOneSource(message("\"caption\":\"c\""), false));
    assertRefused(
        MEDIA_MISSING, () -> attachments.requireOneSource(message("\"url\":\"u\""), true));
    assertRefused(
        MEDIA_MISSING,
        () -> attachments.requireOneSource(message("\"url\":\"u\",\"data\":\"d\""), false));
  }

  @Test
  void noFileWaitsForLongerThanItIsKept() {
    var late = message("\"url\":\"u\",\"sendAt\":\"2026-03-02T09:30:01Z\"");

    assertRefused(INVALID_SEND_AT, () -> attachments.requireOneSource(late, false));
  }

  private MediaFile image(String source, String value) {
    return attachments.keep(
        ACCOUNT, message("\"" + source + "\":\"" + value + "\""), Duration.ofSeconds(30));
  }

  private static NewMessage.WithFile message(String fields) {
    return (NewMessage.WithFile)
        BodyReader.read(
            NewMessage.class,
            "{\"sessionId\":\"s\",\"to\":\"1\",\"type\":\"image\"," + fields + "}");
  }

  private String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void serve(String path, String type, byte[] bytes) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }
}
