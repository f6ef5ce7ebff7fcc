package io.crier.rest.v1.document;

import io.crier.rest.openapi.Schemas;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** The headers with which a client avoids fetching what it has already. */
final class EntityTagHeaders {

  private static final String NAME = "IfNoneMatch";

  private EntityTagHeaders() {}

  static void addComponents(Components components) {
    components.addParameter(
        NAME,
        OASFactory.createParameter()
            .name(HttpHeaders.IF_NONE_MATCH)
            .in(Parameter.In.HEADER)
            .description("the ETag of an earlier response: 304 if nothing has changed since")
            .schema(tag()));
    components.addHeader(
        HttpHeaders.ETAG,
        OASFactory.createHeader()
            .description("changes with the response")
            .required(true)
            .schema(tag()));
  }

  private static Schema tag() {
    return OASFactory.createSchema()
        .type(List.of(SchemaType.STRING))
        .examples(List.of("W/\"fgAqoBGMYqzqn3VmKM9vBQ\""));
  }

  /** Adds the headers to an operation that shows one thing. */
  static void complete(String path, PathItem item) {
    Optional.ofNullable(item.getGET())
        .filter(operation -> path.startsWith("/v1/") && showsOneThing(operation))
        .ifPresent(EntityTagHeaders::complete);
  }

  private static void complete(Operation operation) {
    operation.addParameter(OASFactory.createParameter().ref("#/components/parameters/" + NAME));
    var responses = operation.getResponses();
    responses
        .getAPIResponse("200")
        .addHeader(HttpHeaders.ETAG, OASFactory.createHeader().ref("#/components/headers/ETag"));
    responses.addAPIResponse(
        "304", OASFactory.createAPIResponse().description("As the client has it already"));
  }

  private static boolean showsOneThing(Operation operation) {
    var response = operation.getResponses().getAPIResponse("200");
    return response != null
        && response.getContent() != null
        && response.getContent().getMediaTypes().size() == 1
        && Optional.ofNullable(response.getContent().getMediaType(MediaType.APPLICATION_JSON))
            .flatMap(it -> Schemas.target(it.getSchema()))
            .filter(name -> !name.endsWith("Page"))
            .isPresent();
  }
}
