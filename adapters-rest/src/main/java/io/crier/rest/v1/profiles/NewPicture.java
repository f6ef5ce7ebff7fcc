package io.crier.rest.v1.profiles;

import io.crier.application.sending.Outgoing.FileSource;
import io.crier.rest.door.FileSources;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A picture to show: JPEG or PNG, at most 5 MB. */
@Schema(
    name = "SetPicture",
    description = "A JPEG or PNG of at most 5 MB, of which WhatsApp shows the square in the middle")
public record NewPicture(
    @Schema(
            description = "the URL to fetch the picture from; instead of data",
            maxLength = 2048,
            examples = "https://example.com/face.jpg")
        String url,
    @Schema(
            description = "the picture as a data URI of at most 5 MB",
            examples = "data:image/png;base64,iVBORw0KGgo=")
        String data) {

  FileSource source() {
    return FileSources.of(url, data);
  }
}
