package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads forms whose parts stay where the body has been received, in memory or a file, until the
 * request ends. The container's own reader keeps files of its own until the garbage is collected.
 */
@Provider
@Consumes(MediaType.MULTIPART_FORM_DATA)
public class MultipartForms implements MessageBodyReader<List<FormPart>> {

  private static final Pattern BOUNDARY =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  @Context HttpServletRequest request;

  @Override
  public boolean isReadable(Class<?> raw, Type type, Annotation[] annotations, MediaType media) {
    return raw == List.class
        && type instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] == FormPart.class;
  }

  @Override
  public List<FormPart> readFrom(
      Class<List<FormPart>> raw,
      Type type,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    var boundary = media.getParameters().get("boundary");
    if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
      throw new Refused(
          INVALID_REQUEST, "the boundary in Content-Type must have 1 to 70 characters");
    }
    var spool = ArrivingBody.spoolOf(request);
    if (spool == null) {
      throw new Refused(INVALID_REQUEST, "the URL of a form must need no decoding");
    }
    return new MultipartParser(new BufferedInputStream(body), boundary)
        .parse().stream().map(part -> part.in(spool)).toList();
  }
}
