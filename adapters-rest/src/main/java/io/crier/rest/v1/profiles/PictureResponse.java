package io.crier.rest.v1.profiles;

import io.crier.domain.profiles.Picture;
import jakarta.ws.rs.core.Response;

/** A picture on its way out. */
final class PictureResponse {

  private PictureResponse() {}

  /** It belongs to a person, so that no cache between keeps it. */
  static Response of(Picture picture) {
    return Response.ok(picture.bytes(), picture.mimeType())
        .header("Cache-Control", "private, no-store")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
