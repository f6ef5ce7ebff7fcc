package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.FakeWhatsApp.Acks;
import io.crier.whatsapp.web.fake.FakeWhatsApp.Notice;
import io.crier.whatsapp.web.fake.FakeWhatsApp.Receipts;
import io.crier.whatsapp.web.fake.FakeWhatsApp.Typing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The clients of the fake, and what they submitted. It answers their requests as WhatsApp does; its
 * caller holds the lock of {@link FakeWhatsApp}.
 */
final class ClientHandler {

  private static final int RESTRICTED = 463;

  private final Directory directory;
  private final QueryHandler queries;
  private final Recipients recipients;
  private final Map<ClientConnection, Device> online = new HashMap<>();
  private final Map<ClientConnection, LinkingClient> linking = new HashMap<>();

  final List<Submission> submissions = new ArrayList<>();
  final List<Notice> notices = new ArrayList<>();
  final List<Typing> typings = new ArrayList<>();
  ServerFaults faults = new ServerFaults();
  Receipts receipts = Receipts.DELIVERED;

  ClientHandler(Directory directory, QueryHandler queries, Recipients recipients) {
    this.directory = directory;
    this.queries = queries;
    this.recipients = recipients;
  }

  void opened(ClientConnection connection, byte[] noiseKey, Protobuf payload) {
    if (faults.outdated) {
      connection.end(failure(405));
    } else if (payload.has(19)) {
      var client = new LinkingClient(connection, new Device(noiseKey, payload.message(19)));
      linking.put(connection, client);
      client.offer();
    } else {
      logIn(connection, noiseKey, payload.number(1) + "", (int) payload.number(18));
    }
  }

  void said(ClientConnection connection, BinaryNode node) {
    var device = Optional.ofNullable(online.get(connection));
    device.ifPresentOrElse(
        known -> hear(known, connection, node), () -> hear(linking.get(connection), node));
  }

  void closed(ClientConnection connection) {
    linking.remove(connection);
    Optional.ofNullable(online.remove(connection))
        .ifPresent(device -> device.disconnect(connection));
  }

  /** The client that shows the QR code with this reference. */
  Optional<LinkingClient> offering(String reference) {
    return linking.values().stream().filter(each -> each.offers(reference)).findFirst();
  }

  /** The client that asked for a code for this number. */
  Optional<LinkingClient> asked(String number) {
    return linking.values().stream()
        .filter(each -> each.isOf(Directory.digits(number)))
        .findFirst();
  }

  void vouch(LinkingClient client, Person phone, byte[] secret) {
    client.vouch(phone, directory.nextDevice(phone), secret);
  }

  Optional<Instant> restriction(Person person) {
    return Optional.ofNullable(faults.restricted.get(person.number()));
  }

  void receipt(Submission submission, String type) {
    var told = recipients.receipts(submission, type).toList();
    directory
        .devices(directory.person(submission.from()))
        .forEach(client -> told.forEach(client::tell));
  }

  static String seconds() {
    return Long.toString(Instant.now().getEpochSecond());
  }

  static void replace(ClientConnection connection) {
    connection.end(
        BinaryNode.of("stream:error").with(BinaryNode.of("conflict", "type", "replaced")));
  }

  static BinaryNode failure(int reason) {
    return BinaryNode.of("failure", "reason", Integer.toString(reason), "location", "fake");
  }

  private void logIn(ClientConnection connection, byte[] noiseKey, String number, int id) {
    var device =
        directory
            .devices(directory.person(number))
            .filter(each -> each.number() == id && Arrays.equals(each.noiseKey, noiseKey))
            .findFirst();
    if (faults.banned.contains(number)) {
      connection.end(failure(403));
    } else if (device.isEmpty()) {
      connection.end(failure(401));
    } else {
      logIn(connection, device.get());
    }
  }

  private void logIn(ClientConnection connection, Device device) {
    device.connection().ifPresent(ClientHandler::replace);
    device.connect(connection);
    online.put(connection, device);
    connection.say(BinaryNode.of("success", "t", seconds(), "lid", device.lid()));
    var missed = device.unheard();
    missed.forEach(connection::say);
    connection.say(
        BinaryNode.of("ib")
            .with(BinaryNode.of("offline", "count", Integer.toString(missed.size()))));
  }

  /** A client that is not linked yet. */
  private void hear(LinkingClient client, BinaryNode node) {
    if (client == null || !node.is("iq")) {
      return;
    }
    if (client.isSealedBy(node)) {
      directory.link(client.device());
      client.restart();
      return;
    }
    node.child("link_code_companion_reg").ifPresent(question -> client.ask(node, question));
    node.child("link_code_companion_reg")
        .filter(question -> question.attribute("stage").equals("companion_finish"))
        .ifPresent(
            question -> {
              var phone = directory.person(question.attribute("jid").replaceAll("@.*", ""));
              vouch(client, phone, client.secret(phone, question));
            });
  }

  private void hear(Device client, ClientConnection connection, BinaryNode node) {
    switch (node.tag()) {
      case "iq" -> answer(client, connection, node);
      case "message" -> submit(client, connection, node);
      case "receipt" -> note(client, node);
      case "ack" -> client.heard(node);
      case "chatstate" ->
          node.children()
              .forEach(
                  state ->
                      typings.add(
                          new Typing(
                              client.owner().number(),
                              recipients.name(node.attribute("to")),
                              state.tag())));
      default -> {}
    }
  }

  private void answer(Device client, ClientConnection connection, BinaryNode iq) {
    if (iq.child("remove-companion-device").isPresent()) {
      directory.unlink(client);
    }
    connection.say(queries.answer(client, iq));
  }

  private void note(Device client, BinaryNode receipt) {
    var type = receipt.attribute("type");
    var ids = new ArrayList<>(List.of(receipt.attribute("id")));
    receipt
        .child("list")
        .ifPresent(list -> list.children("item").forEach(item -> ids.add(item.attribute("id"))));
    ids.forEach(
        id -> {
          notices.add(
              new Notice(
                  id, client.owner().number(), recipients.name(receipt.attribute("to")), type));
          if (!type.equals("retry")) {
            client.heardMessage(id);
          }
        });
  }

  private void submit(Device client, ClientConnection connection, BinaryNode message) {
    if (faults.acks == Acks.LOST) {
      connection.close();
      return;
    }
    var error = error(client.owner(), message.attribute("to"));
    if (error.isPresent()) {
      connection.say(ack(message).with("error", error.get().toString()));
      return;
    }
    directory
        .at(message.attribute("to"))
        .ifPresent(person -> directory.acquaint(client.owner(), person));
    var read = recipients.read(client, message);
    read.ifPresent(submissions::add);
    switch (faults.acks) {
      case GIVEN -> {
        connection.say(ack(message));
        read.ifPresent(submission -> confirm(client, submission));
      }
      case CUT -> connection.close();
      default -> {}
    }
  }

  private Optional<Integer> error(Person sender, String address) {
    var isNew =
        directory
            .at(address)
            .filter(person -> !directory.areAcquainted(sender, person))
            .isPresent();
    return isNew && restriction(sender).isPresent()
        ? Optional.of(RESTRICTED)
        : Optional.ofNullable(faults.refused.get(recipients.name(address)));
  }

  private static BinaryNode ack(BinaryNode message) {
    return BinaryNode.of(
        "ack",
        "class",
        "message",
        "id",
        message.attribute("id"),
        "from",
        message.attribute("to"),
        "t",
        seconds());
  }

  private void confirm(Device client, Submission submission) {
    if (submission.kind() == MessageKind.UNREADABLE) {
      recipients.plea(submission).ifPresent(client::tell);
      return;
    }
    if (receipts != Receipts.NONE) {
      receipt(submission, "");
    }
    if (receipts == Receipts.READ) {
      receipt(submission, "read");
    }
  }
}
