package io.crier.bootstrap;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * The signal with which operating systems ask a process to stop (SIGTERM). The JDK's class for it
 * is meant to stay, but compiles with a warning only; hence the reflection.
 */
final class StopSignal {

  private static final Logger LOG = System.getLogger(StopSignal.class.getName());

  private final Class<?> signals;
  private final Class<?> handlers;
  private final Object signal;
  private final Object before;

  private StopSignal(Runnable task) throws ReflectiveOperationException {
    var loader = ClassLoader.getPlatformClassLoader();
    signals = Class.forName("sun.misc.Signal", true, loader);
    handlers = Class.forName("sun.misc.SignalHandler", true, loader);
    signal = signals.getConstructor(String.class).newInstance("TERM");
    before = handle(Proxy.newProxyInstance(loader, new Class<?>[] {handlers}, first(task)));
  }

  /**
   * Lets the task run, on a thread of its own, before the JVM exits as without it; empty if this
   * JVM does not allow that.
   */
  static Optional<StopSignal> precededBy(Runnable task) {
    try {
      return Optional.of(new StopSignal(task));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "a stop takes effect at once: its signal cannot be handled", e);
      return Optional.empty();
    }
  }

  private InvocationHandler first(Runnable task) {
    return (proxy, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> passOn(task);
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          default -> "handler of SIGTERM";
        };
  }

  private Object passOn(Runnable task) throws ReflectiveOperationException {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the stop is not delayed", e);
    }
    return handlers.getMethod("handle", signals).invoke(before, signal);
  }

  /** Lets the JVM handle it again as before. */
  void restore() {
    try {
      handle(before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object handle(Object handler) throws ReflectiveOperationException {
    return signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
  }
}
