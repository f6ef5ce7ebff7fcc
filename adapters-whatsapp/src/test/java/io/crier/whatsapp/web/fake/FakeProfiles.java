package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What people show of themselves, the pictures of groups, and who has blocked whom. */
public final class FakeProfiles {

  private final Directory directory;
  private final Supplier<MediaHost> media;
  private final Map<Person, String> abouts = new HashMap<>();
  private final Map<Person, Map<String, String>> businesses = new HashMap<>();
  private final Map<String, String> pictures = new HashMap<>();
  private final Map<Person, Set<Person>> blocked = new HashMap<>();

  FakeProfiles(Directory directory, Supplier<MediaHost> media) {
    this.directory = directory;
    this.media = media;
  }

  // What people do

  public synchronized void about(String number, String about) {
    abouts.put(directory.person(number), about);
  }

  public synchronized void picture(String number, byte[] picture) {
    pictures.put(Directory.digits(number), media.get().store(picture));
  }

  /** By the name that the protocol has for it: what a business tells about itself. */
  public synchronized void business(String number, Map<String, String> texts) {
    businesses.put(directory.person(number), new LinkedHashMap<>(texts));
  }

  /** The numbers that the user of this number has blocked. */
  public synchronized List<String> blocked(String by) {
    return blocked(directory.person(by)).stream().map(Person::number).toList();
  }

  private Set<Person> blocked(Person by) {
    return blocked.computeIfAbsent(by, person -> new LinkedHashSet<>());
  }

  /** The user of the first number blocks or unblocks the other one on the phone. */
  public synchronized void blockOnPhone(String by, String number, boolean block) {
    var owner = directory.person(by);
    var person = directory.person(number);
    change(owner, person, block);
    directory
        .devices(owner)
        .forEach(
            device ->
                device.send(
                    BinaryNode.of(
                            "notification",
                            "from",
                            owner.jid(),
                            "type",
                            "account_sync",
                            "id",
                            "B" + System.nanoTime(),
                            "t",
                            ClientHandler.seconds())
                        .with(
                            BinaryNode.of("blocklist")
                                .with(item(person).with("action", block ? "block" : "unblock")))));
  }

  private void change(Person by, Person person, boolean block) {
    if (block) {
      blocked(by).add(person);
    } else {
      blocked(by).remove(person);
    }
  }

  private static BinaryNode item(Person person) {
    return BinaryNode.of("item", "jid", person.lid(), "pn_jid", person.jid());
  }

  // What clients ask

  /** What somebody shows about themselves, in the answer about a user. */
  synchronized BinaryNode about(Optional<Person> person) {
    return person
        .map(abouts::get)
        .map(about -> BinaryNode.of("status", "t", "1700000000").with(about.getBytes(UTF_8)))
        .orElseGet(() -> BinaryNode.of("status", "code", "401", "t", "0"));
  }

  /** The answer to a query about profiles; empty if it is about something else. */
  synchronized Optional<BinaryNode> answer(Person asking, BinaryNode iq) {
    return switch (iq.attribute("xmlns")) {
      case "status" -> {
        abouts.put(asking, iq.need("status").text());
        yield Optional.of(result(iq));
      }
      case "w:biz" -> Optional.of(result(iq).with(business(iq)));
      case "w:profile:picture" -> Optional.of(picture(asking, iq));
      case "blocklist" -> Optional.of(blocklist(asking, iq));
      default -> Optional.empty();
    };
  }

  private BinaryNode business(BinaryNode iq) {
    var jid = iq.need("business_profile").need("profile").attribute("jid");
    var texts = directory.at(jid).map(businesses::get);
    return BinaryNode.of("business_profile")
        .with(
            texts.stream()
                .map(
                    it ->
                        BinaryNode.of("profile", "jid", jid)
                            .with(it.entrySet().stream().map(FakeProfiles::text).toList()))
                .toList());
  }

  private static BinaryNode text(Map.Entry<String, String> text) {
    var content = text.getValue().getBytes(UTF_8);
    return text.getKey().equals("category")
        ? BinaryNode.of("categories").with(BinaryNode.of("category").with(content))
        : BinaryNode.of(text.getKey()).with(content);
  }

  private BinaryNode picture(Person asking, BinaryNode iq) {
    var target = iq.attribute("target");
    var name =
        target.isEmpty()
            ? asking.number()
            : Directory.isGroup(target)
                ? target
                : directory.at(target).map(Person::number).orElse(target);
    if (iq.attribute("type").equals("get")) {
      return Optional.ofNullable(pictures.get(name))
          .map(path -> "https://" + media.get().host() + path)
          .map(url -> result(iq).with(BinaryNode.of("picture", "type", "image", "url", url)))
          .orElseGet(() -> error(iq, "404"));
    }
    if (Directory.isGroup(target)) {
      var group = directory.group(target);
      if (group.isEmpty()) {
        return error(iq, "404");
      }
      if (!group.get().isAdmin(asking)) {
        return error(iq, "403");
      }
    }
    iq.child("picture")
        .ifPresentOrElse(
            it -> pictures.put(name, media.get().store(it.content())), () -> pictures.remove(name));
    return result(iq);
  }

  private BinaryNode blocklist(Person asking, BinaryNode iq) {
    if (iq.attribute("type").equals("get")) {
      return result(iq)
          .with(
              BinaryNode.of("list")
                  .with(blocked(asking).stream().map(FakeProfiles::item).toList()));
    }
    var item = iq.need("item");
    directory
        .at(item.attribute("jid"))
        .ifPresent(person -> change(asking, person, item.attribute("action").equals("block")));
    return result(iq);
  }

  private static BinaryNode result(BinaryNode iq) {
    return BinaryNode.of(
        "iq", "from", "@s.whatsapp.net", "type", "result", "id", iq.attribute("id"));
  }

  private static BinaryNode error(BinaryNode iq, String code) {
    return BinaryNode.of("iq", "from", "@s.whatsapp.net", "type", "error", "id", iq.attribute("id"))
        .with(BinaryNode.of("error", "code", code, "text", "refused"));
  }
}
