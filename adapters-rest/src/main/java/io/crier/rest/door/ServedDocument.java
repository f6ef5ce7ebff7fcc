package io.crier.rest.door;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The OpenAPI document of the build, fitted to this server: without the paths of disabled faces,
 * and at the address that was called. Nothing is read before somebody asks.
 */
@ApplicationScoped
public class ServedDocument {

  /** How the document can be written. */
  enum Format {
    YAML("application/yaml", YAMLMapper::new),
    JSON("application/json", JsonMapper::new);

    private final String mediaType;
    private final Supplier<ObjectMapper> mapper;

    Format(String mediaType, Supplier<ObjectMapper> mapper) {
      this.mediaType = mediaType;
      this.mapper = mapper;
    }

    String mediaType() {
      return mediaType;
    }
  }

  private static final String BUILT = "/io/crier/openapi.yaml";

  /** What the document of the build names as its server. */
  private static final String ADDRESS = "http://localhost:9080";

  private final Map<Format, String> texts = new ConcurrentHashMap<>();

  @Inject Faces faces;

  /** For CDI. */
  protected ServedDocument() {}

  ServedDocument(Faces faces) {
    this.faces = faces;
  }

  /** The document, which names this address as the server's. */
  byte[] at(String address, Format format) {
    var text = texts.computeIfAbsent(format, this::text);
    var place = text.lastIndexOf(ADDRESS);
    return (text.substring(0, place) + address + text.substring(place + ADDRESS.length()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String text(Format format) {
    try (var built = built()) {
      var all = new String(built.readAllBytes(), StandardCharsets.UTF_8);
      if (format == Format.YAML && !faces.areSomeDisabled()) {
        return all;
      }
      var document = (ObjectNode) Format.YAML.mapper.get().readTree(all);
      removeDisabled(document);
      document.set("servers", document.remove("servers"));
      return format.mapper.get().writeValueAsString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InputStream built() {
    return ServedDocument.class.getResourceAsStream(BUILT);
  }

  /** Removes the paths of disabled faces, and the tags that no other path has. */
  private void removeDisabled(ObjectNode document) {
    var tags = new HashSet<String>();
    var paths = document.path("paths").properties().iterator();
    while (paths.hasNext()) {
      var path = paths.next();
      if (faces.isDisabled(path.getKey())) {
        tags.addAll(tags(path.getValue()));
        paths.remove();
      }
    }
    document.path("paths").forEach(path -> tags.removeAll(tags(path)));
    if (document.path("tags") instanceof ArrayNode all) {
      for (Iterator<JsonNode> tag = all.iterator(); tag.hasNext(); ) {
        if (tags.contains(tag.next().path("name").asText())) {
          tag.remove();
        }
      }
    }
  }

  private static Set<String> tags(JsonNode path) {
    var tags = new HashSet<String>();
    path.forEach(operation -> operation.path("tags").forEach(tag -> tags.add(tag.asText())));
    return tags;
  }
}
