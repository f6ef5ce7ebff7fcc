package io.crier.application.media;

import io.crier.application.InMemoryUnitOfWork;
import java.time.InstantSource;

class InMemoryMediaStoreTest implements MediaStoreContract {

  private final MediaStore media =
      new InMemoryMediaStore(new InMemoryUnitOfWork(), InstantSource.system());

  @Override
  public MediaStore media() {
    return media;
  }
}
