package io.crier.rest.door;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Marks the operations of methods with {@link Deprecation} in the OpenAPI document. */
final class DeprecatedOperations {

  private final Map<String, Deprecation> byOperationId;

  DeprecatedOperations(BeanManager beans) {
    byOperationId =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(bean -> bean.getBeanClass())
            .distinct()
            .filter(type -> type.isAnnotationPresent(Path.class))
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Deprecation.class))
            .collect(Collectors.toMap(DeprecatedOperations::id, DeprecatedOperations::of));
  }

  void describe(OpenAPI document) {
    document.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .filter(operation -> byOperationId.containsKey(operation.getOperationId()))
        .forEach(this::describe);
  }

  private void describe(Operation operation) {
    operation.setDeprecated(true);
    var sunset = byOperationId.get(operation.getOperationId()).sunset();
    operation
        .getResponses()
        .getAPIResponses()
        .values()
        .forEach(
            response -> {
              response.addHeader(
                  DeprecationFilter.DEPRECATION, header("since when, in seconds since 1970"));
              if (!sunset.isEmpty()) {
                response.addHeader(
                    DeprecationFilter.SUNSET, header("when the operation may be removed"));
              }
            });
  }

  private static Header header(String description) {
    return OASFactory.createHeader()
        .description(description)
        .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)));
  }

  /** The id that the method gives its operation; without one, the default of the server. */
  private static String id(Method method) {
    return Optional.ofNullable(
            method.getAnnotation(org.eclipse.microprofile.openapi.annotations.Operation.class))
        .map(org.eclipse.microprofile.openapi.annotations.Operation::operationId)
        .filter(id -> !id.isEmpty())
        .orElseGet(() -> method.getDeclaringClass().getSimpleName() + "_" + method.getName());
  }

  private static Deprecation of(Method method) {
    return method.getAnnotation(Deprecation.class);
  }
}
