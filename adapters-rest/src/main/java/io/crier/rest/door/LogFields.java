package io.crier.rest.door;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * Adds fields to this thread's JSON log records. Liberty's API for this is in no public library,
 * hence the reflection; on another server nothing is added.
 */
final class LogFields {

  private static final String CONTEXT = "com.ibm.websphere.logging.hpel.LogRecordContext";
  private static final Optional<MethodHandle> ADD =
      find("addExtension", String.class, String.class);
  private static final Optional<MethodHandle> REMOVE = find("removeExtension", String.class);

  private LogFields() {}

  static void add(String name, String value) {
    ADD.ifPresent(add -> call(() -> add.invoke(name, value)));
  }

  static void remove(String name) {
    REMOVE.ifPresent(remove -> call(() -> remove.invoke(name)));
  }

  private interface Call {
    Object run() throws Throwable;
  }

  private static void call(Call call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<MethodHandle> find(String method, Class<?>... parameters) {
    try {
      var context = Class.forName(CONTEXT, true, LogFields.class.getClassLoader());
      for (var candidate : context.getMethods()) {
        if (candidate.getName().equals(method)
            && java.util.Arrays.equals(candidate.getParameterTypes(), parameters)) {
          var handle = MethodHandles.publicLookup().unreflect(candidate);
          return Optional.of(handle.asType(MethodType.methodType(Object.class, parameters)));
        }
      }
      return Optional.empty();
    } catch (ReflectiveOperationException | LinkageError notLiberty) {
      return Optional.empty();
    }
  }
}
