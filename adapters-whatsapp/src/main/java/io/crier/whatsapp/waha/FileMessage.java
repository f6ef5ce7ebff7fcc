package io.crier.whatsapp.waha;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.whatsapp.JsonTrees;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** A message with a file, which is streamed because it may be large. */
public record FileMessage(ObjectNode message, String mimeType, String filename, InputStream bytes) {

  /** Writes the message as JSON with the file in base64. */
  public static final class Writer implements MessageBodyWriter<FileMessage> {

    @Override
    public boolean isWriteable(
        Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
      return type == FileMessage.class;
    }

    @Override
    public void writeTo(
        FileMessage file,
        Class<?> type,
        Type generic,
        Annotation[] annotations,
        MediaType mediaType,
        MultivaluedMap<String, Object> headers,
        OutputStream body)
        throws IOException {
      var json = JsonTrees.MAPPER.createGenerator(body);
      json.writeStartObject();
      for (var field : file.message().properties()) {
        json.writeFieldName(field.getKey());
        json.writeTree(field.getValue());
      }
      json.writeObjectFieldStart("file");
      json.writeStringField("mimetype", file.mimeType());
      json.writeStringField("filename", file.filename());
      json.writeFieldName("data");
      json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, file.bytes(), -1);
      json.writeEndObject();
      json.writeEndObject();
      json.flush();
    }
  }
}
