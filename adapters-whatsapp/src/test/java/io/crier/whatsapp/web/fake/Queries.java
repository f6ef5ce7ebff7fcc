package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What linked clients ask the server, and what it answers. */
final class Queries {

  private final Directory directory;
  private final Supplier<MediaHost> media;
  private final Function<Person, Optional<Instant>> restrictions;

  Queries(
      Directory directory,
      Supplier<MediaHost> media,
      Function<Person, Optional<Instant>> restrictions) {
    this.directory = directory;
    this.media = media;
    this.restrictions = restrictions;
  }

  Node answer(Device client, Node iq) {
    return Node.of("iq", "from", "@s.whatsapp.net", "type", "result", "id", iq.attribute("id"))
        .with(
            switch (iq.attribute("xmlns")) {
              case "encrypt" -> keys(client, iq);
              case "usync" -> users(iq.need("usync"));
              case "w:g2" ->
                  directory.group(iq.attribute("to")).map(Group::description).stream().toList();
              case "w:m" -> List.of(mediaHosts());
              case "w:mex" -> List.of(restriction(client.owner()));
              case "abt" -> List.of(Node.of("props"));
              case "blocklist" -> List.of(Node.of("list"));
              case "privacy" -> List.of(privacy());
              default -> List.of();
            });
  }

  private List<Node> keys(Device client, Node iq) {
    if (iq.child("count").isPresent()) {
      return List.of(Node.of("count", "value", Integer.toString(client.preKeys())));
    }
    if (iq.child("digest").isPresent()) {
      return List.of(Node.of("digest"));
    }
    if (iq.child("key").isPresent()) {
      var bundles =
          iq.need("key").children("user").stream()
              .map(user -> user.attribute("jid"))
              .flatMap(jid -> directory.at(jid).map(person -> person.bundle(jid)).stream())
              .toList();
      return List.of(Node.of("list").with(bundles));
    }
    client.upload(iq.child("rotate").orElse(iq));
    return List.of();
  }

  private List<Node> users(Node usync) {
    var asked = usync.need("query");
    var users =
        usync.need("list").children("user").stream().map(user -> user(user, asked)).toList();
    return List.of(Node.of("usync").with(Node.of("list").with(users)));
  }

  private Node user(Node user, Node asked) {
    var number = user.child("contact").map(Node::text).orElse("");
    var jid =
        number.isEmpty() ? user.attribute("jid") : Directory.digits(number) + "@s.whatsapp.net";
    var person = directory.at(jid);
    var answers = new ArrayList<Node>();
    if (asked.child("contact").isPresent()) {
      answers.add(
          Node.of("contact", "type", person.isPresent() ? "in" : "out")
              .with(number.getBytes(UTF_8)));
    }
    if (asked.child("devices").isPresent()) {
      answers.add(
          Node.of("devices")
              .with(Node.of("device-list").with(person.map(this::devices).orElse(List.of()))));
    }
    if (asked.child("lid").isPresent() && !jid.endsWith("@lid")) {
      person.ifPresent(known -> answers.add(Node.of("lid", "val", known.lid())));
    }
    return Node.of("user", "jid", jid).with(answers);
  }

  private List<Node> devices(Person person) {
    var nodes = new ArrayList<Node>();
    nodes.add(Node.of("device", "id", "0"));
    directory
        .devices(person)
        .map(device -> Integer.toString(device.number()))
        .forEach(id -> nodes.add(Node.of("device", "id", id, "key-index", id)));
    return nodes;
  }

  private Node mediaHosts() {
    return Node.of(
            "media_conn", "auth", "fake", "ttl", "3600", "auth_ttl", "3600", "max_buckets", "12")
        .with(Node.of("host", "hostname", media.get().host()));
  }

  /** The only GraphQL query that is answered: whether the account may write to new people. */
  private Node restriction(Person person) {
    var json =
        restrictions
            .apply(person)
            .map(
                until ->
                    "{\"is_active\":true,\"time_enforcement_ends\":\"%d\"}"
                        .formatted(until.getEpochSecond()))
            .orElse("{\"is_active\":false}");
    return Node.of("result")
        .with(
            "{\"data\":{\"xwa2_fetch_account_reachout_timelock\":%s}}"
                .formatted(json)
                .getBytes(UTF_8));
  }

  private static Node privacy() {
    return Node.of("privacy").with(Node.of("category", "name", "readreceipts", "value", "all"));
  }
}
