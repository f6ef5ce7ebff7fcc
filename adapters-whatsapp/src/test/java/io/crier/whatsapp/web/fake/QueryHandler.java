package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers the queries of linked clients. */
final class QueryHandler {

  private final Directory directory;
  final GroupQueries groups;
  final FakeProfiles profiles;
  final FakeChannels channels;
  final FakeAppState appState;
  private final Supplier<MediaHost> media;
  private final Function<Person, Optional<Instant>> restrictions;

  QueryHandler(
      Directory directory,
      Supplier<MediaHost> media,
      FakeAppState appState,
      Function<Person, Optional<Instant>> restrictions) {
    this.directory = directory;
    this.appState = appState;
    groups = new GroupQueries(directory);
    profiles = new FakeProfiles(directory, media);
    channels = new FakeChannels(directory, media);
    this.media = media;
    this.restrictions = restrictions;
  }

  BinaryNode answer(Device client, BinaryNode iq) {
    if (iq.attribute("xmlns").equals("w:g2")) {
      return groups.answer(client.owner(), iq);
    }
    var aboutProfiles = profiles.answer(client.owner(), iq);
    if (aboutProfiles.isPresent()) {
      return aboutProfiles.get();
    }
    if (isTooMany(iq)) {
      return BinaryNode.of(
              "iq", "from", "@s.whatsapp.net", "type", "error", "id", iq.attribute("id"))
          .with(BinaryNode.of("error", "code", "429", "text", "rate-overlimit"));
    }
    return result(iq)
        .with(
            switch (iq.attribute("xmlns")) {
              case "encrypt" -> keys(client, iq);
              case "w:sync:app:state" -> appState.answer(client, iq);
              case "usync" -> users(iq.need("usync"));
              case "w:m" -> List.of(mediaHosts());
              case "w:mex" ->
                  List.of(
                      channels
                          .answer(client.owner(), iq.need("query"))
                          .orElseGet(() -> restriction(client.owner())));
              case "abt" -> List.of(BinaryNode.of("props"));
              case "privacy" -> List.of(privacy());
              default -> List.of();
            });
  }

  private static boolean isTooMany(BinaryNode iq) {
    return iq.child("usync").flatMap(usync -> usync.child("list")).stream()
        .flatMap(list -> list.children("user").stream())
        .flatMap(user -> user.child("contact").stream())
        .anyMatch(contact -> contact.text().equals(FakeWhatsApp.QUERY_LIMITED));
  }

  private static BinaryNode result(BinaryNode iq) {
    return BinaryNode.of(
        "iq", "from", "@s.whatsapp.net", "type", "result", "id", iq.attribute("id"));
  }

  private List<BinaryNode> keys(Device client, BinaryNode iq) {
    if (iq.child("count").isPresent()) {
      return List.of(BinaryNode.of("count", "value", Integer.toString(client.preKeys())));
    }
    if (iq.child("digest").isPresent()) {
      return List.of(BinaryNode.of("digest"));
    }
    if (iq.child("key").isPresent()) {
      var bundles =
          iq.need("key").children("user").stream()
              .map(user -> user.attribute("jid"))
              .flatMap(jid -> directory.at(jid).map(person -> person.bundle(jid)).stream())
              .toList();
      return List.of(BinaryNode.of("list").with(bundles));
    }
    client.upload(iq.child("rotate").orElse(iq));
    return List.of();
  }

  private List<BinaryNode> users(BinaryNode usync) {
    var query = usync.need("query");
    var users =
        usync.need("list").children("user").stream().map(user -> user(user, query)).toList();
    return List.of(BinaryNode.of("usync").with(BinaryNode.of("list").with(users)));
  }

  private BinaryNode user(BinaryNode user, BinaryNode query) {
    var number = user.child("contact").map(BinaryNode::text).orElse("");
    var jid =
        number.isEmpty() ? user.attribute("jid") : Directory.digits(number) + "@s.whatsapp.net";
    var person = directory.at(jid);
    var answers = new ArrayList<BinaryNode>();
    if (query.child("contact").isPresent()) {
      answers.add(
          BinaryNode.of("contact", "type", person.isPresent() ? "in" : "out")
              .with(number.getBytes(UTF_8)));
    }
    if (query.child("devices").isPresent()) {
      answers.add(
          BinaryNode.of("devices")
              .with(
                  BinaryNode.of("device-list").with(person.map(this::devices).orElse(List.of()))));
    }
    if (query.child("lid").isPresent() && !jid.endsWith("@lid")) {
      person.ifPresent(known -> answers.add(BinaryNode.of("lid", "val", known.lid())));
    }
    if (query.child("status").isPresent()) {
      answers.add(profiles.about(person));
    }
    return BinaryNode.of("user", "jid", jid).with(answers);
  }

  private List<BinaryNode> devices(Person person) {
    var nodes = new ArrayList<BinaryNode>();
    nodes.add(BinaryNode.of("device", "id", "0"));
    directory
        .devices(person)
        .map(device -> Integer.toString(device.number()))
        .forEach(id -> nodes.add(BinaryNode.of("device", "id", id, "key-index", id)));
    return nodes;
  }

  private BinaryNode mediaHosts() {
    return BinaryNode.of(
            "media_conn", "auth", "fake", "ttl", "3600", "auth_ttl", "3600", "max_buckets", "12")
        .with(BinaryNode.of("host", "hostname", media.get().host()));
  }

  /** The answer to a GraphQL query: whether the account may write to new people. */
  private BinaryNode restriction(Person person) {
    var json =
        restrictions
            .apply(person)
            .map(
                until ->
                    "{\"is_active\":true,\"time_enforcement_ends\":\"%d\"}"
                        .formatted(until.getEpochSecond()))
            .orElse("{\"is_active\":false}");
    return BinaryNode.of("result")
        .with(
            "{\"data\":{\"xwa2_fetch_account_reachout_timelock\":%s}}"
                .formatted(json)
                .getBytes(UTF_8));
  }

  private static BinaryNode privacy() {
    return BinaryNode.of("privacy")
        .with(BinaryNode.of("category", "name", "readreceipts", "value", "all"));
  }
}
