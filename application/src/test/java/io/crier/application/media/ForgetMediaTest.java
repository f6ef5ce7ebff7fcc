package io.crier.application.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForgetMediaTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final AccountId ACME = AccountId.next(START);

  private Instant now = START;
  private final MediaStore media = new InMemoryMediaStore(new InMemoryUnitOfWork(), () -> now);
  private final ForgetMedia forgetMedia = new ForgetMedia(media, () -> now, Duration.ofDays(30));

  @Test
  void forgetsOldFilesOnly() throws IOException {
    var old = keep();
    now = START.plus(Duration.ofDays(29));
    var young = keep();
    now = START.plus(Duration.ofDays(30)).plusMillis(1);

    forgetMedia.forgetOld();

    assertThat(media.open(ACME, old)).isEmpty();
    assertThat(media.open(ACME, young)).isPresent();
  }

  @Test
  void looksAtFilesOnceAnHour() throws IOException {
    var file = keep();
    now = START.plus(Duration.ofDays(30));
    forgetMedia.forgetOld();
    now = now.plusMillis(1);

    forgetMedia.forgetOld();

    assertThat(media.open(ACME, file)).isPresent();
    now = now.plus(Duration.ofHours(1));

    forgetMedia.forgetOld();

    assertThat(media.open(ACME, file)).isEmpty();
  }

  private MediaId keep() throws IOException {
    return media.keep(ACME, "text/plain", new ByteArrayInputStream(new byte[1]), 1).id();
  }
}
