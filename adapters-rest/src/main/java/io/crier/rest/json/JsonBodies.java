package io.crier.rest.json;

import static io.crier.domain.RequestProblem.INVALID_JSON;
import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.Refused;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads and writes JSON bodies, and describes errors in terms of the fields the caller sent. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
@Produces({MediaType.APPLICATION_JSON, "application/*+json"})
public final class JsonBodies implements MessageBodyReader<Object>, MessageBodyWriter<Object> {

  /** Types that are written as they are. */
  private static final List<Class<?>> RAW =
      List.of(
          byte[].class, CharSequence.class, InputStream.class, Reader.class, StreamingOutput.class);

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return isJson(type);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return isJson(type);
  }

  private static boolean isJson(Class<?> type) {
    return RAW.stream().noneMatch(raw -> raw.isAssignableFrom(type));
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    return read(body.readAllBytes(), genericType);
  }

  /** Reads a body, or a JSON part of one. */
  public static Object read(byte[] json, Type type) throws IOException {
    try {
      if (json.length == 0) {
        throw new Refused(INVALID_JSON, "the body is empty");
      }
      var read = Json.MAPPER.readValue(parser(json, type), Json.MAPPER.constructType(type));
      if (read == null) {
        throw new Refused(INVALID_REQUEST, "the body: expected an object, not null");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw refusal(e);
    } catch (CharConversionException e) {
      throw new Refused(INVALID_JSON, "the body is not UTF-8");
    }
  }

  private static JsonParser parser(byte[] json, Type type) throws IOException {
    var parser = Json.MAPPER.createParser(json);
    var readByItem = type instanceof Class<?> body && body.isAnnotationPresent(ReadByItem.class);
    return readByItem ? parser : new WellFormedParser(parser);
  }

  /** Reads part of a body that is already parsed. */
  public static <T> T read(JsonNode json, Class<T> type) {
    if (json.isNull()) {
      throw new Refused(INVALID_REQUEST, "expected an object, not null");
    }
    try {
      return Json.MAPPER.readValue(new WellFormedParser(Json.MAPPER.treeAsTokens(json)), type);
    } catch (JsonProcessingException e) {
      throw refusal(e);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void writeTo(
      Object view,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream body)
      throws IOException {
    body.write(Json.MAPPER.writeValueAsBytes(view));
  }

  /** The refusal for a body that could not be read. */
  static Refused refusal(JsonProcessingException failure) {
    return refusal("", failure);
  }

  /** The refusal for part of a body. */
  static Refused refusal(String part, JsonProcessingException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        return refused;
      }
      if (cause instanceof StreamConstraintsException) {
        return new Refused(INVALID_JSON, "the body is nested too deeply, or a value is too long");
      }
      if (cause instanceof JsonParseException malformed) {
        return new Refused(INVALID_JSON, malformed(malformed));
      }
      if (cause instanceof MismatchedInputException wrong
          && messageStartsWith(wrong, "Trailing token")) {
        return new Refused(INVALID_JSON, "unexpected content after the end of the JSON value");
      }
    }
    return failure instanceof JsonMappingException mapping
        ? new Refused(INVALID_REQUEST, path(part, mapping) + ": " + expectation(mapping))
        : new Refused(INVALID_JSON);
  }

  private static String malformed(JsonParseException e) {
    var at =
        "line %d, column %d".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    if (e instanceof JsonEOFException) {
      return "the body ends unexpectedly at " + at;
    }
    return messageStartsWith(e, "Duplicate field")
        ? "duplicate field at " + at
        : "invalid JSON at " + at;
  }

  private static String expectation(JsonMappingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "unknown field"
              + Optional.ofNullable(unknown.getKnownPropertyIds())
                  .filter(known -> !known.isEmpty())
                  .map(known -> known.stream().map(Object::toString).sorted())
                  .map(known -> known.collect(Collectors.joining(", ", "; known fields: ", "")))
                  .orElse("");
      case InvalidNullException missing -> "is required";
      case InvalidTypeIdException unknown -> "expected one of " + types(unknown);
      case InvalidFormatException wrong -> "expected " + expected(wrong.getTargetType());
      case MismatchedInputException wrong ->
          messageStartsWith(wrong, "Missing required creator property")
              ? "is required"
              : "expected " + expected(wrong.getTargetType());
      default ->
          e.getCause() instanceof InputCoercionException
              ? "the number is out of range"
              : "is not valid";
    };
  }

  private static String types(InvalidTypeIdException e) {
    var known = e.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
    return known == null
        ? "a known type"
        : Arrays.stream(known.value())
            .map(JsonSubTypes.Type::name)
            .collect(Collectors.joining(", "));
  }

  private static boolean messageStartsWith(JsonProcessingException e, String start) {
    var message = e.getOriginalMessage();
    return message != null && message.startsWith(start);
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (type == Instant.class) {
      return "a time such as 2026-01-31T09:30:00Z";
    }
    if (type == UUID.class) {
      return "an id such as 01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a string";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type.isRecord()
            || type.isInterface()
            || Map.class.isAssignableFrom(type)
            || type == ObjectNode.class
        ? "an object"
        : "something else";
  }

  /** Such as {@code pacing.gap.minMs} or {@code events[2]}. */
  private static String path(String part, JsonMappingException e) {
    var path = new StringBuilder(part);
    for (var step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    if (e instanceof InvalidTypeIdException) {
      path.append(path.isEmpty() ? "" : ".").append("type");
    }
    return path.isEmpty() ? "the body" : path.toString();
  }
}
