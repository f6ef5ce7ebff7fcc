package io.crier.x.stream;

import io.crier.application.watch.PushSourceContract;
import io.crier.x.XFixture;
import io.crier.x.fake.FakeXSide;
import org.junit.jupiter.api.AfterEach;

class FilteredStreamContractTest implements PushSourceContract {

  private final XFixture fixture = new XFixture();
  private final FilteredStream source = new FilteredStream(fixture.api);
  private final FakeXSide side = new FakeXSide(fixture.x);

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
    fixture.close();
  }
}
