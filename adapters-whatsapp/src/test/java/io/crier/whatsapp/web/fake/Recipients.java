package io.crier.whatsapp.web.fake;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The people that clients write to, and what they can read of it with their own keys. */
final class Recipients {

  private final Directory directory;
  private final Supplier<MediaHost> media;

  Recipients(Directory directory, Supplier<MediaHost> media) {
    this.directory = directory;
    this.media = media;
  }

  /** Who an address belongs to: a number, a group, or the address itself when it is nobody's. */
  String name(String address) {
    return Directory.isGroup(address)
        ? address
        : directory.at(address).map(Person::number).orElse(address);
  }

  /** The message as it is read; empty when there is nobody to read it. */
  Optional<Submission> read(Device client, BinaryNode message) {
    var address = message.attribute("to");
    var envelope =
        new Submission.Envelope(
            message.attribute("id"),
            client.owner().number(),
            name(address),
            address,
            Instant.now());
    try {
      return open(client, message).map(content -> envelope.holding(content, media));
    } catch (UnreadableException e) {
      return Optional.of(envelope.unreadable(e));
    }
  }

  private Optional<Protobuf> open(Device client, BinaryNode message) {
    var address = message.attribute("to");
    return Directory.isGroup(address)
        ? directory.group(address).map(group -> open(client, group, message))
        : directory.at(address).map(person -> open(client, person, message));
  }

  private Protobuf open(Device client, Person person, BinaryNode message) {
    var enc =
        sealedFor(person, message)
            .orElseThrow(() -> new UnreadableException("nothing for the recipient"));
    return person.read(client, enc);
  }

  /** What the last member reads, provided that all can read it. */
  private Protobuf open(Device client, Group group, BinaryNode message) {
    return others(group, client.owner())
        .map(member -> openAsMember(client, member, group, message))
        .reduce((one, other) -> other)
        .orElseThrow(() -> new UnreadableException("nobody else in the group"));
  }

  private Protobuf openAsMember(Device client, Person member, Group group, BinaryNode message) {
    sealedFor(member, message)
        .map(enc -> member.read(client, enc).message(2))
        .ifPresent(distribution -> member.take(client, distribution));
    return member.readIn(group.jid(), client, message.need("enc"));
  }

  private Optional<BinaryNode> sealedFor(Person person, BinaryNode message) {
    return message.child("participants").stream()
        .flatMap(participants -> participants.children("to").stream())
        .filter(to -> directory.at(to.attribute("jid")).filter(person::equals).isPresent())
        .findFirst()
        .map(to -> to.need("enc"));
  }

  /** What recipients tell of a message: one receipt, or one of each member of a group. */
  Stream<BinaryNode> receipts(Submission submission, String type) {
    var bare = receipt(submission);
    var receipt = type.isEmpty() ? bare : bare.with("type", type);
    return directory
        .group(submission.to())
        .map(group -> others(group, directory.person(submission.from())))
        .map(members -> members.map(member -> receipt.with("participant", member.jid())))
        .orElseGet(() -> Stream.of(receipt));
  }

  /** A phone that cannot read a message asks the client to seal it again, with newer keys. */
  Optional<BinaryNode> plea(Submission unreadable) {
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
