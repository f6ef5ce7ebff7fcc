package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UntrustedForwardersTest {

  private final VirtualTime time = new VirtualTime();
  private final UntrustedForwarders forwarders = new UntrustedForwarders(time);
  private final Logger logger = Logger.getLogger(UntrustedForwarders.class.getName());
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void record() {
    logger.addHandler(recorder);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(recorder);
    logger.setUseParentHandlers(true);
  }

  @Test
  void warnsOfEachPeerOnceAnHour() {
    forwarders.record(peer(1));
    forwarders.record(peer(1));
    forwarders.record(peer(2));
    assertThat(recorder.peers).containsExactly("10.0.0.1", "10.0.0.2");

    time.pass(Duration.ofHours(1));
    forwarders.record(peer(1));

    assertThat(recorder.peers).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.1");
  }

  @Test
  void warnsOfAHundredPeersAtMost() {
    for (var n = 0; n < 200; n++) {
      forwarders.record(peer(n));
    }

    assertThat(recorder.peers).hasSize(100);
    assertThat(forwarders.count()).isEqualTo(100);
  }

  @Test
  void showsNumberOfPeersForAnHour() {
    var detail = forwarders.detail();
    assertThat(detail.text().get()).isEmpty();

    forwarders.record(peer(1));
    assertThat(detail.text().get())
        .hasValue("X-Forwarded-For from 1 peers is ignored: see CRIER_HTTP_TRUSTED_PROXIES");

    time.pass(Duration.ofHours(1));
    assertThat(detail.text().get()).isEmpty();
  }

  private static InetAddress peer(int n) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) n});
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static final class Recorder extends Handler {

    private final List<Object> peers = new ArrayList<>();

    @Override
    public void publish(LogRecord logged) {
      peers.add(List.of(logged.getParameters()).getFirst());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
