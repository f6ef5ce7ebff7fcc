package io.crier.rest.v1;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a resource method that runs once per {@code Idempotency-Key}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

  /**
   * Whether the use case stores the response in its own unit of work. The method then passes on
   * {@link RequestIdempotencyKey#value} and handles replays itself.
   */
  boolean storedByUseCase() default false;

  /**
   * Whether the body is multipart, which the filter does not read. The method then supplies the
   * content through {@link RequestIdempotencyKey#of}.
   */
  boolean multipart() default false;
}
