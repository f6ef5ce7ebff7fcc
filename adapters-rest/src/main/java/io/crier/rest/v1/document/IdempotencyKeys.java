package io.crier.rest.v1.document;

import io.crier.rest.v1.IdempotencyFilter;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** The header that makes a repeated request safe. */
final class IdempotencyKeys {

  private static final String NAME = "IdempotencyKey";
  private static final String REF = "#/components/parameters/" + NAME;

  private IdempotencyKeys() {}

  static void addComponents(Components components) {
    components.addParameter(
        NAME,
        OASFactory.createParameter()
            .name(IdempotencyFilter.KEY)
            .in(Parameter.In.HEADER)
            .description(
                "1 to 255 visible ASCII characters. For 24 hours a repeated request with the same"
                    + " key gets the first response again, with Idempotent-Replayed: true.")
            .schema(
                OASFactory.createSchema()
                    .type(List.of(SchemaType.STRING))
                    .minLength(1)
                    .maxLength(255)
                    .pattern("^[!-~]+$")
                    .examples(List.of("order-4711"))));
  }

  /** Adds the header to an operation that creates something; others refer to it themselves. */
  static void complete(PathItem item) {
    Optional.ofNullable(item.getPOST())
        .filter(operation -> creates(operation) && !areTakenBy(operation))
        .ifPresent(operation -> operation.addParameter(OASFactory.createParameter().ref(REF)));
  }

  /** Whether the operation takes the header. */
  static boolean areTakenBy(Operation operation) {
    return operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(it -> REF.equals(it.getRef()));
  }

  private static boolean creates(Operation operation) {
    return LocationHeaders.areIn(operation) || operation.getResponses().hasAPIResponse("207");
  }
}
