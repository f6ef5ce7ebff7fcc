package io.crier.whatsapp.echo;

import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineSetting;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.EngineName;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A minimal engine that echoes each sent text as a message from its recipient. */
final class EchoWhatsApp implements Engine {

  static final EngineName NAME = new EngineName("echo");

  private final EchoNetwork network;
  private final Executor executor;
  private final InstantSource clock;

  /**
   * @param network the network that the engine connects to
   * @param executor runs events, outside of the calls that cause them
   */
  EchoWhatsApp(EchoNetwork network, Executor executor, InstantSource clock) {
    this.network = network;
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public EngineName name() {
    return NAME;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(Ability.SEND_TEXT, Ability.RECEIVE, Ability.RESUBMIT);
  }

  @Override
  public Set<EngineSetting> settings() {
    return Set.of();
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    return new EchoConnection(identity.session(), network, executor, clock, events);
  }
}
