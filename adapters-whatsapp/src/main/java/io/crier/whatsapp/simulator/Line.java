package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.OVERLOADED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crier.application.sessions.Engine;
import io.crier.domain.Refused;
import io.crier.domain.sessions.PhoneNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * WhatsApp's end of one session: what arrived from it, what is wrong with it, and the devices that
 * speak for it. Its lock guards the devices, too.
 */
final class Line {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_WAITING = 1_000;

  private final Ledger ledger;
  private final Path faultsFile;
  private final Deque<Engine.Event.Received> waiting = new ArrayDeque<>();
  private volatile Faults faults;
  private Device device;
  private Device tester;

  Line(Path folder, String session) {
    ledger = new Ledger(folder.resolve(session + ".jsonl"));
    faultsFile = folder.resolve(session + ".faults.json");
    faults = readFaults();
  }

  Ledger ledger() {
    return ledger;
  }

  Faults faults() {
    return faults;
  }

  /** Puts the device in the place of the one before, which knows what WhatsApp still owes it. */
  synchronized Optional<Device> install(Device next) {
    var before = next.isTester() ? tester : device;
    if (next.isTester()) {
      tester = next;
    } else {
      device = next;
    }
    return Optional.ofNullable(before);
  }

  synchronized void scan(PhoneNumber by) {
    if (device == null) {
      throw new Refused(QR_NOT_READY);
    }
    device.scan(by);
  }

  void suffer(Faults others) {
    write(others);
    faults = others;
    devices().forEach(Device::faultsChanged);
  }

  /** Hands the message to the session's device, or keeps it until that is connected again. */
  synchronized void receive(Engine.Event.Received message) {
    var connected = devices().filter(Device::isConnected).findFirst();
    if (connected.isPresent()) {
      connected.get().receive(message);
    } else if (device == null || !device.isLinked()) {
      throw new Refused(NOT_CONNECTED);
    } else if (waiting.size() >= MOST_WAITING) {
      throw new Refused(OVERLOADED, "too many messages wait for this session to connect again");
    } else {
      waiting.add(message);
    }
  }

  synchronized Optional<Engine.Event.Received> nextWaiting() {
    return Optional.ofNullable(waiting.poll());
  }

  private synchronized Stream<Device> devices() {
    return Stream.of(Optional.ofNullable(device), Optional.ofNullable(tester))
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

  private void write(Faults others) {
    var unfinished = faultsFile.resolveSibling(faultsFile.getFileName() + ".new");
    try {
      Files.write(unfinished, JSON.writeValueAsBytes(FaultsForm.of(others)));
      Files.move(unfinished, faultsFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
