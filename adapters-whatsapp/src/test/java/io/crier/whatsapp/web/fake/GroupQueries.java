package io.crier.whatsapp.web.fake;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers queries about groups, and tells their members what happens to them. */
final class GroupQueries {

  private static final String ALL = "@g.us";

  private final Directory directory;
  private int created;

  /** How often clients have asked about one group. */
  int lookups;

  GroupQueries(Directory directory) {
    this.directory = directory;
  }

  BinaryNode answer(Person asking, BinaryNode iq) {
    var to = iq.attribute("to");
    var request = iq.children().getFirst();
    if (to.equals(ALL)) {
      return switch (request.tag()) {
        case "participating" -> result(iq, groupsOf(asking));
        case "create" -> create(asking, iq, request);
        case "invite" -> join(asking, iq, request.attribute("code"));
        case "leave" -> leave(asking, iq, request.need("group").attribute("id"));
        default -> error(iq, "400");
      };
    }
    var group = directory.group(to);
    if (group.isEmpty()) {
      return error(iq, "404");
    }
    if (!group.get().roles.containsKey(asking)) {
      return error(iq, "403");
    }
    return inGroup(group.get(), asking, iq, request);
  }

  private BinaryNode groupsOf(Person person) {
    return BinaryNode.of("groups")
        .with(
            directory.groups().stream()
                .filter(group -> group.roles.containsKey(person))
                .map(Group::description)
                .toList());
  }

  private BinaryNode create(Person by, BinaryNode iq, BinaryNode request) {
    var people = new ArrayList<Person>();
    people.add(by);
    var refused = new ArrayList<BinaryNode>();
    for (var node : request.children("participant")) {
      var jid = node.attribute("jid");
      directory
          .at(jid)
          .ifPresentOrElse(
              people::add,
              () -> refused.add(BinaryNode.of("participant", "jid", jid, "error", "404")));
    }
    var group = create(request.attribute("subject"), people);
    var children = new ArrayList<>(group.description().children());
    children.addAll(refused);
    return result(iq, group.description().with(children));
  }

  /** Creates a group, and tells its members. */
  Group create(String subject, List<Person> people) {
    created++;
    var jid = "12036304200000%04d@g.us".formatted(created);
    directory.group(jid, people);
    var group = directory.group(jid).orElseThrow();
    group.subject = subject;
    tell(
        group,
        people.getFirst(),
        BinaryNode.of("create").with(group.description()),
        new LinkedHashSet<>(people.subList(1, people.size())));
    return group;
  }

  private BinaryNode join(Person person, BinaryNode iq, String code) {
    var group = directory.groups().stream().filter(it -> it.invite().equals(code)).findFirst();
    if (group.isEmpty()) {
      return error(iq, "406");
    }
    change(group.get(), person, "add", List.of(person));
    return result(iq, BinaryNode.of("group", "jid", group.get().jid));
  }

  /** Does not say whether the group was left before. */
  private BinaryNode leave(Person person, BinaryNode iq, String jid) {
    directory.group(jid).ifPresent(group -> change(group, person, "remove", List.of(person)));
    return result(iq, BinaryNode.of("leave").with(BinaryNode.of("group", "id", jid)));
  }

  private BinaryNode inGroup(Group group, Person asking, BinaryNode iq, BinaryNode request) {
    if (request.is("query")) {
      lookups++;
      return result(iq, group.description());
    }
    if (!group.isAdmin(asking)) {
      return error(iq, "403");
    }
    switch (request.tag()) {
      case "invite" -> {
        group.invites += iq.attribute("type").equals("set") ? 1 : 0;
        return result(iq, BinaryNode.of("invite", "code", group.invite()));
      }
      case "subject" -> group.subject = request.text();
      case "description" ->
          group.description = request.child("body").map(BinaryNode::text).orElse("");
      case "announcement", "not_announcement" -> group.announcement = request.is("announcement");
      case "ephemeral", "not_ephemeral" -> {}
      case "locked", "unlocked" -> group.locked = request.is("locked");
      case "add", "remove", "promote", "demote" -> {
        return result(iq, changed(group, asking, request));
      }
      default -> {
        return error(iq, "400");
      }
    }
    return result(iq, BinaryNode.of(request.tag()));
  }

  private BinaryNode changed(Group group, Person by, BinaryNode request) {
    var nodes = new ArrayList<BinaryNode>();
    var done = new ArrayList<Person>();
    for (var node : request.children("participant")) {
      var jid = node.attribute("jid");
      var person = directory.at(jid);
      var error = error(group, request.tag(), person);
      error.ifPresentOrElse(
          code -> nodes.add(BinaryNode.of("participant", "jid", jid, "error", code)),
          () -> {
            nodes.add(BinaryNode.of("participant", "jid", jid));
            done.add(person.orElseThrow());
          });
    }
    if (!done.isEmpty()) {
      change(group, by, request.tag(), done);
    }
    return BinaryNode.of(request.tag()).with(nodes);
  }

  private static Optional<String> error(Group group, String action, Optional<Person> person) {
    if (person.isEmpty()) {
      return Optional.of("404");
    }
    var isMember = group.roles.containsKey(person.get());
    if (action.equals("add")) {
      return isMember ? Optional.of("409") : Optional.empty();
    }
    return isMember ? Optional.empty() : Optional.of("404");
  }

  /** Changes who is in a group, and tells the others and those whom it concerns. */
  void change(Group group, Person by, String action, List<Person> people) {
    Set<Person> told = new LinkedHashSet<>(group.members());
    for (var person : people) {
      switch (action) {
        case "remove" -> group.roles.remove(person);
        case "promote" -> group.roles.put(person, "admin");
        default -> group.roles.put(person, "");
      }
    }
    told.addAll(people);
    told.remove(by);
    var nodes = people.stream().map(person -> Group.participant(person, "")).toList();
    tell(group, by, BinaryNode.of(action).with(nodes), told);
  }

  private void tell(Group group, Person by, BinaryNode what, Set<Person> people) {
    for (var person : people) {
      directory
          .devices(person)
          .forEach(
              device ->
                  device.send(
                      BinaryNode.of(
                              "notification",
                              "from",
                              group.jid,
                              "type",
                              "w:gp2",
                              "id",
                              "N" + System.nanoTime(),
                              "participant",
                              by.jid(),
                              "t",
                              ClientHandler.seconds())
                          .with(what)));
    }
  }

  private static BinaryNode result(BinaryNode iq, BinaryNode child) {
    return BinaryNode.of(
            "iq", "from", iq.attribute("to"), "type", "result", "id", iq.attribute("id"))
        .with(child);
  }

  private static BinaryNode error(BinaryNode iq, String code) {
    return BinaryNode.of(
            "iq", "from", iq.attribute("to"), "type", "error", "id", iq.attribute("id"))
        .with(BinaryNode.of("error", "code", code, "text", "refused"));
  }
}
