package io.crier.rest.v1.document;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.PathItem;

/** The operations that need neither a key nor a sign-in. */
final class OpenOperations {

  private static final Set<String> IDS =
      Set.of("getSignInOptions", "signIn", "signInAtProvider", "getInvitation", "acceptInvitation");

  private OpenOperations() {}

  static void complete(Map<String, PathItem> paths) {
    paths.values().stream()
        .flatMap(item -> item.getOperations().values().stream())
        .filter(operation -> IDS.contains(operation.getOperationId()))
        .forEach(operation -> operation.setSecurity(List.of()));
  }
}
