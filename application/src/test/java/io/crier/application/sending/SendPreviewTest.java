package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.media.InMemoryDownloads;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.media.InMemoryVoiceConverter;
import io.crier.application.media.KeepMedia;
import io.crier.application.sessions.Ability;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.LinkPreview;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Texts that show a page that they link to. */
class SendPreviewTest {

  private static final String LINK = "https://example.com/door";
  private static final byte[] PAGE = "<title>Blue Door</title>".getBytes(UTF_8);

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final InMemoryDownloads downloads = new InMemoryDownloads(world.database);
  private final SendMessage sendMessage =
      new SendMessage(
          world.server.acceptMessages,
          world.server.quoteMessage,
          new KeepAttachment(
              new KeepMedia(
                  new InMemoryMediaStore(world.database, world),
                  new KeepMedia.Limits(1, 1, 1, 1, Duration.ofDays(30)),
                  new InMemoryVoiceConverter(false),
                  world),
              downloads),
          Runnable::run);

  @Test
  void showsWhatThePageSays() {
    downloads.put(URI.create(LINK), Optional.of("text/html; charset=utf-8"), PAGE);

    assertThat(send("See " + LINK + ".").preview())
        .hasValue(new LinkPreview(LINK, Optional.of("Blue Door"), Optional.empty()));
  }

  @Test
  void sendsATextWhosePageCannotBeRead() {
    assertThat(send("See " + LINK).body()).isEqualTo("See " + LINK);
    assertThat(downloads.fetched()).containsExactly(URI.create(LINK));

    downloads.put(URI.create(LINK), Optional.of("image/png"), PAGE);
    assertThat(send(LINK).preview()).flatMap(LinkPreview::title).isEmpty();
    downloads.put(URI.create(LINK), Optional.empty(), PAGE);
    assertThat(send(LINK).preview()).flatMap(LinkPreview::title).isEmpty();
  }

  @Test
  void fetchesNothingForATextWithoutALink() {
    assertThat(send("See you").preview()).isEmpty();
    assertThat(downloads.fetched()).isEmpty();
  }

  @Test
  void fetchesNothingForAnEngineWithoutPreviews() {
    world.whatsApp.removeAbility(Ability.LINK_PREVIEW);

    assertRefused(TYPE_UNSUPPORTED, () -> send(LINK));
    assertThat(downloads.fetched()).isEmpty();
  }

  private Content.Text send(String body) {
    var outgoing =
        new Outgoing(
            session.id(),
            number(1),
            Optional.empty(),
            (quoted, file) -> new Content.Text(body, LinkPreview.of(body), Context.NONE),
            Optional.empty(),
            Handling.ORDINARY,
            false);
    var answer = sendMessage.send(admin(account), outgoing, Optional.empty());
    world.pass(Duration.ofMillis(1));
    return (Content.Text) ((Acceptance.Accepted) answer.join()).message().content();
  }
}
