package io.crier.rest.v1.webhooks;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static io.crier.domain.webhooks.WebhookProblem.INVALID_WEBHOOK_URL;

import io.crier.application.webhooks.RegisterWebhook.Change;
import io.crier.domain.Refused;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.rest.door.Ids;
import io.crier.rest.door.Query;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Changes to a webhook; absent fields stay as they are. */
@Schema(name = "ChangeWebhook")
public record WebhookChange(
    @Schema(maxLength = 2_000, examples = "https://shop.example/hooks/crier") String url,
    @Schema(
            implementation = EventType[].class,
            description = "empty means all",
            examples = "[\"message.status\"]")
        List<String> events,
    @Schema(
            implementation = UUID[].class,
            maxItems = 100,
            description = "sessions of the account; empty means all")
        List<String> sessions,
    @Schema(
            implementation = ChatKind[].class,
            description = "kinds of chats; empty means all",
            examples = "[\"person\"]")
        List<String> chats,
    @Schema(
            description = "replace all custom headers; empty means none",
            examples = "{\"Authorization\": \"Bearer 7Rk2mQ\"}")
        Map<String, String> headers) {

  Change toUseCase() {
    return new Change(
        Optional.ofNullable(url).map(WebhookChange::parseUrl),
        set(events, EventType::parse),
        set(sessions, id -> new SessionId(Ids.parse(id, SESSION_NOT_FOUND))),
        set(
            chats,
            kind -> Query.oneOf(ChatKind.class, "chats", String.valueOf(kind)).orElseThrow()),
        Optional.ofNullable(headers).map(WebhookHeaders::new));
  }

  private static <T> Optional<Set<T>> set(List<String> texts, Function<String, T> parse) {
    return Optional.ofNullable(texts)
        .map(all -> all.stream().map(parse).collect(Collectors.toSet()));
  }

  static URI parseUrl(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Refused(INVALID_WEBHOOK_URL);
    }
  }

  @Override
  public String toString() {
    return "WebhookChange[" + url + "]";
  }
}
