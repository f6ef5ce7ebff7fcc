package io.crier.whatsapp.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;

/** The form that uploads a file to Meta. */
public record FileForm(String mimeType, InputStream bytes) {

  /** Writes the form and streams the file. */
  public static final class Writer implements MessageBodyWriter<FileForm> {

    @Override
    public boolean isWriteable(
        Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
      return type == FileForm.class;
    }

    @Override
    public void writeTo(
        FileForm form,
        Class<?> type,
        Type generic,
        Annotation[] annotations,
        MediaType mediaType,
        MultivaluedMap<String, Object> headers,
        OutputStream body)
        throws IOException {
      var boundary = UUID.randomUUID().toString();
      headers.putSingle(HttpHeaders.CONTENT_TYPE, "multipart/form-data; boundary=" + boundary);
      var head =
          """
          --%1$s
          Content-Disposition: form-data; name="messaging_product"

          whatsapp
          --%1$s
          Content-Disposition: form-data; name="type"

          %2$s
          --%1$s
          Content-Disposition: form-data; name="file"; filename="file"
          Content-Type: %2$s

          """;
      body.write(head.formatted(boundary, form.mimeType()).replace("\n", "\r\n").getBytes(UTF_8));
      form.bytes().transferTo(body);
      body.write(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
    }
  }
}
