package io.crier.whatsapp.waha;

import static io.crier.whatsapp.JsonTrees.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.calls.CallId;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Change;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.Signature;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** WAHA's API for one session. */
final class SessionApi {

  private static final List<String> EVENTS =
      List.of(
          "session.status",
          "message.any",
          "message.reaction",
          "message.edited",
          "message.revoked",
          "message.ack",
          "poll.vote",
          "call.received",
          "presence.update",
          "label.upsert",
          "label.deleted",
          "label.chat.added",
          "label.chat.deleted");

  private final Supplier<Waha> waha;
  private final WahaSettings settings;
  private final SessionId session;
  private final URI crier;

  /**
   * @param crier the address of this server as WAHA sees it; ends with a slash
   */
  SessionApi(Supplier<Waha> waha, WahaSettings settings, SessionId session, URI crier) {
    this.waha = waha;
    this.settings = settings;
    this.session = session;
    this.crier = crier;
  }

  WahaSettings settings() {
    return settings;
  }

  // The session

  /** The session at WAHA, if it exists. */
  Optional<JsonNode> find() {
    try {
      return Optional.of(waha.get().session(settings.session(), settings.apiKey()));
    } catch (WahaException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Creates and starts the session. */
  void create() {
    var body = MAPPER.createObjectNode().put("name", settings.session()).put("start", true);
    body.set("config", config());
    waha.get().create(settings.apiKey(), body);
  }

  /** Updates the webhook of an existing session if it is not the current one. */
  void updateWebhook(JsonNode existing) {
    var config = existing.toString();
    if (!config.contains(webhookUrl()) || !EVENTS.stream().allMatch(config::contains)) {
      var body = MAPPER.createObjectNode().put("name", settings.session());
      body.set("config", config());
      waha.get().change(settings.session(), settings.apiKey(), body);
    }
  }

  private ObjectNode config() {
    var config = MAPPER.createObjectNode();
    var webhook = config.putArray("webhooks").addObject();
    webhook.put("url", webhookUrl());
    var events = webhook.putArray("events");
    EVENTS.forEach(events::add);
    webhook.putObject("hmac").put("key", settings.webhookSecret(session));
    webhook
        .putObject("retries")
        .put("policy", "exponential")
        .put("delaySeconds", 2)
        .put("attempts", 15);
    return config;
  }

  /** Contains a fingerprint of the secret, so that a session with an old secret is detected. */
  private String webhookUrl() {
    var fingerprint = Signature.SHA256.sign(new byte[0], settings.webhookSecret(session));
    var path = "engines/waha/" + session.value() + "?secret=" + fingerprint.substring(0, 8);
    return crier.resolve(path).toString();
  }

  /**
   * @param verb start, stop or logout
   */
  void control(String verb) {
    waha.get().control(settings.session(), verb, settings.apiKey(), MAPPER.createObjectNode());
  }

  // Linking

  /** The current QR code; empty if there is none. */
  String qr() {
    return waha.get().qr(settings.session(), "raw", settings.apiKey()).path("value").asText();
  }

  /** Requests a code that the holder of this number enters in WhatsApp. */
  String pairingCode(PhoneNumber holder) {
    var body = MAPPER.createObjectNode().put("phoneNumber", holder.digits());
    var response = waha.get().code(settings.session(), settings.apiKey(), body);
    return response.path("code").asText().replaceFirst("^(.{4})(.{4})$", "$1-$2");
  }

  // Messaging

  /** The address of a number, unless it is not on WhatsApp. */
  Optional<Address> addressOf(PhoneNumber number) {
    var response = waha.get().check(number.digits(), settings.session(), settings.apiKey());
    return response.path("numberExists").asBoolean()
        ? Optional.of(new Address(response.path("chatId").asText(number.digits() + "@c.us")))
        : Optional.empty();
  }

  JsonNode send(Outgoing message) {
    return waha.get().post(message.verb(), settings.apiKey(), message.body());
  }

  JsonNode send(String verb, FileMessage message) {
    return waha.get().post(verb, settings.apiKey(), message);
  }

  JsonNode react(Outgoing reaction) {
    return waha.get().react(settings.apiKey(), reaction.body());
  }

  /** Edits a message that was sent before, or deletes it for everyone. */
  void change(String chat, Change change) {
    var id = Ids.full(change.target(), chat);
    switch (change) {
      case Change.Edit edit -> {
        var body = MAPPER.createObjectNode().put("text", edit.body()).put("linkPreview", false);
        waha.get().edit(settings.session(), chat, id, settings.apiKey(), body);
      }
      case Change.Deletion deletion ->
          waha.get().delete(settings.session(), chat, id, settings.apiKey());
    }
  }

  /**
   * @param presence such as typing or recording
   */
  void showPresence(String chat, String presence) {
    var body = MAPPER.createObjectNode().put("chatId", chat).put("presence", presence);
    waha.get().presence(settings.session(), settings.apiKey(), body);
  }

  void watchPresence(String chat) {
    waha.get().watch(settings.session(), chat, settings.apiKey(), MAPPER.createObjectNode());
  }

  void reject(CallId call, String from) {
    var body = MAPPER.createObjectNode().put("from", from).put("id", call.value());
    waha.get().reject(settings.session(), settings.apiKey(), body);
  }

  JsonNode labels() {
    return waha.get().labels(settings.session(), settings.apiKey());
  }

  JsonNode labels(String chat) {
    return waha.get().labels(settings.session(), chat, settings.apiKey());
  }

  JsonNode labelledChats(LabelId label) {
    return waha.get().labelledChats(settings.session(), label.value(), settings.apiKey());
  }

  void setLabels(String chat, Set<LabelId> labels) {
    var body = MAPPER.createObjectNode();
    var listed = body.putArray("labels");
    labels.forEach(label -> listed.addObject().put("id", label.value()));
    waha.get().label(settings.session(), chat, settings.apiKey(), body);
  }

  JsonNode channels() {
    return waha.get().channels(settings.session(), settings.apiKey());
  }

  JsonNode channel(String idOrCode) {
    return waha.get().channel(settings.session(), idOrCode, settings.apiKey());
  }

  /**
   * @param verb follow or unfollow
   */
  void changeChannel(String verb, String channel) {
    var nothing = MAPPER.createObjectNode();
    waha.get().changeChannel(settings.session(), channel, verb, settings.apiKey(), nothing);
  }

  /** A received message, for which WAHA downloads the file again. */
  JsonNode message(String chat, String id) {
    return waha.get().message(settings.session(), chat, id, true, settings.apiKey());
  }

  /**
   * Shows typing in a chat, or marks a message as seen.
   *
   * @param verb startTyping, stopTyping or sendSeen
   * @param messageId of the message that was seen
   */
  void post(String verb, String chat, Optional<String> messageId) {
    var body = MAPPER.createObjectNode().put("session", settings.session()).put("chatId", chat);
    messageId.ifPresent(id -> body.putArray("messageIds").add(id));
    waha.get().post(verb, settings.apiKey(), body);
  }
}
