package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rejects malformed multipart bodies. The parser accepts a missing end, and fails on other mistakes
 * with exceptions of many kinds.
 */
@Provider
public class MultipartBodies implements ReaderInterceptor {

  private static final Pattern BOUNDARY =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    var type = context.getMediaType();
    if (type == null || !type.getType().equalsIgnoreCase("multipart")) {
      return context.proceed();
    }
    var boundary = type.getParameters().get("boundary");
    if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
      throw refused("the boundary in Content-Type must have 1 to 70 characters");
    }
    var body = new UntilBoundary(context.getInputStream(), boundary);
    context.setInputStream(body);
    var parts = parse(context, body);
    body.throwFailure();
    if (!body.isComplete()) {
      throw refused("the body ends before its closing boundary");
    }
    return parts;
  }

  private static Object parse(ReaderInterceptorContext context, UntilBoundary body) {
    try {
      var parts = context.proceed();
      body.transferTo(OutputStream.nullOutputStream());
      if (parts instanceof List<?> list) {
        list.forEach(MultipartBodies::checkPart);
      }
      return parts;
    } catch (Refused known) {
      throw known;
    } catch (IOException | RuntimeException malformed) {
      body.throwFailure();
      throw refused("the body is not multipart/form-data");
    }
  }

  private static void checkPart(Object part) {
    if (part instanceof EntityPart entity
        && entity.getMediaType() != null
        && entity.getMediaType().getType().matches("(?i)multipart|message")) {
      throw refused("a part must not have parts of its own");
    }
  }

  private static Refused refused(String why) {
    return new Refused(INVALID_REQUEST, why);
  }
}
