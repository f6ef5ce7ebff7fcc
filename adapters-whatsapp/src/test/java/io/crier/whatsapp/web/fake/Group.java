package io.crier.whatsapp.web.fake;

import java.util.List;

/** A group and its members. */
record Group(String jid, List<Person> members) {

  BinaryNode description() {
    var participants =
        members.stream()
            .map(member -> BinaryNode.of("participant", "jid", member.jid(), "lid", member.lid()))
            .toList();
    return BinaryNode.of(
            "group",
            "id",
            jid,
            "subject",
            "A group",
            "creation",
            "1700000000",
            "s_t",
            "1700000000",
            "addressing_mode",
            "pn",
            "creator",
            members.getFirst().jid())
        .with(participants);
  }
}
