package io.crier.rest.v1;

import java.util.Map;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** What the OpenAPI document says of this face beyond what its resources say. */
public interface Description {

  /**
   * Completes the document.
   *
   * @param paths the paths of the face
   */
  void complete(OpenAPI document, Map<String, PathItem> paths);
}
