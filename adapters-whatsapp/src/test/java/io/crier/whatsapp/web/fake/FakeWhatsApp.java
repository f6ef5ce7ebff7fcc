package io.crier.whatsapp.web.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * WhatsApp as its web clients see it, made for tests: the real protocol, from the WebSocket to the
 * end-to-end encryption, spoken by this JVM on a loopback port.
 *
 * <p>It remembers its clients and what they submitted for as long as it lives, whatever becomes of
 * their connections and processes. Numbers may be written in any form that has the right digits.
 * All methods may be called by any thread.
 */
public final class FakeWhatsApp implements AutoCloseable {

  /** How the server answers a message that it was given. */
  public enum Acks {
    /** It says that it has taken the message. */
    GIVEN,
    /** It takes the message and says nothing. */
    WITHHELD,
    /** It takes the message, and the connection breaks before it can say so. */
    CUT,
    /** The connection breaks before the server has taken the message. */
    LOST
  }

  /** What recipients tell of a message by themselves. */
  public enum Receipts {
    NONE,
    DELIVERED,
    READ
  }

  /** What a client told of a message that it got; the type is empty for "got it". */
  public record Notice(String id, String from, String to, String type) {}

  /** Somebody begins ("composing") or ends ("paused") to type. */
  public record Typing(String from, String to, String state) {}

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ServerSocket server;
  private final CertificateAuthority authority = new CertificateAuthority();
  private final Directory directory = new Directory();
  private final QueryHandler queries = new QueryHandler(directory, this::media, this::restriction);
  private final Recipients recipients = new Recipients(directory, this::media);
  private final ClientHandler clients = new ClientHandler(directory, queries, recipients);
  private final Set<ClientConnection> connections = new HashSet<>();

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
        var connection = new ClientConnection(server.accept(), authority, new Talk());
        if (isReachable(connection)) {
          Thread.ofVirtual().start(connection);
        } else {
          connection.close();
        }
      } catch (IOException e) {
        // Closed, or the client is gone already.
      }
    }
  }

  private synchronized boolean isReachable(ClientConnection connection) {
    return !clients.faults.unreachable && connections.add(connection);
  }

  // Where it is

  /** Where clients connect to, in place of WhatsApp's own address. */
  public String url() {
    return "ws://127.0.0.1:" + server.getLocalPort() + "/ws/chat";
  }

  /** The key that clients have to trust in place of the one that WhatsApp certifies itself with. */
  public String rootHex() {
    return authority.rootHex();
  }

  /** The certificate (PEM) that clients have to trust to exchange files. */
  public Path mediaCertificate() {
    return media().certificate();
  }

  private synchronized MediaHost media() {
    if (media == null) {
      media = new MediaHost();
    }
    return media;
  }

  // What users do on their phones

  /** The user of this number scans the QR code that a client shows. */
  public synchronized void scan(String qr, String number) {
    var parts = qr.substring(qr.indexOf('#') + 1).split(",");
    var scanned =
        clients
            .offering(parts[0])
            .orElseThrow(() -> new IllegalStateException("no client shows this code"));
    clients.vouch(scanned, directory.person(number), Base64.getDecoder().decode(parts[3]));
  }

  /** The user of this number types the code that a client shows, as soon as it asked for one. */
  public synchronized void enterCode(String number, String code) {
    await("a client asked for " + number, fake -> fake.clients.asked(number).isPresent());
    clients.asked(number).orElseThrow().type(directory.person(number), code.replace("-", ""));
  }

  /** A person writes to the clients of this number; they get it when they are connected. */
  public synchronized String write(String from, String to, InboundMessage letter) {
    var sender = directory.person(from);
    var id = "3A" + HexFormat.of().withUpperCase().formatHex(Crypto.random(9));
    var message = letter.message(this::media);
    var envelope = letter.envelope(id, sender, ClientHandler.seconds());
    var clients = directory.devices(directory.person(to)).toList();
    if (clients.isEmpty()) {
      throw new IllegalStateException("no client is linked to " + to);
    }
    directory.acquaint(sender, directory.person(to));
    clients.forEach(client -> client.tell(envelope.with(sender.seal(client, message))));
    return id;
  }

  public String write(String from, String to, String text) {
    return write(from, to, InboundMessage.text(text));
  }

  /** The recipient's phone has got the message. */
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
        .ifPresent(submission -> clients.receipt(submission, type));
  }

  /** These people are in a group, such as {@code 120363041234567890@g.us}. */
  public synchronized void group(String address, String... numbers) {
    directory.group(address, Stream.of(numbers).map(directory::person).toList());
  }

  private Optional<Instant> restriction(Person person) {
    return clients.restriction(person);
  }

  // How the server behaves

  public synchronized void acks(Acks acks) {
    clients.faults.acks = acks;
  }

  public synchronized void receipts(Receipts receipts) {
    clients.receipts = receipts;
  }

  /** Nobody uses WhatsApp with this number. */
  public synchronized void forget(String number) {
    directory.forget(number);
  }

  /**
   * Messages to this number or group are not taken, for a reason that is an error of WhatsApp's
   * (463…).
   */
  public synchronized void refuse(String number, int error) {
    clients.faults.refused.put(Directory.name(number), error);
  }

  /** Until then this number may only write to people that it has written with before (463). */
  public synchronized void restrict(String number, Instant until) {
    clients.faults.restricted.put(Directory.digits(number), until);
  }

  /** This person has a new phone: what is sealed for the old one has to be asked for again. */
  public synchronized void reinstall(String number) {
    directory.person(number).reinstall();
  }

  /** The clients of this number lose their connection. */
  public synchronized void drop(String number) {
    connections(number).forEach(ClientConnection::close);
  }

  /** All clients lose their connection, and find no other while this lasts. */
  public synchronized void unreachable(boolean unreachable) {
    clients.faults.unreachable = unreachable;
    if (unreachable) {
      connections.forEach(ClientConnection::close);
    }
  }

  /** Somebody else opened the session of the clients of this number (440). */
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

  /** ClientHandler are told that they are too old to connect (405). */
  public synchronized void outdated(boolean outdated) {
    clients.faults.outdated = outdated;
  }

  /** This number may not use WhatsApp any more (403). */
  public synchronized void ban(String number) {
    clients.faults.banned.add(Directory.digits(number));
    connections(number).forEach(connection -> connection.end(ClientHandler.failure(403)));
  }

  /** All that was refused, banned, forgotten or broken is well again. */
  public synchronized void heal() {
    clients.faults = new ServerFaults();
    directory.rememberAll();
  }

  private List<ClientConnection> connections(String number) {
    return directory
        .devices(directory.person(number))
        .flatMap(device -> device.connection().stream())
        .toList();
  }

  // What came of it

  /** All that clients submitted, in order, and as often as they did. */
  public synchronized List<Submission> arrived() {
    return List.copyOf(clients.submissions);
  }

  /** What the clients of this number submitted. */
  public List<Submission> arrived(String from) {
    return arrived().stream()
        .filter(submission -> submission.from().equals(Directory.digits(from)))
        .toList();
  }

  /** What clients told of the messages that they got. */
  public synchronized List<Notice> notices() {
    return List.copyOf(clients.notices);
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

  /** Waits until this is so, which may be at once; fails when it does not become so. */
  public synchronized void await(String what, Predicate<FakeWhatsApp> condition) {
    var end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.test(this)) {
      var left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("never " + what);
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
    synchronized (this) {
      connections.forEach(ClientConnection::close);
      if (media != null) {
        media.close();
      }
    }
  }

  /** Passes on what clients do, one after the other. */
  private final class Talk implements ClientConnection.Events {

    @Override
    public void opened(ClientConnection connection, byte[] noiseKey, Protobuf payload) {
      handle(() -> clients.opened(connection, noiseKey, payload));
    }

    @Override
    public void said(ClientConnection connection, BinaryNode node) {
      handle(() -> clients.said(connection, node));
    }

    @Override
    public void closed(ClientConnection connection) {
      handle(
          () -> {
            connections.remove(connection);
            clients.closed(connection);
          });
    }

    private void handle(Runnable work) {
      synchronized (FakeWhatsApp.this) {
        work.run();
        FakeWhatsApp.this.notifyAll();
      }
    }
  }
}
