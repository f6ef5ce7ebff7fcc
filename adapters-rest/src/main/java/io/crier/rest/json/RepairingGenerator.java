package io.crier.rest.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import io.crier.domain.TextRule;
import java.io.IOException;

/**
 * Writes a replacement character for what is not well-formed, so that no text, however old its row,
 * breaks the answer that it stands in.
 */
final class RepairingGenerator extends JsonGeneratorDelegate {

  RepairingGenerator(JsonGenerator generator) {
    super(generator, false);
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    super.writeFieldName(TextRule.repaired(name));
  }

  @Override
  public void writeString(String text) throws IOException {
    super.writeString(text == null ? null : TextRule.repaired(text));
  }

  @Override
  public void writeRawValue(String json) throws IOException {
    super.writeRawValue(TextRule.repaired(json));
  }
}
