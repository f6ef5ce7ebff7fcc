package io.crier.rest.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Detects malformed requests that the container accepts: those that another server may read
 * differently, and those that JAX-RS would fail on.
 */
final class MalformedRequests {

  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{0,5})?");
  private static final Characters USUAL_HOST = Characters.lettersDigitsAnd("._-");
  private static final Characters USUAL_TARGET = Characters.lettersDigitsAnd("/._~-");
  private static final Characters USUAL_QUERY = Characters.lettersDigitsAnd("._~=&-");
  private static final Pattern FORBIDDEN_IN_PATH =
      Pattern.compile("[#\\\\]|%(?i:[01][0-9a-f]|2f|5c|7f)");

  private MalformedRequests() {}

  /** The problem of a malformed request. */
  static Optional<HttpProblem> problem(HttpServletRequest request) {
    return isFramed(request) && isTarget(request) && isPrintable(request)
        ? MediaTypeHeaders.problem(request)
        : Optional.of(HttpProblem.BAD_REQUEST);
  }

  private static boolean isFramed(HttpServletRequest request) {
    return isFramed(
        request.getProtocol(),
        headers(request, HttpHeaders.HOST),
        headers(request, HttpHeaders.CONTENT_LENGTH),
        headers(request, "Transfer-Encoding"));
  }

  /** Whether the host and the length of the request are unambiguous. */
  static boolean isFramed(
      String protocol, List<String> hosts, List<String> lengths, List<String> encodings) {
    var isOld = protocol.equals("HTTP/1.0");
    return (isOld || protocol.equals("HTTP/1.1"))
        && (hosts.size() == 1 || isOld && hosts.isEmpty())
        && hosts.stream().allMatch(MalformedRequests::isHost)
        && lengths.size() + encodings.size() <= 1
        && lengths.stream().allMatch(length -> Characters.areDigits(length, 1, 18))
        && encodings.stream().allMatch(encoding -> encoding.equalsIgnoreCase("chunked"));
  }

  private static boolean isHost(String host) {
    var colon = host.lastIndexOf(':');
    var name = colon < 0 ? host : host.substring(0, colon);
    var isUsual =
        !name.isEmpty()
            && name.length() <= 255
            && USUAL_HOST.makeUp(name)
            && (colon < 0 || Characters.areDigits(host.substring(colon + 1), 0, 5));
    return isUsual || HOST.matcher(host).matches();
  }

  private static boolean isTarget(HttpServletRequest request) {
    return isUsual(
            request.getHeader(HttpHeaders.HOST), request.getRequestURI(), request.getQueryString())
        || isTarget(
            request.getRequestURL().toString(), request.getRequestURI(), request.getQueryString());
  }

  /** Whether host, path and query are such that any server reads them alike. */
  private static boolean isUsual(String host, String path, String query) {
    return host != null
        && host.indexOf('[') < 0
        && path.startsWith("/")
        && USUAL_TARGET.makeUp(path)
        && (query == null || USUAL_QUERY.makeUp(query));
  }

  static boolean isTarget(String url, String path, String query) {
    return !FORBIDDEN_IN_PATH.matcher(path).find()
        && isUri(query == null ? url : url + "?" + query)
        && isUtf8(path)
        && (query == null || isUtf8(query));
  }

  private static boolean isUri(String text) {
    try {
      new URI(text);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether a part of a URI is ASCII, and UTF-8 once its escapes are decoded. */
  private static boolean isUtf8(String part) {
    var bytes = new ByteArrayOutputStream(part.length());
    for (var i = 0; i < part.length(); i++) {
      var next = part.charAt(i);
      if (next > '~') {
        return false;
      }
      if (next == '%') {
        bytes.write(Integer.parseInt(part.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(next);
      }
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isPrintable(HttpServletRequest request) {
    for (var names = request.getHeaderNames(); names.hasMoreElements(); ) {
      for (var values = request.getHeaders(names.nextElement()); values.hasMoreElements(); ) {
        if (!isPrintable(values.nextElement())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isPrintable(String value) {
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
