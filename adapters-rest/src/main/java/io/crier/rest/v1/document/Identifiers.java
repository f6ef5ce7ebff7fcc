package io.crier.rest.v1.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The ids in requests, which resources take as plain text to say what was not found. */
final class Identifiers {

  private static final Set<String> NAMES =
      Set.of("delivery", "id", "messageId", "replyTo", "sessionId");

  private Identifiers() {}

  static void complete(Schema request) {
    request.getProperties().forEach(Identifiers::complete);
  }

  static void complete(Operation operation) {
    Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
        .filter(parameter -> parameter.getRef() == null)
        .forEach(parameter -> complete(parameter.getName(), parameter.getSchema()));
  }

  private static void complete(String name, Schema schema) {
    if (NAMES.contains(name)) {
      schema.setFormat("uuid");
    }
  }
}
