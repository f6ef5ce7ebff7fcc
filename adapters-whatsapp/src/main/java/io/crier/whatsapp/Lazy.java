package io.crier.whatsapp;

import java.util.function.Supplier;

/** Creates a value on first use: clients are slow to create, and often unused. */
public final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> factory;
  private T value;

  public Lazy(Supplier<T> factory) {
    this.factory = factory;
  }

  @Override
  public synchronized T get() {
    if (value == null) {
      value = factory.get();
    }
    return value;
  }
}
