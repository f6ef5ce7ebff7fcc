package io.crier.domain.notifications;

import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlertTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final PostId ID = new PostId(1994);
  private static final Optional<XUsername> NASA = Optional.of(new XUsername("NASA"));

  private static Alert alert(
      TextMode mode, Optional<XUsername> username, Optional<String> name, String text) {
    return new Alert(
        new NotificationId(UUID.randomUUID()),
        new AccountId(UUID.randomUUID()),
        SubscriptionId.next(NOON),
        new PhoneNumber("+966501234567"),
        mode,
        false,
        new Post(ID, ID, author(1).id(), username, Post.Kind.ORIGINAL, text),
        name,
        NOON);
  }

  @Test
  void showsAuthorTextAndLink() {
    assertThat(alert(TextMode.FULL, NASA, Optional.of("Nasa 🚀"), "Lift-off!").text())
        .isEqualTo("*Nasa 🚀 (@NASA)*\nLift-off!\n\nhttps://x.com/NASA/status/1994");
    assertThat(alert(TextMode.FULL, NASA, Optional.empty(), "Lift-off!").text())
        .isEqualTo("*@NASA*\nLift-off!\n\nhttps://x.com/NASA/status/1994");
  }

  @Test
  void omitsTheTextInLinkMode() {
    assertThat(alert(TextMode.LINK, NASA, Optional.empty(), "Lift-off!").text())
        .isEqualTo("*@NASA*\n\nhttps://x.com/NASA/status/1994");
  }

  @Test
  void truncatesAnExcerptBetweenCharacters() {
    var family = "👩‍👩‍👧‍👦";
    var whole = "x".repeat(280 - family.length()) + family;

    assertThat(alert(TextMode.EXCERPT, NASA, Optional.empty(), whole).text())
        .contains(whole + "\n");
    assertThat(alert(TextMode.EXCERPT, NASA, Optional.empty(), "x" + whole).text())
        .contains("\n" + "x".repeat(281 - family.length()) + "…\n")
        .doesNotContain("👩");
  }

  @Test
  void makesAMessageOfAnyPost() {
    var longest = "😀".repeat(12_500);
    var name = Optional.of("n".repeat(50));

    assertThat(new Content.Text(alert(TextMode.FULL, NASA, name, longest).text()).body())
        .contains("😀…\n")
        .endsWith("/status/1994");
    assertThat(alert(TextMode.EXCERPT, Optional.empty(), Optional.empty(), "").text())
        .isEqualTo("*X*\n\nhttps://x.com/i/status/1994");
  }
}
