package io.crier.application.requests;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.UnitOfWork;
import io.crier.application.VirtualTime;

class InMemoryRequestPoolsTest implements RequestPoolsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryRequestPools requestPools =
      new InMemoryRequestPools(unitOfWork, new VirtualTime());

  @Override
  public RequestPools requestPools() {
    return requestPools;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
