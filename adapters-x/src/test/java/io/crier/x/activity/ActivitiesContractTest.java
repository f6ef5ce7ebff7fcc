package io.crier.x.activity;

import io.crier.application.watch.PushSourceContract;
import io.crier.x.Setting;
import io.crier.x.fake.FakeXSide;
import org.junit.jupiter.api.AfterEach;

class ActivitiesContractTest implements PushSourceContract {

  private final Setting setting = new Setting();
  private final Activities source = new Activities(setting.api);
  private final FakeXSide side = new FakeXSide(setting.x);

  @Override
  public Activities source() {
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
