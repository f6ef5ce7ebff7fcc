package io.crier.whatsapp;

import static io.crier.application.sessions.EngineFixture.THEM;
import static io.crier.application.sessions.EngineMediaContract.BILL;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.WhatsAppId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstDownloadTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final MediaFile FILE =
      new MediaFile(MediaId.next(NOON), "application/pdf", 1, "00");

  private final CountDownLatch slow = new CountDownLatch(1);
  private final BlockingQueue<Event.Arrival> passedOn = new LinkedBlockingQueue<>();
  private FirstDownload downloads = trying(Duration.ofMinutes(1));

  private FirstDownload trying(Duration patience) {
    return new FirstDownload(this::download, Executors.newVirtualThreadPerTaskExecutor(), patience);
  }

  @AfterEach
  void end() {
    slow.countDown();
  }

  private MediaFile download(MissingMedia missing, MediaReference reference)
      throws MediaUnavailable {
    return switch (reference.value()) {
      case "fast" -> FILE;
      case "slow" -> {
        try {
          slow.await();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        yield FILE;
      }
      case "large" -> throw new MediaUnavailable(MediaFailure.TOO_LARGE, "large");
      case "gone" -> throw new MediaUnavailable(MediaFailure.GONE, "gone");
      default -> throw new IllegalStateException("broken");
    };
  }

  @Test
  void passesMessageOnWithItsFile() {
    offer("fast");

    assertThat(next().content()).isEqualTo(BILL.arrived(FILE));
  }

  @Test
  void passesMessageOnWithoutFileThatCannotBeDownloaded() {
    offer("gone");
    offer("large");
    offer("broken");

    assertThat(next()).matches(it -> it.content().equals(BILL) && it.media().isPresent());
    assertThat(next().content()).isEqualTo(BILL.failed(MediaFailure.TOO_LARGE));
    assertThat(next().content()).isEqualTo(BILL);
  }

  @Test
  void waitsForSlowHostOnlyForAMoment() {
    downloads = trying(Duration.ofMillis(50));
    for (var file = 0; file < 10; file++) {
      offer("slow");
    }
    downloads.offer(received(new Content.Text("hi")), passedOn::add);

    for (var file = 0; file < 10; file++) {
      assertThat(next()).matches(it -> it.content().equals(BILL) && it.media().isPresent());
    }
    assertThat(next().content()).isEqualTo(new Content.Text("hi"));
    assertThat(slow.getCount()).isOne();
  }

  @Test
  void keepsOrder() {
    offer("slow");
    offer("gone");
    assertThat(passedOn).isEmpty();

    slow.countDown();

    assertThat(next().content()).isEqualTo(BILL.arrived(FILE));
    assertThat(next().content()).isEqualTo(BILL);
  }

  private void offer(String reference) {
    var message = received(BILL).with(BILL, Optional.of(new MediaReference(reference)));
    assertThat(downloads.offer(message, passedOn::add)).isTrue();
  }

  private static Event.Received received(Content content) {
    return new Event.Received(new WhatsAppId("3A01"), THEM, Optional.empty(), content, NOON);
  }

  private Event.Received next() {
    try {
      return (Event.Received)
          Optional.ofNullable(passedOn.poll(20, TimeUnit.SECONDS)).orElseThrow();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
