package io.crier.application.retention;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.in;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.chats.ChatProblem.CONTACT_IS_WRITTEN_TO;
import static io.crier.domain.chats.ChatProblem.NUMBER_OF_SESSION;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageProblem.INVALID_RECIPIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.messages.InMemoryPersonRecords;
import io.crier.application.phones.DeletePhone;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgetPersonTest {

  private final World world = new World();
  private final Account acme = world.account();
  private final Session session = world.connected(acme, Pacing.NONE);
  private final InMemoryMediaStore media = new InMemoryMediaStore(world.database, world);
  private final List<PhoneNumber> deletedPhones = new ArrayList<>();
  private final ForgetPerson forgetPerson =
      new ForgetPerson(
          new InMemoryPersonRecords(
              world.messages,
              world.contacts,
              world.memberReceipts,
              world.events,
              world.notifications),
          world.sessions,
          world.phones,
          new DeletePhone(
              world.phones, (account, number) -> deletedPhones.add(number), world.database),
          media,
          world.database);

  @Test
  void forgetsMessagesEventsAndContacts() {
    world.accept(acme, session, 1);
    world.accept(acme, session, 2);
    world.pass(Duration.ofMinutes(5));

    var forgotten = forgetPerson.forget(admin(acme), number(1));

    assertThat(forgotten.messages()).isEqualTo(1);
    assertThat(forgotten.contacts()).isEqualTo(1);
    assertThat(forgotten.events()).isPositive();
    assertThat(world.events().toString())
        .doesNotContain("=" + number(1).text() + "]")
        .contains("=" + number(2).text() + "]");
    assertThat(forgetPerson.forget(admin(acme), number(1)))
        .isEqualTo(new ForgetPerson.Forgotten(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void takesManySmallSteps() {
    for (var i = 0; i < 450; i++) {
      receive(number(1), new Content.Text("hello " + i));
    }

    assertThat(forgetPerson.forget(admin(acme), number(1)).messages()).isEqualTo(450);
  }

  @Test
  void deletesTheFilesThatNobodyElseHasGot() throws IOException {
    var secret = file();
    var forwarded = file();
    receive(number(1), image(secret));
    receive(number(1), image(forwarded));
    receive(number(2), image(forwarded));

    assertThat(forgetPerson.forget(admin(acme), number(1)).files()).isEqualTo(1);

    assertThat(media.open(acme.id(), secret.id())).isEmpty();
    assertThat(media.open(acme.id(), forwarded.id())).isPresent();
  }

  @Test
  void deletesThePhone() {
    var phone = ((Recipient.Phone) number(1)).number();
    world.database.run(
        () ->
            world.phones.save(
                new Phone(
                    acme.id(), phone, Optional.empty(), false, world.instant(), Optional.empty())));

    assertThat(forgetPerson.forget(admin(acme), number(1)).phones()).isEqualTo(1);

    assertThat(deletedPhones).containsExactly(phone);
  }

  @Test
  void refusesWhileMessagesAreUnderWay() {
    var paced = world.connected(acme, Pacing.CAREFUL);
    world.accept(acme, paced, 1);
    world.accept(acme, paced, 1);

    assertRefused(CONTACT_IS_WRITTEN_TO, () -> forgetPerson.forget(admin(acme), number(1)));

    world.pass(Duration.ofMinutes(5));
    assertThat(forgetPerson.forget(admin(acme), number(1)).messages()).isEqualTo(2);
  }

  @Test
  void forgetsNeitherGroupsNorItsOwnNumbers() {
    var group = Recipient.parse("120363041234567890@g.us");

    assertRefused(INVALID_RECIPIENT, () -> forgetPerson.forget(admin(acme), group));
    assertRefused(
        NUMBER_OF_SESSION,
        () -> forgetPerson.forget(admin(acme), new Recipient.Phone(World.HOLDER)));
    assertRefused(ROLE_REQUIRED, () -> forgetPerson.forget(in(acme, Role.SEND), number(1)));
  }

  private MediaFile file() throws IOException {
    return media.keep(acme.id(), "image/png", new ByteArrayInputStream(new byte[1]), 1);
  }

  private static Content image(MediaFile file) {
    return new Content.Media(
        MediaKind.IMAGE, file, Optional.empty(), Optional.empty(), Context.NONE);
  }

  private void receive(Recipient from, Content content) {
    world.database.run(
        () ->
            world.messages.add(
                List.of(
                    Message.receive(
                        acme.id(),
                        session.id(),
                        from,
                        Optional.empty(),
                        content,
                        WhatsAppId.next(world.random),
                        world.instant(),
                        world.instant()))));
  }
}
