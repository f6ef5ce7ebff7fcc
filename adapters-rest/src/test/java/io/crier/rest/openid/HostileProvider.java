package io.crier.rest.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** A provider that says whatever a test wants it to. */
final class HostileProvider implements AutoCloseable {

  static final RSAKey KEY = key("one");
  static final RSAKey OTHER_KEY = key("one");

  private final HttpServer server;
  final List<String> requests = new ArrayList<>();
  String idToken = "";
  UnaryOperator<String> metadata = UnaryOperator.identity();
  String userInfo = "{}";
  String tokenResponse;
  int tokenStatus = 200;

  HostileProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The claims of an honest token. */
  JWTClaimsSet.Builder claims(String nonce) {
    var now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("4711")
        .audience("crier")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)))
        .claim("nonce", nonce)
        .claim("email", "fatima@clinic.example")
        .claim("email_verified", true);
  }

  static String signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  /** Signed with the public key, as if it were a shared secret. */
  static String signedWithPublicKey(JWTClaimsSet claims) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY.getKeyID()).build();
    var token = new SignedJWT(header, claims);
    token.sign(new MACSigner(KEY.toPublicJWK().toRSAPublicKey().getEncoded()));
    return token.serialize();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestURI() + " " + body);
    var path = exchange.getRequestURI().getPath();
    var isToken = path.equals("/token");
    var text =
        switch (path) {
          case "/.well-known/openid-configuration" -> metadata.apply(honest());
          case "/keys" -> new JWKSet(KEY).toString();
          case "/token" -> tokenResponse == null ? tokens() : tokenResponse;
          case "/me" -> userInfo;
          default -> "";
        };
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(isToken ? tokenStatus : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String honest() {
    return """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
         "userinfo_endpoint": "%1$s/me", "jwks_uri": "%1$s/keys", "response_types_supported": ["code"],
         "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
        """
        .formatted(issuer());
  }

  private String tokens() {
    return "{\"access_token\":\"access\",\"token_type\":\"Bearer\",\"id_token\":\""
        + idToken
        + "\"}";
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
