package io.crier.rest.v1;

import io.crier.rest.door.NoStore;
import io.crier.rest.json.Json;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * Gives every response that shows one thing an {@code ETag}, and answers 304 to a client that has
 * it already. The tags are weak, because a response may be compressed on its way.
 */
@Provider
@Priority(Priorities.USER - 1)
public class EntityTags implements ContainerResponseFilter {

  private static final Set<String> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final int LENGTH = 16;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (!showsOneThing(request, response)) {
      return;
    }
    var json = Json.MAPPER.writeValueAsBytes(response.getEntity());
    var tag = new EntityTag(hash(json), true);
    response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    var unmet = request.getRequest().evaluatePreconditions(tag);
    if (unmet == null) {
      response.setEntity(json);
    } else {
      response.setStatusInfo(unmet.build().getStatusInfo());
      response.setEntity(null);
      response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, NoStore.VALUE);
    }
  }

  private static boolean showsOneThing(
      ContainerRequestContext request, ContainerResponseContext response) {
    return METHODS.contains(request.getMethod())
        && isOfV1(request.getUriInfo().getPath())
        && response.getStatus() == 200
        && MediaType.APPLICATION_JSON_TYPE.isCompatible(response.getMediaType())
        && !response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)
        && !(response.getEntity() instanceof Page);
  }

  private static boolean isOfV1(String path) {
    var root = path.startsWith("/") ? "/v1/" : "v1/";
    return path.startsWith(root) && path.length() > root.length();
  }

  static String hash(byte[] json) {
    try {
      var digest = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(json), LENGTH);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
