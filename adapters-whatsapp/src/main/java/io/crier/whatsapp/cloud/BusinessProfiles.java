package io.crier.whatsapp.cloud;

import static io.crier.whatsapp.JsonTrees.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Blocks;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.Profiles;
import io.crier.domain.Refused;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.BusinessProfile;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import jakarta.ws.rs.ProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The business profile of a number at Meta, and whom it has blocked. Meta shows no other ones. */
record BusinessProfiles(NumberApi api, BooleanSupplier connected) implements Profiles, Blocks {

  private static final int MOST_PAGES = 50;

  @Override
  public Answer<Profile> find(Recipient person) {
    return Answer.failed(Failure.REFUSED);
  }

  @Override
  public Answer<Optional<Picture>> picture(Recipient chat) {
    return Answer.failed(Failure.REFUSED);
  }

  @Override
  public Answer<Optional<Picture>> ownPicture() {
    return Answer.failed(Failure.REFUSED);
  }

  @Override
  public Answer<Optional<Picture>> setPicture(
      Optional<Recipient.Group> group, Optional<Picture> picture) {
    return Answer.failed(Failure.REFUSED);
  }

  @Override
  public Answer<Profile> own() {
    return ask(this::read);
  }

  @Override
  public Answer<Profile> change(ProfileChange change) {
    return ask(
        () -> {
          var body = MAPPER.createObjectNode().put("messaging_product", "whatsapp");
          change.about().ifPresent(about -> body.put("about", about));
          api.changeProfile(body);
          return read();
        });
  }

  private Profile read() {
    var json = api.profile().path("data").path(0);
    return new Profile(
        Optional.empty(),
        text(json, "about"),
        Optional.of(
            new BusinessProfile(
                text(json, "description"),
                text(json, "address"),
                text(json, "email"),
                json.path("websites").valueStream().map(JsonNode::asText).toList(),
                text(json, "vertical").filter(it -> !it.equals("UNDEFINED")).stream().toList())));
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }

  @Override
  public Answer<List<Recipient>> list() {
    return ask(
        () -> {
          var blocked = new ArrayList<Recipient>();
          var after = Optional.<String>empty();
          for (var page = 0; page < MOST_PAGES; page++) {
            var json = api.blocked(after.orElse(null));
            json.path("data").valueStream().flatMap(BusinessProfiles::person).forEach(blocked::add);
            after = Optional.ofNullable(json.at("/paging/cursors/after").textValue());
            if (after.isEmpty() || json.path("data").isEmpty()) {
              break;
            }
          }
          return blocked;
        });
  }

  private static Stream<Recipient> person(JsonNode json) {
    try {
      return Stream.of(Recipient.parse("+" + json.path("wa_id").asText()));
    } catch (Refused unknownForm) {
      return Stream.empty();
    }
  }

  @Override
  public Answer<Recipient> change(Recipient person, boolean blocked) {
    return ask(
        () -> {
          var body = MAPPER.createObjectNode().put("messaging_product", "whatsapp");
          body.putArray("block_users").addObject().put("user", person.text());
          api.block(body, blocked);
          return person;
        });
  }

  private <T> Answer<T> ask(Supplier<T> question) {
    if (!connected.getAsBoolean()) {
      return Answer.failed(Failure.NOT_CONNECTED);
    }
    try {
      return new Done<>(question.get());
    } catch (GraphException e) {
      return Answer.failed(
          switch (e.fault()) {
            case UNLINKED -> Failure.NOT_CONNECTED;
            case RATE_LIMITED -> Failure.RATE_LIMITED;
            case UNKNOWN_OUTCOME -> Failure.NO_ANSWER;
            default -> Failure.REFUSED;
          });
    } catch (ProcessingException e) {
      return Answer.failed(Failure.NO_ANSWER);
    }
  }
}
