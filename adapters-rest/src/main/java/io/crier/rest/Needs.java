package io.crier.rest;

import io.crier.domain.apikeys.ApiKey;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The role that a key needs for what a method of a resource does; every such method has one. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {

  ApiKey.Role value();

  /** Whether only an operator of the server may do it. */
  boolean operator() default false;

  /** Whether a token in the query stands for a key; the method then judges the token itself. */
  boolean orToken() default false;
}
