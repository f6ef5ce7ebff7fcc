package io.crier.rest.v1.document;

import io.crier.domain.events.EventType;
import io.crier.rest.openapi.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * A schema for each type of event, and {@code Event}, which is any of them. The schema of {@code
 * message.status} is {@code MessageStatusEvent}, that of its data {@code MessageStatusData}.
 */
final class EventSchemas {

  static final String ANY = "Event";
  private static final String TYPES = "EventType";
  private static final List<String> CONSTANTS =
      Stream.of(EventType.values()).map(type -> type.name().toLowerCase(Locale.ROOT)).toList();

  private EventSchemas() {}

  static void complete(OpenAPI document, Map<String, PathItem> paths) {
    var components = document.getComponents();
    var schemas = components.getSchemas();
    if (!schemas.containsKey(ANY)) {
      return;
    }
    var any = schemas.get(ANY);
    for (var type : EventType.values()) {
      components.addSchema(name(type), event(type, any, schemas.get(name(type, "Data"))));
    }
    components.addSchema(ANY, anyEvent(any.getDescription()));
    components.addSchema(TYPES, types());
    components.removeSchema("EventData");
    Schemas.visit(document, EventSchemas::refer);
    EventWebhooks.complete(document, paths);
  }

  /** In a list the scanner writes the enum itself, with the names of its constants. */
  private static void refer(Schema schema) {
    if (CONSTANTS.equals(schema.getEnumeration())) {
      schema.type(null).enumeration(null).ref(Schemas.ref(TYPES));
    }
  }

  /** The name of the schema of this type of event. */
  static String name(EventType type) {
    return name(type, "Event");
  }

  private static String name(EventType type, String end) {
    return Arrays.stream(type.text().split("[._]"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", "", end));
  }

  private static Schema event(EventType type, Schema any, Schema data) {
    var properties = new LinkedHashMap<>(any.getProperties());
    properties.put("type", text().description("the type of the event").constValue(type.text()));
    properties.put("data", reference(name(type, "Data")).description("what has happened"));
    var event =
        OASFactory.createSchema()
            .type(List.of(SchemaType.OBJECT))
            .description(data.getDescription())
            .required(new ArrayList<>(any.getRequired()))
            .properties(properties);
    data.setDescription("The data of an event of type " + type.text());
    return event;
  }

  private static Schema anyEvent(String description) {
    var discriminator = OASFactory.createDiscriminator().propertyName("type");
    var any = OASFactory.createSchema().description(description).discriminator(discriminator);
    for (var type : EventType.values()) {
      any.addOneOf(reference(name(type)));
      discriminator.addMapping(type.text(), Schemas.ref(name(type)));
    }
    return any;
  }

  /** Those that can be asked for. */
  private static Schema types() {
    return text()
        .description("a type of events")
        .enumeration(
            Stream.of(EventType.values())
                .filter(type -> type != EventType.WEBHOOK_TEST)
                .map(EventType::text)
                .collect(Collectors.toList()));
  }

  private static Schema text() {
    return OASFactory.createSchema().type(List.of(SchemaType.STRING));
  }

  static Schema reference(String name) {
    return OASFactory.createSchema().ref(Schemas.ref(name));
  }
}
