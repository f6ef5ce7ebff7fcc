package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.messages.Recipient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is in a group is asked when it has to be. */
class GroupMembersTest {

  private static final String FRIEND = "+966502222222";

  @TempDir Path folder;
  private LinkedDeviceFixture device;

  @BeforeEach
  void link() {
    device = new LinkedDeviceFixture(folder).linked();
  }

  @AfterEach
  void stop() {
    if (device != null) {
      device.close();
    }
  }

  @Test
  void asksOnceUntilSomebodyJoinsOrLeaves() {
    var groups = device.whatsApp().groups();
    var group = new Recipient.Group(groups.create("Neighbours", THEIRS.value(), OURS.value()));
    device.await(Event.GroupChanged.class);

    device.send("ONE", group, HELLO);
    var before = groups.lookups();
    device.send("TWO", group, HELLO);
    assertThat(groups.lookups()).isEqualTo(before);

    groups.change(group.text(), THEIRS.value(), "add", FRIEND);
    device.await(Event.GroupChanged.class);
    device.send("THREE", group, HELLO);
    assertThat(groups.lookups()).isEqualTo(before + 1);
  }
}
