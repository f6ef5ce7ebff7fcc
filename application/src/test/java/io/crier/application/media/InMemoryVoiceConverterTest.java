package io.crier.application.media;

class InMemoryVoiceConverterTest implements VoiceConverterContract {

  @Override
  public VoiceConverter converter() {
    return new InMemoryVoiceConverter(true);
  }
}
