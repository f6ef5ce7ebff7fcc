package io.crier.application.watch;

import static io.crier.application.watch.WatchXFixture.MOMENT;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.notifications.Alert;
import io.crier.domain.xaccounts.XAccount;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchXSourcesTest {

  private final WatchXFixture fixture = new WatchXFixture();
  private final World world = fixture.world;
  private final InMemoryX x = fixture.x;
  private final XAccount author = fixture.author;

  @Test
  void pollsFewAuthorsAndStreamsMany() {
    fixture.watch("auto");
    for (var i = 1; i <= 50; i++) {
      fixture.subscribe(author(i), i);
    }
    world.pass(MOMENT);
    assertThat(world.server.watchX.status().sources()).containsExactly("timeline");

    fixture.subscribe(author(51), 51);
    world.pass(MOMENT);

    assertThat(world.server.watchX.status().sources()).containsExactly("activity", "timeline");
    assertThat(x.followed()).hasSize(51);
  }

  @Test
  void fallsBackWhenXForbidsASource() {
    x.refuseStreams(XFault.FORBIDDEN, Optional.empty());
    fixture.watch("auto");
    for (var i = 1; i <= 60; i++) {
      fixture.subscribe(author(i), i);
    }
    world.pass(MOMENT);

    assertThat(x.streams).containsExactly("activity", "stream");
    assertThat(world.server.watchX.status().sources()).containsExactly("timeline");
    var post = x.post(author(7));
    world.pass(MOMENT);
    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void doesNotRepeatAlertsAfterAChangeOfSource() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    var one = x.post(author);
    world.pass(MOMENT);

    fixture.watch("stream");
    world.pass(Duration.ofMinutes(1));
    var two = x.post(author);
    world.pass(MOMENT);
    fixture.watch("rss");
    world.pass(Duration.ofMinutes(1));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(one, two);
  }

  @Test
  void reportsAFeedThatIsQuietForTooLong() {
    fixture.watch("rss");
    fixture.subscribe(author, 1);
    world.deliverEventsEvery(Duration.ofSeconds(1));
    for (var hour = 0; hour < 48; hour++) {
      world.pass(Duration.ofHours(1));
      x.post(author);
    }
    world.pass(Duration.ofHours(20));
    assertThat(fixture.staleEvents()).isEmpty();

    world.pass(Duration.ofHours(40));

    assertThat(fixture.staleEvents()).hasSize(1);
  }
}
