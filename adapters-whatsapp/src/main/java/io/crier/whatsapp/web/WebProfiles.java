package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Blocks;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.Profiles;
import io.crier.application.sessions.Timers;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.profiles.BusinessProfile;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import io.crier.whatsapp.SquarePicture;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Profiles, blocks and timers of a session, which the side process asks WhatsApp about. */
record WebProfiles(ProcessLink link, BooleanSupplier connected)
    implements Profiles, Blocks, Timers {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public Answer<Profile> find(Recipient person) {
    return ask(line("find", person), WebProfiles::profile);
  }

  @Override
  public Answer<Optional<Picture>> picture(Recipient chat) {
    return ask(line("picture", chat), WebProfiles::picture);
  }

  @Override
  public Answer<Profile> own() {
    return ask(line("own"), WebProfiles::profile);
  }

  @Override
  public Answer<Optional<Picture>> ownPicture() {
    return ask(line("picture"), WebProfiles::picture);
  }

  @Override
  public Answer<Profile> change(ProfileChange change) {
    var line = line("change");
    change.name().ifPresent(name -> line.put("name", name));
    change.about().ifPresent(about -> line.put("about", about));
    return ask(line, WebProfiles::profile);
  }

  @Override
  public Answer<Optional<Picture>> setPicture(
      Optional<Recipient.Group> group, Optional<Picture> picture) {
    var line = line("setPicture");
    group.ifPresent(it -> line.put("jid", it.text()));
    if (picture.isPresent()) {
      var jpeg = SquarePicture.of(picture.get());
      if (jpeg.isEmpty()) {
        return Answer.failed(Failure.REFUSED);
      }
      line.put("data", Base64.getEncoder().encodeToString(jpeg.get().bytes()));
    }
    return ask(line, answer -> picture);
  }

  @Override
  public Answer<List<Recipient>> list() {
    return ask(
        line("blocked"),
        answer ->
            answer
                .path("people")
                .valueStream()
                .flatMap(it -> Contents.person(it).stream())
                .toList());
  }

  @Override
  public Answer<Recipient> change(Recipient person, boolean blocked) {
    return ask(line(blocked ? "block" : "unblock", person), answer -> person);
  }

  @Override
  public Answer<Integer> set(Recipient chat, int seconds) {
    var line =
        link.line("timer")
            .put("to", Contents.address(chat))
            .put("seconds", seconds)
            .put("id", WhatsAppId.next(RANDOM).value());
    return ask(line, answer -> seconds);
  }

  private ObjectNode line(String action) {
    return link.line("profile").put("action", action);
  }

  private ObjectNode line(String action, Recipient about) {
    return line(action).put("jid", Contents.address(about));
  }

  private <T> Answer<T> ask(ObjectNode line, Function<JsonNode, T> read) {
    return Question.ask(link, connected, line, read);
  }

  private static Profile profile(JsonNode json) {
    var business = json.path("business");
    return new Profile(
        text(json, "name"),
        text(json, "about"),
        business.isObject()
            ? Optional.of(
                new BusinessProfile(
                    text(business, "description"),
                    text(business, "address"),
                    text(business, "email"),
                    texts(business, "websites"),
                    texts(business, "categories")))
            : Optional.empty());
  }

  private static Optional<Picture> picture(JsonNode json) {
    return text(json, "data").map(Base64.getDecoder()::decode).flatMap(Picture::read);
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }

  private static List<String> texts(JsonNode json, String name) {
    return json.path(name).valueStream().map(JsonNode::asText).toList();
  }

  /** What the process tells about a blocked person; empty if it does not tell about whom. */
  static Optional<Event.ContactBlocked> readBlock(JsonNode line, Instant now) {
    return Contents.person(line.path("person"))
        .map(person -> new Event.ContactBlocked(person, line.path("blocked").asBoolean(), now));
  }

  /** What the process tells about the timer of a chat; empty if it does not tell which. */
  static Optional<Event.ChatChanged> readTimer(JsonNode line, Instant now) {
    var seconds = Math.max(0, line.path("seconds").asInt());
    return Contents.person(line.path("chat"))
        .map(chat -> new Event.ChatChanged(chat, ChatChange.timer(seconds), now));
  }
}
