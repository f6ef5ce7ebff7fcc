package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.FakeWhatsApp.Acks;
import io.crier.whatsapp.web.fake.FakeWhatsApp.Receipts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Handles what clients send, answers as WhatsApp does, and records submissions. Callers hold the
 * lock of {@link FakeWhatsApp}.
 */
final class ClientHandler {

  private static final int BAD_REQUEST = 400;
  private static final int RESTRICTED = 463;
  private static final int STALE_SESSION = 479;

  private final Directory directory;
  private final QueryHandler queries;
  private final Recipients recipients;
  private final Map<ClientConnection, Device> online = new HashMap<>();
  private final Map<ClientConnection, LinkingClient> linking = new HashMap<>();

  final List<Submission> submissions = new ArrayList<>();

  /** The ids of the messages that phones could not read, and have requested again. */
  private final Set<String> requestedAgain = new HashSet<>();

  final List<Acknowledgement> acknowledged = new ArrayList<>();
  final List<ClientReceipt> clientReceipts = new ArrayList<>();
  final List<Typing> typings = new ArrayList<>();

  /** Privacy tokens that came with messages. */
  final List<String> tokens = new ArrayList<>();

  final FakeVersions versions = new FakeVersions();
  final FakeCalls calls;
  final FakePresences presences;
  ServerFaults faults = new ServerFaults();
  Receipts receipts = Receipts.DELIVERED;

  ClientHandler(Directory directory, QueryHandler queries, Recipients recipients) {
    this.directory = directory;
    this.queries = queries;
    calls = new FakeCalls(directory);
    presences = new FakePresences(directory);
    this.recipients = recipients;
  }

  void opened(ClientConnection connection, byte[] noiseKey, Protobuf payload) {
    if (versions.isOutdated(payload)) {
      connection.end(failure(405));
    } else if (payload.has(19)) {
      var client = new LinkingClient(connection, new Device(noiseKey, payload.message(19)));
      linking.put(connection, client);
      client.offer();
    } else {
      logIn(connection, noiseKey, payload.number(1) + "", (int) payload.number(18));
    }
  }

  void received(ClientConnection connection, BinaryNode node) {
    var device = Optional.ofNullable(online.get(connection));
    device.ifPresentOrElse(
        known -> handle(known, connection, node), () -> handle(linking.get(connection), node));
  }

  void closed(ClientConnection connection) {
    linking.remove(connection);
    Optional.ofNullable(online.remove(connection))
        .ifPresent(device -> device.disconnect(connection));
  }

  /** The client that shows this QR code. */
  LinkingClient showing(QrCode code) {
    return linking.values().stream()
        .filter(each -> each.offers(code.reference()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no client shows this code"));
  }

  /** The client that requested a pairing code for this number. */
  Optional<LinkingClient> pairingByCode(String number) {
    return linking.values().stream()
        .filter(each -> each.isOf(Directory.digits(number)))
        .findFirst();
  }

  void confirmPairing(LinkingClient client, Person phone, byte[] secret) {
    client.confirmPairing(phone, directory.nextDevice(phone), secret);
  }

  Optional<Instant> restriction(Person person) {
    return Optional.ofNullable(faults.restricted.get(person.number()));
  }

  void sendReceipts(Submission submission, String type) {
    var nodes = recipients.receipts(submission, type).toList();
    directory
        .devices(directory.person(submission.from()))
        .forEach(client -> nodes.forEach(client::send));
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
    connection.send(BinaryNode.of("success", "t", seconds(), "lid", device.lid()));
    var missed = device.unacknowledged();
    missed.forEach(connection::send);
    connection.send(
        BinaryNode.of("ib")
            .with(BinaryNode.of("offline", "count", Integer.toString(missed.size()))));
  }

  private void handle(LinkingClient client, BinaryNode node) {
    if (client != null && node.is("ack")) {
      client.acknowledged(node);
    }
    if (client == null || !node.is("iq")) {
      return;
    }
    if (client.isPairingConfirmation(node)) {
      directory.link(client.device());
      client.restart();
      return;
    }
    node.child("link_code_companion_reg")
        .ifPresent(request -> client.answer(node, request, faults.pairingCodesRefused));
    node.child("link_code_companion_reg")
        .filter(request -> request.attribute("stage").equals("companion_finish"))
        .ifPresent(
            request -> {
              var phone = directory.person(request.attribute("jid").replaceAll("@.*", ""));
              confirmPairing(client, phone, client.secret(phone, request));
            });
  }

  private void handle(Device client, ClientConnection connection, BinaryNode node) {
    switch (node.tag()) {
      case "iq" -> answer(client, connection, node);
      case "message" -> submit(client, connection, node);
      case "receipt" -> recordReceipt(client, node);
      case "ack" -> recordAck(client, node);
      case "presence" -> presences.received(client, node);
      case "call" -> connection.send(calls.answer(node));
      case "chatstate" ->
          node.children()
              .forEach(
                  state ->
                      typings.add(
                          new Typing(
                              client.owner().number(),
                              recipients.name(node.attribute("to")),
                              state.attribute("media").isEmpty() ? state.tag() : "recording")));
      default -> {}
    }
  }

  private void answer(Device client, ClientConnection connection, BinaryNode iq) {
    if (iq.child("remove-companion-device").isPresent()) {
      if (faults.logOutsRefused) {
        connection.send(
            BinaryNode.of(
                    "iq", "from", "@s.whatsapp.net", "type", "error", "id", iq.attribute("id"))
                .with(BinaryNode.of("error", "code", "503", "text", "service-unavailable")));
        return;
      }
      directory.unlink(client);
    }
    connection.send(queries.answer(client, iq));
    queries.appState.share(client);
  }

  private void recordAck(Device client, BinaryNode ack) {
    if (!faults.receiptsLost
        && client.acknowledge(ack)
        && ack.attribute("class").equals("message")
        && !ack.attribute("id").startsWith(FakeAppState.PEER)) {
      acknowledged.add(
          new Acknowledgement(
              ack.attribute("id"), client.owner().number(), ack.attribute("error")));
    }
  }

  private void recordReceipt(Device client, BinaryNode receipt) {
    if (faults.receiptsLost) {
      return;
    }
    var type = receipt.attribute("type");
    if (type.equals("peer_msg")) {
      client.acknowledgeMessage(receipt.attribute("id"));
      return;
    }
    var ids = new ArrayList<>(List.of(receipt.attribute("id")));
    receipt
        .child("list")
        .ifPresent(list -> list.children("item").forEach(item -> ids.add(item.attribute("id"))));
    ids.forEach(
        id -> {
          clientReceipts.add(
              new ClientReceipt(
                  id, client.owner().number(), recipients.name(receipt.attribute("to")), type));
          if (!type.equals("retry") && client.acknowledgeMessage(id)) {
            acknowledged.add(new Acknowledgement(id, client.owner().number(), ""));
          }
        });
  }

  private void submit(Device client, ClientConnection connection, BinaryNode message) {
    if (faults.acks == Acks.LOST) {
      connection.close();
      return;
    }
    var error =
        FakeChannels.isChannel(message.attribute("to"))
            ? queries.channels.error(client.owner(), message)
            : error(client.owner(), message.attribute("to"));
    if (error.isPresent()) {
      connection.send(ack(message).with("error", error.get().toString()));
      return;
    }
    directory
        .at(message.attribute("to"))
        .ifPresent(person -> directory.addContact(client.owner(), person));
    message
        .child("tctoken")
        .ifPresent(token -> tokens.add(new String(token.content(), StandardCharsets.UTF_8)));
    var submitted = recipients.decrypt(client, message);
    submitted.ifPresent(this::record);
    switch (faults.acks) {
      case GIVEN -> {
        connection.send(ack(message));
        submitted.ifPresent(submission -> confirm(client, submission));
      }
      case CUT -> connection.close();
      default -> {}
    }
  }

  /** What a phone has requested again is no other submission, however often it is sent. */
  private void record(Submission submission) {
    if (!requestedAgain.contains(submission.id())) {
      submissions.add(submission);
      return;
    }
    submissions.replaceAll(
        it ->
            it.kind() == MessageKind.UNREADABLE && it.id().equals(submission.id())
                ? submission.submittedAt(it.at())
                : it);
  }

  private Optional<Integer> error(Person sender, String address) {
    if (faults.hiddenIdsRefused && address.endsWith("@lid")) {
      return Optional.of(BAD_REQUEST);
    }
    var isStale =
        directory
            .at(address)
            .filter(person -> faults.stale.getOrDefault(person.number(), -1) == person.bundles())
            .isPresent();
    if (isStale) {
      return Optional.of(STALE_SESSION);
    }
    var isNew =
        directory.at(address).filter(person -> !directory.areContacts(sender, person)).isPresent();
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
      requestedAgain.add(submission.id());
      recipients.retryRequest(submission).ifPresent(client::send);
      return;
    }
    if (receipts != Receipts.NONE) {
      sendReceipts(submission, "");
    }
    if (receipts == Receipts.READ) {
      sendReceipts(submission, "read");
    }
  }
}
