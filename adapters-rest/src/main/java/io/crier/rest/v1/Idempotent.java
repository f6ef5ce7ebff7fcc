package io.crier.rest.v1;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method of a resource that creates something, and does so once per {@code Idempotency-Key}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

  /**
   * Whether the use case keeps the answer in its own unit of work; the method then takes the stamp
   * from {@link RequestIdempotencyKey} and replays what the use case gives back.
   */
  boolean storedByUseCase() default false;

  /**
   * Whether the body comes in parts, which no filter reads; the method then says what it means by
   * {@link RequestIdempotencyKey#of}.
   */
  boolean multipart() default false;
}
