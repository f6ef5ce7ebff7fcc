package io.crier.persistence.media;

import io.crier.application.media.MediaStore;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MediaFile;
import io.crier.domain.messages.MediaId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Objects in a bucket of Amazon's S3, or of what speaks like it. How long they are kept is for the
 * bucket's lifecycle rule to say.
 */
public final class S3MediaStore implements MediaStore, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<Integer> GONE = Set.of(200, 204, 404);

  private final Bucket bucket;
  private final S3Signature signature;
  private final Path spools;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * Where the objects are.
   *
   * @param endpoint such as {@code https://s3.eu-central-1.amazonaws.com}; the bucket's name is
   *     added as a folder
   */
  public record Bucket(
      URI endpoint, String name, String region, String accessKey, String secretKey) {

    URI of(AccountId account, MediaId id) {
      var root = endpoint.toString().replaceAll("/+$", "");
      return URI.create(root + "/" + name + "/" + account.value() + "/" + id.value());
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Bucket[" + endpoint + ", " + name + "]";
    }
  }

  /**
   * @param spools a folder for what is on its way: its size and hash come first
   */
  public S3MediaStore(Bucket bucket, Path spools, InstantSource clock) {
    this.bucket = bucket;
    this.signature = new S3Signature(bucket.region(), bucket.accessKey(), bucket.secretKey());
    this.spools = spools;
    this.clock = clock;
  }

  @Override
  public MediaFile keep(AccountId account, String mimeType, InputStream bytes, long most)
      throws IOException {
    var id = MediaId.next(clock.instant());
    Spool.folder(spools);
    var spool = Spool.write(bytes, spools.resolve(id.value().toString()), most);
    try {
      var answer =
          send(
              "PUT",
              bucket.of(account, id),
              spool.sha256(),
              BodyPublishers.ofFile(spool.file()),
              Map.of("content-type", mimeType));
      close(answer);
      require(answer.statusCode() == 200, answer);
    } finally {
      Files.deleteIfExists(spool.file());
    }
    return new MediaFile(id, mimeType, spool.size(), spool.sha256());
  }

  @Override
  public Optional<InputStream> open(AccountId account, MediaId id) throws IOException {
    var answer = send("GET", bucket.of(account, id));
    if (answer.statusCode() == 200) {
      return Optional.of(answer.body());
    }
    close(answer);
    require(answer.statusCode() == 404, answer);
    return Optional.empty();
  }

  @Override
  public void forget(AccountId account, MediaId id) throws IOException {
    var answer = send("DELETE", bucket.of(account, id));
    close(answer);
    require(GONE.contains(answer.statusCode()), answer);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpResponse<InputStream> send(String method, URI object) throws IOException {
    return send(method, object, S3Signature.sha256(""), BodyPublishers.noBody(), Map.of());
  }

  private HttpResponse<InputStream> send(
      String method, URI object, String sha256, BodyPublisher body, Map<String, String> more)
      throws IOException {
    var headers = new TreeMap<>(more);
    headers.put("x-amz-content-sha256", sha256);
    headers.put("x-amz-date", S3Signature.date(clock.instant()));
    var request = HttpRequest.newBuilder(object).timeout(PATIENCE).method(method, body);
    headers.forEach(request::header);
    headers.put("host", object.getRawAuthority());
    request.header("authorization", signature.authorization(method, object.getRawPath(), headers));
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void close(HttpResponse<InputStream> answer) throws IOException {
    answer.body().close();
  }

  private static void require(boolean asExpected, HttpResponse<InputStream> answer)
      throws IOException {
    if (!asExpected) {
      throw new IOException("the object store answered " + answer.statusCode());
    }
  }
}
