package io.crier.whatsapp.web.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * WhatsApp as its web clients see it, for tests: the real protocol, from the WebSocket to the
 * end-to-end encryption, served on a loopback port.
 *
 * <p>It remembers its clients and what they submitted until it is closed, even if their connections
 * break or their processes end. Only the digits of a number matter, not its format. All methods are
 * thread-safe.
 */
public final class FakeWhatsApp implements AutoCloseable {

  /** How the server acknowledges messages. */
  public enum Acks {
    /** The server accepts the message and acknowledges it. */
    GIVEN,
    /** The server accepts the message and does not answer. */
    WITHHELD,
    /** The server accepts the message, and the connection breaks before the acknowledgement. */
    CUT,
    /** The connection breaks before the server accepts the message. */
    LOST
  }

  /** The receipts that recipients send automatically. */
  public enum Receipts {
    NONE,
    DELIVERED,
    READ
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  public static final String QUERY_LIMITED = "+966500000429";

  private final ServerSocket server;
  private final CertificateAuthority authority = new CertificateAuthority();
  private final Directory directory = new Directory();
  private final FakeAppState appState = new FakeAppState(this, directory, this::media);
  private final QueryHandler queries =
      new QueryHandler(directory, this::media, appState, this::restriction);
  private final Recipients recipients = new Recipients(directory, this::media);
  private final ClientHandler clients = new ClientHandler(directory, queries, recipients);
  private final Writers writers = new Writers(directory, this::media);
  private final Set<ClientConnection> connections = new HashSet<>();
  private final SerialEvents events = new SerialEvents(this, clients, connections);

  private MediaHost media;

  private FakeWhatsApp(ServerSocket server) {
    this.server = server;
  }

  public static FakeWhatsApp start() {
    try {
      var fake = new FakeWhatsApp(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(fake::accept);
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var connection = new ClientConnection(server.accept(), authority, events);
        if (isReachable(connection)) {
          Thread.ofVirtual().start(connection);
        } else {
          connection.close();
        }
      } catch (IOException e) {
        // The server is closed, or the client has already disconnected.
      }
    }
  }

  private synchronized boolean isReachable(ClientConnection connection) {
    return !clients.faults.unreachable && connections.add(connection);
  }

  // Addresses and keys

  /** The address to connect to instead of WhatsApp's own. */
  public String url() {
    return "ws://127.0.0.1:" + server.getLocalPort() + "/ws/chat";
  }

  /** The root key to trust instead of WhatsApp's own. */
  public String rootHex() {
    return authority.rootHex();
  }

  /** The certificate (PEM) that clients have to trust to exchange files. */
  public Path mediaCertificate() {
    return media().certificate();
  }

  /** The host of files. */
  public synchronized MediaHost media() {
    if (media == null) {
      media = new MediaHost();
    }
    return media;
  }

  // What users do on their phones

  /** The user of this number scans the QR code that a client shows. */
  public synchronized void scan(String qr, String number) {
    var code = QrCode.read(qr);
    clients.confirmPairing(clients.showing(code), directory.person(number), code.secret());
  }

  /** Sends a notification of this type to the client that shows this QR code. */
  public synchronized void notify(String qr, String type) {
    var code = QrCode.read(qr);
    clients.showing(code).notify(type, code);
  }

  /** The user of this number enters the code that a client shows, once it has requested one. */
  public synchronized void enterCode(String number, String code) {
    await(
        "a client requested a code for " + number,
        fake -> fake.clients.pairingByCode(number).isPresent());
    clients
        .pairingByCode(number)
        .orElseThrow()
        .enterCode(directory.person(number), code.replace("-", ""));
  }

  /** A person writes to the clients of this number; they receive it once they are connected. */
  public synchronized String write(String from, String to, InboundMessage content) {
    return writers.write(directory.person(from), directory.person(to), content);
  }

  /** The user of this number writes on the phone; the clients of this number receive a copy. */
  public synchronized String writeOnPhone(String number, String to, InboundMessage content) {
    return writers.writeOnPhone(directory.person(number), directory.person(to), content);
  }

  public String write(String from, String to, String text) {
    return write(from, to, InboundMessage.text(text));
  }

  /** The recipient's phone has received the message. */
  public void deliver(String id) {
    receipt(id, "");
  }

  /** The recipient has read the message. */
  public void read(String id) {
    receipt(id, "read");
  }

  private synchronized void receipt(String id, String type) {
    clients.submissions.stream()
        .filter(submission -> submission.id().equals(id))
        .findFirst()
        .ifPresent(submission -> clients.sendReceipts(submission, type));
  }

  /** Creates a group of these people, such as {@code 120363041234567890@g.us}. */
  public synchronized void group(String address, String... numbers) {
    directory.group(address, Stream.of(numbers).map(directory::person).toList());
  }

  public FakePresences presences() {
    return clients.presences;
  }

  public FakeCalls calls() {
    return clients.calls;
  }

  public FakeGroups groups() {
    return new FakeGroups(this, directory, queries.groups);
  }

  public FakeHistory history() {
    return new FakeHistory(this, directory, writers, clients, this::media);
  }

  public FakeAppState appState() {
    return appState;
  }

  public FakeProfiles profiles() {
    return queries.profiles;
  }

  public FakeChannels channels() {
    return queries.channels;
  }

  private Optional<Instant> restriction(Person person) {
    return clients.restriction(person);
  }

  // Behavior of the server

  public synchronized void acks(Acks acks) {
    clients.faults.acks = acks;
  }

  public synchronized void receipts(Receipts receipts) {
    clients.receipts = receipts;
  }

  /** Makes this number one that is not on WhatsApp. */
  public synchronized void forget(String number) {
    directory.forget(number);
  }

  /** Rejects messages to this number or group with this error of WhatsApp's, such as 463. */
  public synchronized void refuse(String number, int error) {
    clients.faults.refused.put(Directory.name(number), error);
  }

  /** Until then, this number may only write to people it has exchanged messages with (463). */
  public synchronized void restrict(String number, Instant until) {
    clients.faults.restricted.put(Directory.digits(number), until);
  }

  /** This person gets a new phone, which requests what was encrypted for the old one again. */
  public synchronized void reinstall(String number) {
    directory.person(number).reinstall();
  }

  public synchronized void refusePairingCodes(boolean refused) {
    clients.faults.pairingCodesRefused = refused;
  }

  /** The clients of this number lose their connection. */
  public synchronized void drop(String number) {
    connections(number).forEach(ClientConnection::close);
  }

  /** All clients lose their connection, and cannot reconnect until this is reset. */
  public synchronized void unreachable(boolean unreachable) {
    clients.faults.unreachable = unreachable;
    if (unreachable) {
      connections.forEach(ClientConnection::close);
    }
  }

  /** Another client takes over the session of the clients of this number (440). */
  public synchronized void replace(String number) {
    connections(number).forEach(ClientHandler::replace);
  }

  /** The user removes the clients of this number on the phone (401). */
  public synchronized void logOut(String number) {
    var gone = directory.devices(directory.person(number)).toList();
    gone.forEach(directory::unlink);
    gone.stream()
        .flatMap(device -> device.connection().stream())
        .forEach(
            connection ->
                connection.end(
                    BinaryNode.of("stream:error", "code", "401")
                        .with(BinaryNode.of("conflict", "type", "device_removed"))));
  }

  public synchronized ServerFaults faults() {
    return clients.faults;
  }

  /** Refuses messages to this person (479) until a client asks for their keys again. */
  public synchronized void expireKeys(String number) {
    var person = directory.person(number);
    clients.faults.stale.put(person.number(), person.bundles());
  }

  public FakeVersions versions() {
    return clients.versions;
  }

  /** Bans this number from WhatsApp (403). */
  public synchronized void ban(String number) {
    clients.faults.banned.add(Directory.digits(number));
    connections(number).forEach(connection -> connection.end(ClientHandler.failure(403)));
  }

  /** Ends all refusals, bans and faults, and registers forgotten numbers again. */
  public synchronized void heal() {
    clients.faults = new ServerFaults();
    clients.versions.heal();
    directory.registerAll();
  }

  private List<ClientConnection> connections(String number) {
    return directory
        .devices(directory.person(number))
        .flatMap(device -> device.connection().stream())
        .toList();
  }

  /** Everything that clients submitted, in order, including duplicates. */
  public synchronized List<Submission> arrived() {
    return List.copyOf(clients.submissions);
  }

  /** What the clients of this number submitted. */
  public List<Submission> arrived(String from) {
    return arrived().stream()
        .filter(submission -> submission.from().equals(Directory.digits(from)))
        .toList();
  }

  /** The messages that clients acknowledged, in order, each once. */
  public synchronized List<Acknowledgement> acknowledged() {
    return List.copyOf(clients.acknowledged);
  }

  /** The receipts that clients sent for messages that they received. */
  public synchronized List<ClientReceipt> clientReceipts() {
    return List.copyOf(clients.clientReceipts);
  }

  public synchronized List<Typing> typings() {
    return List.copyOf(clients.typings);
  }

  public synchronized boolean isConnected(String number) {
    return !connections(number).isEmpty();
  }

  public synchronized boolean isLinked(String number) {
    return directory.devices(directory.person(number)).findAny().isPresent();
  }

  /** The opaque address of this number. */
  public static String lid(String number) {
    return Person.lid(Directory.digits(number));
  }

  /** Waits until the condition holds; fails after a timeout. */
  public synchronized void await(String what, Predicate<FakeWhatsApp> condition) {
    var end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.test(this)) {
      var left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("timed out waiting until " + what);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted before " + what, e);
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clients.versions.close();
    synchronized (this) {
      connections.forEach(ClientConnection::close);
      if (media != null) {
        media.close();
      }
    }
  }
}
