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
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final Pattern FORBIDDEN_IN_PATH =
      Pattern.compile("[#\\\\]|%(?i:[01][0-9a-f]|2f|5c|7f)");
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

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
        && hosts.stream().allMatch(host -> HOST.matcher(host).matches())
        && lengths.size() + encodings.size() <= 1
        && lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())
        && encodings.stream().allMatch(encoding -> encoding.equalsIgnoreCase("chunked"));
  }

  private static boolean isTarget(HttpServletRequest request) {
    return isTarget(
        request.getRequestURL().toString(), request.getRequestURI(), request.getQueryString());
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
    return Collections.list(request.getHeaderNames()).stream()
        .flatMap(name -> headers(request, name).stream())
        .noneMatch(value -> CONTROL.matcher(value).find());
  }

  private static List<String> headers(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name));
  }
}
