package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rejects query parameters that the operation does not declare, and repeated ones, for faces that
 * want this. A parameter may repeat if the resource declares it as a collection.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
@ApplicationScoped
public class QueryParameters implements ContainerRequestFilter {

  private final Map<Method, Map<String, Class<?>>> declared = new ConcurrentHashMap<>();

  @Inject Faces faces;

  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    var strict =
        faces
                .at(request.getUriInfo().getPathSegments())
                .filter(Face::rejectsUnknownQueryParameters)
                .isPresent()
            && !resource.getResourceMethod().isAnnotationPresent(ForeignQuery.class);
    if (strict) {
      check(
          request.getUriInfo().getQueryParameters(),
          declared.computeIfAbsent(resource.getResourceMethod(), QueryParameters::declaredBy));
    }
  }

  static void check(MultivaluedMap<String, String> given, Map<String, Class<?>> declared) {
    given.forEach(
        (name, values) -> {
          var type = declared.get(name);
          if (type == null) {
            throw refused(name, "unknown query parameter" + listOf(declared));
          }
          if (values.size() > 1 && !Collection.class.isAssignableFrom(type)) {
            throw refused(name, "occurs " + values.size() + " times");
          }
        });
  }

  private static Refused refused(String name, String why) {
    var shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return new Refused(INVALID_REQUEST, shown + ": " + why);
  }

  private static String listOf(Map<String, Class<?>> declared) {
    return declared.isEmpty() ? "" : "; known parameters: " + String.join(", ", declared.keySet());
  }

  /** The query parameters that a resource method declares, with their types. */
  static Map<String, Class<?>> declaredBy(Method method) {
    var declared = new TreeMap<String, Class<?>>();
    for (var parameter : method.getParameters()) {
      add(parameter, parameter.getType(), declared);
    }
    addFields(method.getDeclaringClass(), declared);
    return declared;
  }

  private static void addFields(Class<?> type, Map<String, Class<?>> declared) {
    for (var owner = type; owner != null; owner = owner.getSuperclass()) {
      for (var field : owner.getDeclaredFields()) {
        add(field, field.getType(), declared);
      }
    }
  }

  private static void add(AnnotatedElement element, Class<?> type, Map<String, Class<?>> declared) {
    var parameter = element.getAnnotation(QueryParam.class);
    if (parameter != null) {
      declared.put(parameter.value(), type);
    } else if (element.isAnnotationPresent(BeanParam.class)) {
      addFields(type, declared);
    }
  }
}
