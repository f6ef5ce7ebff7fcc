package io.crier.application.apikeys;

class PlainKeyHashesTest implements KeyHashesContract {

  @Override
  public KeyHashes hashes() {
    return new PlainKeyHashes();
  }
}
