package io.crier.rest.v1;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a resource method whose successful response has a {@code Location}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Creates {

  /**
   * The path of what was created, such as {@code /v1/sessions/{id}}. A name in braces is the path
   * of a field in the response body, such as {@code account/id}.
   */
  String value();
}
