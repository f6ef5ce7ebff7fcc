package io.crier.rest.v1;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.rest.door.Forwarding;
import io.crier.rest.json.Json;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Says where to get what a request has created, also when its response is replayed. */
@Provider
@Priority(Priorities.USER)
@ApplicationScoped
public class LocationFilter implements ContainerResponseFilter {

  private static final Pattern FIELD = Pattern.compile("\\{([^}]+)}");

  @Inject Locations locations;

  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var method = resource.getResourceMethod();
    var creates = method == null ? null : method.getAnnotation(Creates.class);
    var status = response.getStatus();
    if (creates != null
        && (status == 201 || status == 202)
        && !Forwarding.isAnsweredElsewhere(request)) {
      var path = path(creates.value(), json(response.getEntity()));
      response.getHeaders().putSingle(HttpHeaders.LOCATION, locations.of(path));
    }
  }

  static String path(String template, JsonNode body) {
    return FIELD.matcher(template).replaceAll(field -> body.at("/" + field.group(1)).asText());
  }

  private static JsonNode json(Object entity) {
    return entity instanceof byte[] replayed
        ? Json.read(new String(replayed, StandardCharsets.UTF_8))
        : Json.MAPPER.valueToTree(entity);
  }
}
