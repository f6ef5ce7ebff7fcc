package io.crier.x.activity;

import io.crier.application.watch.PushSourceContract;
import io.crier.x.XFixture;
import io.crier.x.fake.FakeXSide;
import org.junit.jupiter.api.AfterEach;

class ActivitiesContractTest implements PushSourceContract {

  private final XFixture fixture = new XFixture();
  private final Activities source = new Activities(fixture.api);
  private final FakeXSide side = new FakeXSide(fixture.x);

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
    fixture.close();
  }
}
