package io.crier.rest.sample;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** A face that is disabled. */
@ApplicationScoped
public class SwitchedOffFace extends SampleFace {

  @Override
  public String name() {
    return "switched-off";
  }

  @Override
  public Set<String> roots() {
    return Set.of("switched-off");
  }
}
