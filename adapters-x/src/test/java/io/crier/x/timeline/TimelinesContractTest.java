package io.crier.x.timeline;

import io.crier.application.watch.PullSourceContract;
import io.crier.x.XFixture;
import io.crier.x.fake.FakeXSide;
import org.junit.jupiter.api.AfterEach;

class TimelinesContractTest implements PullSourceContract {

  private final XFixture fixture = new XFixture();
  private final Timelines source = new Timelines(fixture.api, fixture);
  private final FakeXSide side = new FakeXSide(fixture.x);

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
    fixture.close();
  }
}
