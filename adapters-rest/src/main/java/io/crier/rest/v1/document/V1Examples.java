package io.crier.rest.v1.document;

import io.crier.rest.openapi.Examples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** An example of every JSON body, also of those that a webhook receives. */
final class V1Examples {

  /** The optional properties that an example has too. */
  private static final Map<String, Set<String>> OPTIONAL =
      Map.ofEntries(
          Map.entry("AcceptInvitation", Set.of("email", "name")),
          Map.entry("BatchItemResult", Set.of("message")),
          Map.entry("CreateSession", Set.of("engine")),
          Map.entry("CreateSubscription", Set.of("includeReplies", "keywords", "textMode")),
          Map.entry("Delivery", Set.of("attempts")),
          Map.entry("DeliveryAttempt", Set.of("statusCode")),
          Map.entry("Invitation", Set.of("email", "name")),
          Map.entry("IssueApiKey", Set.of("mode")),
          Map.entry("Me", Set.of("csrfToken", "signIn", "user")),
          Map.entry("Message", Set.of("body", "sentAt", "to")),
          Map.entry("MessageEditedData", Set.of("body", "to")),
          Map.entry("MessageReceivedData", Set.of("body")),
          Map.entry("MessageRevokedData", Set.of("to")),
          Map.entry("NumberCheck", Set.of("address")),
          Map.entry("PollVoteData", Set.of("to")),
          Map.entry("OpenAccount", Set.of("plan")),
          Map.entry("RegisterPhone", Set.of("displayName")),
          Map.entry("RegisterWebhook", Set.of("chats", "events", "headers")),
          Map.entry("SendAudio", Set.of("url", "voice")),
          Map.entry("SendButtons", Set.of("footer")),
          Map.entry("SendDocument", Set.of("filename", "url")),
          Map.entry("SendImage", Set.of("caption", "url")),
          Map.entry("SendRow", Set.of("description")),
          Map.entry("SendSection", Set.of("title")),
          Map.entry("SendSticker", Set.of("url")),
          Map.entry("SendTemplate", Set.of("components")),
          Map.entry("SendText", Set.of("metadata")),
          Map.entry("SendVideo", Set.of("url")),
          Map.entry("Session", Set.of("number")));

  /** The constants that examples have, where the first would be unusual. */
  private static final Map<String, String> CONSTANTS =
      Map.of(
          "ApiKeyRole", "send",
          "DeliveryState", "delivered",
          "MessagePriority", "normal",
          "MessageStatus", "sent",
          "NotificationStatus", "delivered",
          "PhoneStatus", "verified",
          "SessionStatus", "connected");

  private V1Examples() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    var components = document.getComponents();
    CONSTANTS.forEach(
        (name, constant) -> components.getSchemas().get(name).setExamples(List.of(constant)));
    var examples = new Examples(components, OPTIONAL);
    examples.addTo(paths.values());
    Optional.ofNullable(document.getWebhooks()).map(Map::values).ifPresent(examples::addTo);
  }
}
