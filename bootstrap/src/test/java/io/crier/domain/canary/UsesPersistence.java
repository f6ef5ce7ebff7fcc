package io.crier.domain.canary;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class UsesPersistence {

  @Id private String id;

  public String id() {
    return id;
  }
}
