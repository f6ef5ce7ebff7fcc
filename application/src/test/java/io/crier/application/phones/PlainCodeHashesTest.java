package io.crier.application.phones;

class PlainCodeHashesTest implements CodeHashesContract {

  @Override
  public CodeHashes hashes() {
    return new PlainCodeHashes();
  }
}
