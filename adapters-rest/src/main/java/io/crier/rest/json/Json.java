package io.crier.rest.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.crier.domain.SupportedTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Set;

/**
 * The API's JSON format. Reading is strict, so that a misspelt field or a wrong type is reported;
 * writing omits absent values.
 */
public final class Json {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_STRING_LENGTH = 8_000_000;
  private static final int MAX_NUMBER_LENGTH = 40;
  private static final int MAX_NAME_LENGTH = 1_000;
  private static final DateTimeFormatter UTC_MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** The mapper for all bodies. */
  public static final ObjectMapper MAPPER = mapper();

  private Json() {}

  /** The JSON of a view. */
  public static String write(Object view) {
    try {
      return MAPPER.writeValueAsString(view);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Parses JSON that this server has written. */
  public static JsonNode read(String written) {
    try {
      return MAPPER.readTree(written);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static ObjectMapper mapper() {
    var factory =
        JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .build())
            .addDecorator((unused, generator) -> new RepairingGenerator(generator))
            .build();
    var builder =
        JsonMapper.builder(factory)
            .annotationIntrospector(new ApiAnnotations())
            .addModules(new Jdk8Module(), instants())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS));
    for (var shape :
        Set.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      builder.withCoercionConfig(
          LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
    }
    builder.withCoercionConfigDefaults(
        config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    builder.withCoercionConfig(
        LogicalType.Textual,
        config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert));
    return builder.build();
  }

  private static SimpleModule instants() {
    return new SimpleModule()
        .addSerializer(Instant.class, new WriteInstant())
        .addDeserializer(Instant.class, new ReadInstant());
  }

  private static final class WriteInstant extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(UTC_MILLIS.format(value));
    }
  }

  private static final class ReadInstant extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        return (Instant) context.handleUnexpectedToken(Instant.class, json);
      }
      try {
        return SupportedTime.require(
            WellFormedParser.pathOf(json.getParsingContext()),
            OffsetDateTime.parse(json.getText()).toInstant());
      } catch (DateTimeException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, json.getText(), "no time");
      }
    }
  }
}
