package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A group and its members. Callers hold the lock of {@link FakeWhatsApp}. */
final class Group {

  final String jid;

  /** The members and their roles: empty, {@code admin} or {@code superadmin}. */
  final Map<Person, String> roles = new LinkedHashMap<>();

  String subject = "A group";
  String description = "";
  boolean announcement;
  boolean locked;
  int invites = 1;

  Group(String jid, List<Person> members) {
    this.jid = jid;
    members.forEach(member -> roles.put(member, ""));
    roles.put(members.getFirst(), "superadmin");
  }

  List<Person> members() {
    return List.copyOf(roles.keySet());
  }

  boolean isAdmin(Person person) {
    return !roles.getOrDefault(person, "").isEmpty();
  }

  /** The code of the invite that is valid now. */
  String invite() {
    return "Invite%04dOf%s".formatted(invites, jid.replaceAll("@.*", ""));
  }

  BinaryNode description() {
    var children = new ArrayList<BinaryNode>();
    if (!description.isEmpty()) {
      children.add(
          BinaryNode.of("description", "id", "D1", "t", "1700000000")
              .with(BinaryNode.of("body").with(description.getBytes(UTF_8))));
    }
    if (announcement) {
      children.add(BinaryNode.of("announcement"));
    }
    if (locked) {
      children.add(BinaryNode.of("locked"));
    }
    roles.forEach((member, role) -> children.add(participant(member, role)));
    return BinaryNode.of(
            "group",
            "id",
            jid,
            "subject",
            subject,
            "creation",
            "1700000000",
            "s_t",
            "1700000000",
            "addressing_mode",
            "pn",
            "creator",
            members().getFirst().jid())
        .with(children);
  }

  static BinaryNode participant(Person member, String role) {
    var node = BinaryNode.of("participant", "jid", member.jid(), "lid", member.lid());
    return role.isEmpty() ? node : node.with("type", role);
  }
}
