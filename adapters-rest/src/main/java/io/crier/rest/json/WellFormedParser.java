package io.crier.rest.json;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import java.io.IOException;

/** Refuses names and strings that are not well-formed, wherever in a body they stand. */
final class WellFormedParser extends JsonParserDelegate {

  WellFormedParser(JsonParser parser) {
    super(parser);
  }

  @Override
  public JsonToken nextToken() throws IOException {
    var token = super.nextToken();
    if (token == JsonToken.FIELD_NAME) {
      requireWellFormed(currentName(), getParsingContext().getParent(), "a field's name");
    } else if (token == JsonToken.VALUE_STRING) {
      requireWellFormed(getText(), getParsingContext(), "");
    }
    return token;
  }

  @Override
  public JsonToken nextValue() throws IOException {
    var token = nextToken();
    return token == JsonToken.FIELD_NAME ? nextToken() : token;
  }

  private static void requireWellFormed(String text, JsonStreamContext at, String part) {
    if (!TextRule.isWellFormed(text)) {
      var path = pathOf(at) + (part.isEmpty() || at.inRoot() ? part : ", " + part);
      throw new Refused(INVALID_REQUEST, path + ": expected well-formed Unicode without NUL");
    }
  }

  /** Where in a body something stands, such as {@code pacing.gap.minMs} or {@code events[2]}. */
  static String pathOf(JsonStreamContext context) {
    if (context == null || context.inRoot()) {
      return "";
    }
    var parent = pathOf(context.getParent());
    if (context.inArray()) {
      return parent + "[" + context.getCurrentIndex() + "]";
    }
    var name = context.getCurrentName();
    return name == null || parent.isEmpty()
        ? parent + (name == null ? "" : name)
        : parent + "." + name;
  }
}
