package io.crier.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineContract.Keys;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.RequestProblem;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKeyProblem;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageProblem;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.simulator.SimulatorResource.InboundRequest;
import io.crier.whatsapp.simulator.SimulatorResource.ScanRequest;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorResourceTest {

  private static final Recipient THEM = Recipient.parse("+966507654321");
  private static final Content.Text HELLO = new Content.Text("أهلا, عساك بخير؟");

  @TempDir Path folder;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Keys keys = new Keys();
  private PretendedWorld world;
  private Session session;
  private Engine.Connection connection;
  private SimulatorResource resource;

  @BeforeEach
  void begin() {
    world = new PretendedWorld(folder);
    var account = AccountId.next(world.time.instant());
    session =
        Session.create(
            account, "shop", EngineName.SIMULATOR, Map.of(), Pacing.NONE, world.time.instant());
    var unitOfWork = new InMemoryUnitOfWork();
    var sessions = new InMemorySessions(unitOfWork, new InMemoryNodes(unitOfWork, world.time));
    unitOfWork.run(() -> sessions.save(session));
    resource = new SimulatorResource();
    resource.simulator = world.simulator();
    resource.findSessions = new FindSessions(sessions, unitOfWork);
    resource.engines = Set.of("simulator");
    resource.caller = new Admin(account, "admin");
    resource.id = session.id().value();
    reopen();
  }

  @Test
  void aScanConnectsTheSession() {
    resource.scan(new ScanRequest("+966501234567"));
    world.time.settle();

    assertThat(events).endsWith(new Event.Connected(new PhoneNumber("+966501234567")));
  }

  @Test
  void whatIsScannedWithMustBeANumber() {
    assertRefused(
        SessionProblem.INVALID_PHONE_NUMBER, () -> resource.scan(new ScanRequest("somebody")));
    assertRefused(SessionProblem.INVALID_PHONE_NUMBER, () -> resource.scan(new ScanRequest(null)));
    assertRefused(RequestProblem.INVALID_REQUEST, () -> resource.scan(null));
  }

  @Test
  void theInboxIsJson() throws IOException {
    link();
    send("M1");
    send("M2");

    assertThat(inbox(null)).isEqualTo(List.of("M1", "M2"));
    assertThat(inbox("M1")).isEqualTo(List.of("M2"));
    assertThat(inbox("M2")).isEmpty();
    assertRefused(RequestProblem.INVALID_REQUEST, () -> resource.inbox("M3"));
  }

  @Test
  void whatIsWrittenIsReceived() {
    link();

    resource.write(new InboundRequest("966507654321@c.us", "text", HELLO.body()));
    world.time.settle();

    assertThat(events)
        .last()
        .isInstanceOfSatisfying(
            Event.Received.class,
            received -> {
              assertThat(received.from()).isEqualTo(THEM);
              assertThat(received.content()).isEqualTo(HELLO);
            });
  }

  @Test
  void onlyTextIsWritten() {
    link();

    assertRefused(
        RequestProblem.INVALID_REQUEST,
        () -> resource.write(new InboundRequest("+966507654321", "image", "x")));
    assertRefused(
        MessageProblem.INVALID_TEXT,
        () -> resource.write(new InboundRequest("+966507654321", "text", null)));
    assertRefused(
        MessageProblem.INVALID_RECIPIENT,
        () -> resource.write(new InboundRequest(null, "text", "x")));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyFaultCanBeAskedForByItsName(Fault fault) {
    link();

    resource.faults(form("{\"refuse\":{\"966507654321@c.us\":\"%s\"}}".formatted(fault.code())));

    assertThat(send("M1"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.fault()).isEqualTo(fault));
  }

  @Test
  void unknownNumbersAreNamedInAnyForm() {
    link();

    resource.faults(form("{\"unknownNumbers\":[\"966507654321@s.whatsapp.net\"]}"));

    assertThat(send("M1"))
        .isEqualTo(new Outcome.Failed(Fault.RECIPIENT_NOT_ON_WHATSAPP, Optional.empty()));
  }

  @Test
  void whatIsLeftOutIsInOrder() {
    link();
    resource.faults(
        form("{\"offline\":true,\"delayMs\":60000,\"receipts\":false,\"refuse\":null}"));
    world.time.settle();
    assertThat(events).last().isInstanceOf(Event.Lost.class);

    resource.faults(form("{}"));

    assertThat(form("{}").toFaults()).isEqualTo(Faults.NONE);
    reopen();
    assertThat(events).last().isInstanceOf(Event.Connected.class);
    assertThat(send("M1")).isEqualTo(new Outcome.Sent(new WhatsAppId("M1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"refuse\":{\"+966507654321\":\"bad_luck\"}}",
        "{\"refuse\":{\"+966507654321\":\"BANNED\"}}",
        "{\"refuse\":{\"+966507654321\":null}}",
        "{\"refuse\":{\"somebody\":\"banned\"}}",
        "{\"unknownNumbers\":[\"somebody\"]}",
        "{\"unknownNumbers\":[null]}",
        "{\"delayMs\":-1}",
        "{\"delayMs\":600001}"
      })
  void faultsThatCannotBeAreRefused(String json) {
    assertThatThrownBy(() -> resource.faults(form(json))).isInstanceOf(Refused.class);
  }

  @Test
  void faultsKeepTheirMeaningAsJson() {
    var faults =
        new Faults(
            true,
            Duration.ofMillis(250),
            Set.of(THEM),
            Map.of(Recipient.parse("+966500000001"), Fault.RATE_LIMITED),
            false);

    assertThat(FaultsForm.of(faults).toFaults()).isEqualTo(faults);
  }

  @Test
  void whoIsNoAdminIsRefused() {
    resource.caller = new Admin(session.account(), "send");

    assertRefused(ApiKeyProblem.ROLE_REQUIRED, () -> resource.inbox(null));
  }

  @Test
  void anotherAccountDoesNotLearnOfTheSession() {
    resource.caller = new Admin(AccountId.next(world.time.instant()), "admin");

    assertRefused(
        SessionProblem.SESSION_NOT_FOUND, () -> resource.scan(new ScanRequest("+966501234567")));
    assertRefused(SessionProblem.SESSION_NOT_FOUND, () -> resource.inbox(null));
    assertRefused(
        SessionProblem.SESSION_NOT_FOUND,
        () -> resource.write(new InboundRequest("+966507654321", "text", "x")));
    assertRefused(SessionProblem.SESSION_NOT_FOUND, () -> resource.faults(form("{}")));
  }

  @Test
  void withoutTheSimulatorThereIsNothingHere() {
    resource.engines = Set.of("web");

    assertRefused(SessionProblem.SESSION_NOT_FOUND, () -> resource.inbox(null));
  }

  private void reopen() {
    connection =
        world.simulator().open(new Engine.Identity(session.id(), Map.of()), keys, events::add);
    world.time.settle();
  }

  private void link() {
    resource.scan(new ScanRequest("+966501234567"));
    world.time.settle();
  }

  private Outcome send(String id) {
    return connection.send(new WhatsAppId(id), THEM, Optional.empty(), HELLO);
  }

  private List<String> inbox(String after) throws IOException {
    var json = new ByteArrayOutputStream();
    resource.inbox(after).write(json);
    return new JsonMapper()
        .readTree(json.toByteArray())
        .get("items")
        .valueStream()
        .map(item -> item.get("id").textValue())
        .toList();
  }

  private static FaultsForm form(String json) {
    try {
      return new JsonMapper().readValue(json, FaultsForm.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(Problem problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(problem));
  }

  private record Admin(AccountId account, String role) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
      return () -> account.value().toString();
    }

    @Override
    public boolean isUserInRole(String asked) {
      return role.equals(asked);
    }

    @Override
    public boolean isSecure() {
      return true;
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
