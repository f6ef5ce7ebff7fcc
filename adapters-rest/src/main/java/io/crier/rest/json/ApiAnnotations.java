package io.crier.rest.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Makes Jackson follow the OpenAPI annotations: a field whose schema is required must be present.
 * Enum constants are written in lower case.
 */
final class ApiAnnotations extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public Boolean hasRequiredMarker(AnnotatedMember member) {
    return isRequired(member) ? Boolean.TRUE : super.hasRequiredMarker(member);
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated member) {
    return isRequired(member)
        ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
        : super.findSetterInfo(member);
  }

  @Override
  public String[] findEnumValues(
      MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
    var explicit = super.findEnumValues(config, type, constants, names);
    for (int i = 0; i < constants.length; i++) {
      if (explicit[i] == null || explicit[i].equals(constants[i].name())) {
        explicit[i] = constants[i].name().toLowerCase(Locale.ROOT);
      }
    }
    return explicit;
  }

  private static boolean isRequired(Annotated member) {
    var schema = member.getAnnotation(Schema.class);
    return schema != null && schema.required();
  }
}
