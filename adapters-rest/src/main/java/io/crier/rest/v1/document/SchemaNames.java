package io.crier.rest.v1.document;

import io.crier.rest.openapi.Schemas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Discriminator;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Names schemas so that they make sense in one flat list, as generated clients have it. Enums of
 * the domain are named within their package, and pages after the class of their items.
 */
final class SchemaNames {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("Ability", "EngineAbility"),
          Map.entry("Direction", "MessageDirection"),
          Map.entry("Doubtful", "DoubtfulSends"),
          Map.entry("Kind", "AuditActorKind"),
          Map.entry("Mode", "ApiKeyMode"),
          Map.entry("Origin", "MessageOrigin"),
          Map.entry("ParticipantAction", "GroupParticipantAction"),
          Map.entry("ParticipantOutcome", "GroupParticipantOutcome"),
          Map.entry("Priority", "MessagePriority"),
          Map.entry("Purpose", "InvitationPurpose"),
          Map.entry("Role", "ApiKeyRole"),
          Map.entry("State", "DeliveryState"),
          Map.entry("Status", "UserStatus"),
          Map.entry("Wanted", "DesiredState"));

  private SchemaNames() {}

  static void apply(OpenAPI document) {
    Schemas.visit(document, SchemaNames::simplify);
    document.getComponents().removeSchema("UUID");
    var schemas = document.getComponents().getSchemas();
    var names = new LinkedHashMap<String, String>();
    schemas.forEach(
        (name, schema) ->
            names.put(name, page(schema).orElseGet(() -> NAMES.getOrDefault(name, name))));
    Schemas.visit(document, schema -> rename(schema, names));
    var renamed = new TreeMap<String, Schema>();
    schemas.forEach(
        (name, schema) -> {
          if (renamed.put(names.get(name), schema) != null) {
            throw new IllegalStateException("two schemas are named " + names.get(name));
          }
        });
    document.getComponents().setSchemas(renamed);
  }

  /** A schema that refers to another has its type; an identifier is not a schema of its own. */
  private static void simplify(Schema schema) {
    if (Schemas.target(schema).filter("UUID"::equals).isPresent()) {
      schema.ref(null).type(List.of(SchemaType.STRING)).format("uuid");
    } else if (schema.getRef() != null) {
      schema.setType(null);
    }
    if (schema.getFormat() != null && schema.getType() == null) {
      schema.setType(List.of(SchemaType.STRING));
    }
    if ("uuid".equals(schema.getFormat())) {
      schema.setPattern(null);
    }
    if (schema.getOneOf() != null) {
      // Each alternative has all the fields itself.
      schema.type(null).properties(null).required(null);
    }
  }

  /** The name of a page, if this schema is one: {@code MessagePage} for a list of messages. */
  private static Optional<String> page(Schema schema) {
    var fields = schema.getProperties();
    return fields == null || !fields.containsKey("nextCursor")
        ? Optional.empty()
        : Optional.ofNullable(fields.get("items"))
            .map(Schema::getItems)
            .flatMap(Schemas::target)
            .map(item -> item + "Page");
  }

  private static void rename(Schema schema, Map<String, String> names) {
    Schemas.target(schema).map(names::get).ifPresent(name -> schema.setRef(Schemas.ref(name)));
    Optional.ofNullable(schema.getDiscriminator())
        .map(Discriminator::getMapping)
        .ifPresent(
            mapping ->
                mapping.forEach(
                    (value, ref) ->
                        schema
                            .getDiscriminator()
                            .addMapping(
                                value,
                                Schemas.ref(names.get(ref.substring(Schemas.ref("").length()))))));
  }
}
