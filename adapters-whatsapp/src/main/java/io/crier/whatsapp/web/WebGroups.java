package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Groups;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.Group.Participant;
import io.crier.domain.groups.Group.Role;
import io.crier.domain.groups.GroupChange;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.groups.GroupNews;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.groups.ParticipantResult;
import io.crier.domain.messages.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The groups of a session, which the side process asks WhatsApp about. */
final class WebGroups implements Groups {

  private final ProcessLink link;
  private final BooleanSupplier connected;

  WebGroups(ProcessLink link, BooleanSupplier connected) {
    this.link = link;
    this.connected = connected;
  }

  @Override
  public Answer<List<Group>> list() {
    return ask(line("list"), answer -> groups(answer.path("groups")));
  }

  @Override
  public Answer<Group> find(Recipient.Group group) {
    return ask(line("find", group), answer -> group(answer.path("group")));
  }

  @Override
  public Answer<Creation> create(String subject, List<Recipient> participants) {
    return ask(
        with(line("create").put("subject", subject), participants),
        answer -> new Creation(group(answer.path("group")), results(answer, participants)));
  }

  @Override
  public Answer<Group> change(Recipient.Group group, GroupChange change) {
    var line = line("change", group);
    change.subject().ifPresent(subject -> line.put("subject", subject));
    change.description().ifPresent(description -> line.put("description", description));
    change.onlyAdminsSend().ifPresent(only -> line.put("onlyAdminsSend", only));
    change.onlyAdminsEdit().ifPresent(only -> line.put("onlyAdminsEdit", only));
    return ask(line, answer -> group(answer.path("group")));
  }

  @Override
  public Answer<List<ParticipantResult>> changeParticipants(
      Recipient.Group group, ParticipantAction action, List<Recipient> participants) {
    var line = line("participants", group).put("change", action.name().toLowerCase(Locale.ROOT));
    return ask(with(line, participants), answer -> results(answer, participants));
  }

  @Override
  public Answer<GroupInvite> invite(Recipient.Group group) {
    return ask(line("invite", group), answer -> new GroupInvite(answer.path("code").asText()));
  }

  @Override
  public Answer<GroupInvite> revokeInvite(Recipient.Group group) {
    return ask(line("revoke", group), answer -> new GroupInvite(answer.path("code").asText()));
  }

  @Override
  public Answer<Recipient.Group> join(GroupInvite invite) {
    return ask(
        line("join").put("code", invite.code()),
        answer -> new Recipient.Group(answer.path("id").asText()));
  }

  @Override
  public Answer<Recipient.Group> leave(Recipient.Group group) {
    return ask(line("leave", group), answer -> group);
  }

  private ObjectNode line(String action) {
    return link.line("group").put("action", action);
  }

  private ObjectNode line(String action, Recipient.Group group) {
    return line(action).put("id", group.text());
  }

  private static ObjectNode with(ObjectNode line, List<Recipient> participants) {
    var people = line.putArray("people");
    participants.forEach(person -> people.add(Contents.address(person)));
    return line;
  }

  private <T> Answer<T> ask(ObjectNode line, Function<JsonNode, T> read) {
    return Question.ask(link, connected, line, read);
  }

  private static List<ParticipantResult> results(JsonNode answer, List<Recipient> participants) {
    var byAddress =
        participants.stream()
            .collect(Collectors.toMap(Contents::address, Function.identity(), (one, same) -> one));
    return answer
        .path("results")
        .valueStream()
        .map(
            result ->
                new ParticipantResult(
                    byAddress.get(result.path("jid").asText()),
                    ParticipantResult.Outcome.valueOf(
                        result.path("outcome").asText().toUpperCase(Locale.ROOT))))
        .toList();
  }

  private static List<Group> groups(JsonNode json) {
    return json.valueStream().map(WebGroups::group).toList();
  }

  private static Group group(JsonNode json) {
    return new Group(
        new Recipient.Group(json.path("id").asText()),
        json.path("subject").asText(),
        text(json, "description"),
        Contents.person(json.path("owner")),
        Optional.of(json.path("created").asLong()).filter(at -> at > 0).map(Instant::ofEpochSecond),
        json.path("onlyAdminsSend").asBoolean(),
        json.path("onlyAdminsEdit").asBoolean(),
        json.path("participants")
            .valueStream()
            .flatMap(
                it ->
                    Contents.person(it)
                        .map(person -> Participant.of(person, role(it.path("role").asText())))
                        .stream())
            .toList());
  }

  private static Role role(String text) {
    return switch (text) {
      case "owner" -> Role.OWNER;
      case "admin" -> Role.ADMIN;
      default -> Role.MEMBER;
    };
  }

  /** What the process tells about a group. */
  static Event.GroupChanged read(JsonNode line, Instant now) {
    var id = new Recipient.Group(line.path("id").asText());
    var by = Contents.person(line.path("by"));
    var at = line.path("at").asLong();
    return new Event.GroupChanged(
        switch (line.path("kind").asText()) {
          case "joined" -> new GroupNews.Joined(group(line.path("group")));
          case "left" -> new GroupNews.Left(id);
          case "participants" ->
              new GroupNews.Participants(
                  id,
                  ParticipantAction.valueOf(line.path("change").asText().toUpperCase(Locale.ROOT)),
                  line.path("people")
                      .valueStream()
                      .flatMap(it -> Contents.person(it).stream())
                      .toList(),
                  by);
          default ->
              new GroupNews.Updated(
                  id,
                  new GroupChange(
                      text(line, "subject"),
                      text(line, "description"),
                      flag(line, "onlyAdminsSend"),
                      flag(line, "onlyAdminsEdit")),
                  by);
        },
        at == 0 ? now : Instant.ofEpochSecond(at));
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }

  private static Optional<Boolean> flag(JsonNode json, String name) {
    return json.has(name) ? Optional.of(json.get(name).asBoolean()) : Optional.empty();
  }
}
