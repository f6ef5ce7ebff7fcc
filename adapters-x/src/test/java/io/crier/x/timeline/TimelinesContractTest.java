package io.crier.x.timeline;

import io.crier.application.watch.PullSourceContract;
import io.crier.x.Setting;
import io.crier.x.fake.FakeXSide;
import org.junit.jupiter.api.AfterEach;

class TimelinesContractTest implements PullSourceContract {

  private final Setting setting = new Setting();
  private final Timelines source = new Timelines(setting.api, setting);
  private final FakeXSide side = new FakeXSide(setting.x);

  @Override
  public Timelines source() {
    return source;
  }

  @Override
  public FakeXSide x() {
    return side;
  }

  @AfterEach
  void close() {
    setting.close();
  }
}
