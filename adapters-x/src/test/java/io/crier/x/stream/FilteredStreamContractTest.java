package io.crier.x.stream;

import io.crier.application.watch.PushSourceContract;
import io.crier.x.Setting;
import io.crier.x.fake.FakeXSide;
import org.junit.jupiter.api.AfterEach;

class FilteredStreamContractTest implements PushSourceContract {

  private final Setting setting = new Setting();
  private final FilteredStream source = new FilteredStream(setting.api);
  private final FakeXSide side = new FakeXSide(setting.x);

  @Override
  public FilteredStream source() {
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
