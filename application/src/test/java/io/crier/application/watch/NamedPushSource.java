package io.crier.application.watch;

/** X in memory as a stream with this name and capacity. */
record NamedPushSource(InMemoryX x, String name, int capacity) implements PushSource {

  @Override
  public Connection open(Listener listener) {
    x.streams.add(name);
    return x.open(listener);
  }
}
