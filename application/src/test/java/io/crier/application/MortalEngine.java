package io.crier.application;

import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Blocks;
import io.crier.application.sessions.Calls;
import io.crier.application.sessions.Channels;
import io.crier.application.sessions.ChatMarks;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineSetting;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.Keyring;
import io.crier.application.sessions.Labels;
import io.crier.application.sessions.Presences;
import io.crier.application.sessions.Profiles;
import io.crier.application.sessions.Timers;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.PhoneNumber;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An engine that fails with the server.
 *
 * @param alive throws once the server is dead
 * @param sending the same, before and after each submission
 */
record MortalEngine(
    Engine engine, Runnable alive, Runnable sending, Consumer<Collection<PhoneNumber>> checks)
    implements Engine {

  @Override
  public EngineName name() {
    return engine.name();
  }

  @Override
  public Set<Ability> abilities() {
    return engine.abilities();
  }

  @Override
  public Optional<ClientVersion> clientVersion() {
    return engine.clientVersion();
  }

  @Override
  public void lookForVersion(Identity identity) {
    engine.lookForVersion(identity);
  }

  @Override
  public Set<EngineSetting> settings() {
    return engine.settings();
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    alive.run();
    var connection = engine.open(identity, keyring, events);
    return new Connection() {
      @Override
      public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
        sending.run();
        var outcome = connection.send(id, to, address, content);
        sending.run();
        return outcome;
      }

      @Override
      public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
        alive.run();
        checks.accept(numbers);
        return connection.check(numbers);
      }

      @Override
      public void typing(Recipient to, boolean on) {
        alive.run();
        connection.typing(to, on);
      }

      @Override
      public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
        alive.run();
        connection.seen(from, id, author);
      }

      @Override
      public Optional<Groups> groups() {
        return connection.groups();
      }

      @Override
      public Optional<Presences> presences() {
        return connection.presences();
      }

      @Override
      public Optional<Calls> calls() {
        return connection.calls();
      }

      @Override
      public Optional<Profiles> profiles() {
        return connection.profiles();
      }

      @Override
      public Optional<Blocks> blocks() {
        return connection.blocks();
      }

      @Override
      public Optional<ChatMarks> marks() {
        return connection.marks();
      }

      @Override
      public Optional<Channels> channels() {
        return connection.channels();
      }

      @Override
      public Optional<Labels> labels() {
        return connection.labels();
      }

      @Override
      public Optional<Timers> timers() {
        return connection.timers();
      }

      @Override
      public Optional<InboundMedia> media() {
        return connection
            .media()
            .map(
                media ->
                    (missing, reference) -> {
                      alive.run();
                      return media.download(missing, reference);
                    });
      }

      @Override
      public void requestCode(PhoneNumber number) {
        alive.run();
        connection.requestCode(number);
      }

      @Override
      public boolean unlink() {
        alive.run();
        return connection.unlink();
      }

      @Override
      public void close() {
        alive.run();
        connection.close();
      }
    };
  }
}
