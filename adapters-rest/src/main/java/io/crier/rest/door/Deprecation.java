package io.crier.rest.door;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method that callers should leave: its responses say so in {@code Deprecation}
 * and {@code Sunset} headers, and its operation is deprecated in the document.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Deprecation {

  /** The day from which it has been deprecated, such as {@code 2026-01-31}. */
  String since();

  /** The day on which it may be removed; empty if that is undecided. */
  String sunset() default "";
}
