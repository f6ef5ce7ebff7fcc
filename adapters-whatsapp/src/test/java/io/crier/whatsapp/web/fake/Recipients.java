package io.crier.whatsapp.web.fake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The people that clients write to, who decrypt messages with their own keys. */
final class Recipients {

  private static final String STORIES = "status@broadcast";

  private final Directory directory;
  private final Supplier<MediaHost> media;

  Recipients(Directory directory, Supplier<MediaHost> media) {
    this.directory = directory;
    this.media = media;
  }

  /** The number or group at this address, or the address itself if it belongs to nobody. */
  String name(String address) {
    return Directory.isGroup(address) || FakeChannels.isChannel(address) || address.equals(STORIES)
        ? address
        : directory.at(address).map(Person::number).orElse(address);
  }

  /** The decrypted message, or empty if it has no recipient. */
  Optional<Submission> decrypt(Device client, BinaryNode message) {
    var address = message.attribute("to");
    var envelope =
        new Submission.Envelope(
            message.attribute("id"),
            client.owner().number(),
            name(address),
            address,
            message.attribute("edit"),
            message.child("meta").map(meta -> meta.attribute("polltype")).orElse(""),
            Instant.now());
    try {
      return open(client, message)
          .map(content -> envelope.with(content, media).shownTo(audience(client, message)));
    } catch (UnreadableException e) {
      return Optional.of(envelope.unreadable(e));
    }
  }

  private Optional<Protobuf> open(Device client, BinaryNode message) {
    var address = message.attribute("to");
    if (FakeChannels.isChannel(address)) {
      return Optional.of(Protobuf.read(message.need("plaintext").content()));
    }
    if (isStory(message)) {
      return viewers(client, message)
          .map(viewer -> openAsMember(client, viewer, address, message))
          .reduce((one, other) -> other);
    }
    return Directory.isGroup(address)
        ? directory.group(address).map(group -> open(client, group, message))
        : directory.at(address).map(person -> open(client, person, message));
  }

  private Protobuf open(Device client, Person person, BinaryNode message) {
    var enc =
        encryptedFor(person, message)
            .orElseThrow(() -> new UnreadableException("not encrypted for the recipient"));
    return person.decrypt(client, enc);
  }

  /** The message as decrypted by the last member; fails if any member cannot decrypt it. */
  private Protobuf open(Device client, Group group, BinaryNode message) {
    return others(group, client.owner())
        .map(member -> openAsMember(client, member, group.jid, message))
        .reduce((one, other) -> other)
        .orElseThrow(() -> new UnreadableException("nobody else in the group"));
  }

  private Protobuf openAsMember(Device client, Person member, String chat, BinaryNode message) {
    encryptedFor(member, message)
        .map(enc -> member.decrypt(client, enc).message(2))
        .ifPresent(distribution -> member.addGroupKey(client, distribution));
    return member.decryptInGroup(chat, client, message.need("enc"));
  }

  private static boolean isStory(BinaryNode message) {
    return message.attribute("to").equals(STORIES);
  }

  private List<String> audience(Device client, BinaryNode message) {
    return isStory(message) ? viewers(client, message).map(Person::number).toList() : List.of();
  }

  /** Those who get the key of a story. */
  private Stream<Person> viewers(Device client, BinaryNode message) {
    return message.child("participants").stream()
        .flatMap(participants -> participants.children("to").stream())
        .flatMap(to -> directory.at(to.attribute("jid")).stream())
        .filter(person -> person != client.owner())
        .distinct();
  }

  private Optional<BinaryNode> encryptedFor(Person person, BinaryNode message) {
    return message.child("participants").stream()
        .flatMap(participants -> participants.children("to").stream())
        .filter(to -> directory.at(to.attribute("jid")).filter(person::equals).isPresent())
        .findFirst()
        .map(to -> to.need("enc"));
  }

  /** The receipts for a message: one from a person, or one from each member of a group. */
  Stream<BinaryNode> receipts(Submission submission, String type) {
    if (FakeChannels.isChannel(submission.to())) {
      return Stream.empty();
    }
    var bare = receipt(submission);
    var receipt = type.isEmpty() ? bare : bare.with("type", type);
    if (!submission.audience().isEmpty()) {
      return submission.audience().stream()
          .map(number -> receipt.with("participant", directory.person(number).jid()));
    }
    return directory
        .group(submission.to())
        .map(group -> others(group, directory.person(submission.from())))
        .map(members -> members.map(member -> receipt.with("participant", member.jid())))
        .orElseGet(() -> Stream.of(receipt));
  }

  /** A phone that cannot decrypt a message requests it again, encrypted with its current keys. */
  Optional<BinaryNode> retryRequest(Submission unreadable) {
    return directory
        .at(unreadable.address())
        .map(
            person ->
                receipt(unreadable)
                    .with("type", "retry")
                    .with(
                        BinaryNode.of("retry", "count", "1", "v", "1", "id", unreadable.id()),
                        person.registration()));
  }

  private static BinaryNode receipt(Submission submission) {
    return BinaryNode.of(
        "receipt",
        "id",
        submission.id(),
        "from",
        submission.address(),
        "t",
        Long.toString(Instant.now().getEpochSecond()));
  }

  private static Stream<Person> others(Group group, Person client) {
    return group.members().stream().filter(member -> member != client);
  }
}
