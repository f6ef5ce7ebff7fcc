package io.crier.bootstrap.process;

import static java.util.stream.Collectors.toMap;

import io.crier.bootstrap.process.Records.Submission;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A fake of WhatsApp's servers in this process, to which sessions are linked devices. */
final class LinkedDevices implements WhatsApp {

  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private final FakeWhatsApp fake = FakeWhatsApp.start();
  private Writers writers;
  private final Set<String> numbers = ConcurrentHashMap.newKeySet();

  LinkedDevices() {
    fake.receipts(FakeWhatsApp.Receipts.READ);
  }

  @Override
  public String engine() {
    return "web";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "CRIER_WHATSAPP_WEB_URL", fake.url(),
        "CRIER_WHATSAPP_WEB_VERSION_PAGE", fake.versions().url().toString(),
        "CRIER_WHATSAPP_WEB_TEST_ROOT", fake.rootHex(),
        "CRIER_WHATSAPP_WEB_CA_FILE", fake.mediaCertificate().toString());
  }

  @Override
  public void link(Tenant tenant, UUID session, String number) {
    numbers.add(number);
    Pause.until("there is a code to scan", TIMEOUT, () -> code(tenant, session).status() == 200);
    fake.scan(Tenant.find("\"value\":\"([^\"]+)\"", code(tenant, session).body()), number);
    Pause.until(
        session + " is connected",
        TIMEOUT,
        () ->
            tenant.json("GET", "/v1/sessions/" + session, "").contains("\"status\":\"connected\""));
  }

  /** How many sessions are connected to it. */
  long connected() {
    return numbers.stream().filter(fake::isConnected).count();
  }

  private static Wire.Answer code(Tenant tenant, UUID session) {
    return tenant.call("GET", "/v1/sessions/" + session + "/qr", "");
  }

  @Override
  public Map<UUID, List<Submission>> submissions(List<Line> lines) {
    return lines.stream()
        .collect(
            toMap(
                Line::session,
                line ->
                    fake.arrived(line.number()).stream()
                        .map(it -> new Submission(it.id(), it.at()))
                        .toList()));
  }

  @Override
  public void startWriting(List<Line> lines) {
    writers = new Writers(fake, lines);
    writers.start();
  }

  @Override
  public boolean finishWriting(Duration timeout) {
    try {
      return writers.finish(timeout);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Traffic traffic() {
    return new Traffic(fake.arrived().size(), fake.acknowledged().size());
  }

  @Override
  public List<Written> acknowledged() {
    return writers.acknowledged();
  }

  @Override
  public void cut() {
    numbers.forEach(fake::drop);
  }

  @Override
  public boolean hasSideProcess() {
    return true;
  }

  @Override
  public void close() {
    fake.close();
  }
}
