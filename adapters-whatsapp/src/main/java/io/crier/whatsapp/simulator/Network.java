package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.OVERLOADED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crier.application.sessions.Engine;
import io.crier.domain.Refused;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The simulated network of one session: the ledger of submissions, the faults, and the connected
 * devices. Its lock also guards the devices.
 */
final class Network {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_QUEUED = 1_000;

  private final Ledger ledger;
  private final Path faultsFile;
  private final GroupBook groups;
  private final CallBook calls = new CallBook();
  private final ProfileBook profiles = new ProfileBook();
  private final ChannelBook channels = new ChannelBook();
  private final LabelBook labels = new LabelBook();
  private final Map<Recipient, Presence> presences = new ConcurrentHashMap<>();
  private final Deque<Engine.Event.Arrival> queued = new ArrayDeque<>();
  private volatile Faults faults;
  private SimulatedDevice device;
  private SimulatedDevice testDevice;

  Network(Path folder, String session) {
    ledger = new Ledger(folder.resolve(session + ".jsonl"));
    faultsFile = folder.resolve(session + ".faults.json");
    groups = new GroupBook(folder.resolve(session + ".groups.json"));
    faults = readFaults();
  }

  Ledger ledger() {
    return ledger;
  }

  GroupBook groups() {
    return groups;
  }

  /** What the session has shown last in each chat, until a restart. */
  Map<Recipient, Presence> presences() {
    return presences;
  }

  ChannelBook channels() {
    return channels;
  }

  LabelBook labels() {
    return labels;
  }

  ProfileBook profiles() {
    return profiles;
  }

  CallBook calls() {
    return calls;
  }

  /** The device that is linked, or serves test keys. */
  synchronized SimulatedDevice linkedDevice() {
    return devices()
        .filter(SimulatedDevice::isLinked)
        .findFirst()
        .orElseThrow(() -> new Refused(NOT_CONNECTED));
  }

  Faults faults() {
    return faults;
  }

  /** Connects the device, and returns the device it replaces. */
  synchronized Optional<SimulatedDevice> install(SimulatedDevice next) {
    var previous = next.isTest() ? testDevice : device;
    if (next.isTest()) {
      testDevice = next;
    } else {
      device = next;
    }
    return Optional.ofNullable(previous);
  }

  synchronized void scan(PhoneNumber by) {
    if (device == null) {
      throw new Refused(QR_NOT_READY);
    }
    device.scan(by);
  }

  /** Sets the faults, which survive a restart. */
  void setFaults(Faults next) {
    synchronized (this) {
      write(next);
      faults = next;
    }
    devices().forEach(SimulatedDevice::faultsChanged);
  }

  /** Passes the message to the connected device, or queues it until one connects. */
  synchronized void receive(Engine.Event.Arrival message) {
    var connected = devices().filter(SimulatedDevice::isConnected).findFirst();
    if (connected.isPresent()) {
      connected.get().receive(message);
    } else if (device == null || !device.isLinked()) {
      throw new Refused(NOT_CONNECTED);
    } else if (queued.size() >= MAX_QUEUED) {
      throw new Refused(OVERLOADED, "too many messages wait for this session to connect again");
    } else {
      queued.add(message);
    }
  }

  /** Removes the oldest queued message. */
  synchronized Optional<Engine.Event.Arrival> nextQueued() {
    return Optional.ofNullable(queued.poll());
  }

  static Address addressOf(Recipient recipient) {
    return new Address(
        recipient instanceof Recipient.Phone phone
            ? phone.number().digits() + "@s.whatsapp.net"
            : recipient.text());
  }

  private synchronized Stream<SimulatedDevice> devices() {
    return Stream.of(Optional.ofNullable(device), Optional.ofNullable(testDevice))
        .flatMap(Optional::stream);
  }

  private Faults readFaults() {
    try {
      return Files.exists(faultsFile)
          ? JSON.readValue(faultsFile.toFile(), FaultsForm.class).toFaults()
          : Faults.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Faults next) {
    var draft = faultsFile.resolveSibling(faultsFile.getFileName() + ".new");
    try {
      Files.write(draft, JSON.writeValueAsBytes(FaultsForm.of(next)));
      Files.move(draft, faultsFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
