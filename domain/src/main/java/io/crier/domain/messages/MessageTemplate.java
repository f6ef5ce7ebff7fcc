package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;

/**
 * A template that Meta has approved in advance.
 *
 * @param language as {@code en_US}
 * @param components its parameters: a JSON array as Meta defines it
 */
public record MessageTemplate(String name, String language, String components) implements Content {

  private static final TextRule COMPONENTS = TextRule.text(0, 8_192);

  public MessageTemplate {
    if (name == null || !name.matches("[a-z0-9_]{1,512}")) {
      throw new Refused(INVALID_CONTENT, "name is 1 to 512 of a-z, 0-9 and _");
    }
    if (language == null || !language.matches("[a-z]{2,3}(?:_[A-Z]{2})?")) {
      throw new Refused(INVALID_CONTENT, "language is a code such as ar or en_US");
    }
    COMPONENTS.require("components", components, INVALID_CONTENT);
  }

  @Override
  public String type() {
    return "template";
  }

  @Override
  public String text() {
    return "";
  }

  @Override
  public Context context() {
    return Context.NONE;
  }
}
