package io.crier.persistence.media;

import io.crier.application.media.MediaStore;
import io.crier.application.media.StoredFile;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stores objects in a bucket of Amazon S3 or a compatible service. The bucket's lifecycle rule
 * determines how long they are kept.
 */
public final class S3MediaStore implements MediaStore, AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  private static final Set<Integer> DELETED = Set.of(200, 204, 404);

  private final Bucket bucket;
  private final S3Signature signature;
  private final Path spoolFolder;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * The location of the objects, and the credentials for it.
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

    /** Omits the secret. */
    @Override
    public String toString() {
      return "Bucket[" + endpoint + ", " + name + "]";
    }
  }

  /**
   * @param spoolFolder a folder for files during upload, because size and hash are sent first
   */
  public S3MediaStore(Bucket bucket, Path spoolFolder, InstantSource clock) {
    this.bucket = bucket;
    this.signature = new S3Signature(bucket.region(), bucket.accessKey(), bucket.secretKey());
    this.spoolFolder = spoolFolder;
    this.clock = clock;
  }

  @Override
  public MediaFile keep(AccountId account, String mimeType, InputStream bytes, long maxBytes)
      throws IOException {
    var id = MediaId.next(clock.instant());
    Spool.createFolder(spoolFolder);
    var spool = Spool.write(bytes, spoolFolder.resolve(id.value().toString()), maxBytes);
    try {
      Spool.onDisk(() -> put(account, id, mimeType, spool));
    } finally {
      Files.deleteIfExists(spool.file());
    }
    return new MediaFile(id, mimeType, spool.size(), spool.sha256());
  }

  private Path put(AccountId account, MediaId id, String mimeType, Spool spool) throws IOException {
    var response =
        send(
            "PUT",
            bucket.of(account, id),
            spool.sha256(),
            BodyPublishers.ofFile(spool.file()),
            Map.of("content-type", mimeType));
    close(response);
    require(response.statusCode() == 200, response);
    return spool.file();
  }

  @Override
  public Optional<StoredFile> open(AccountId account, MediaId id) throws IOException {
    var response = send("GET", bucket.of(account, id));
    if (response.statusCode() == 200) {
      var size =
          response
              .headers()
              .firstValueAsLong("Content-Length")
              .orElseThrow(() -> new IOException("an object without a Content-Length"));
      return Optional.of(new StoredFile(response.body(), size));
    }
    close(response);
    require(response.statusCode() == 404, response);
    return Optional.empty();
  }

  @Override
  public void forget(AccountId account, MediaId id) throws IOException {
    var response = send("DELETE", bucket.of(account, id));
    close(response);
    require(DELETED.contains(response.statusCode()), response);
  }

  /** A lifecycle rule of the bucket does that. */
  @Override
  public void sweep(Instant before) {}

  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpResponse<InputStream> send(String method, URI object) throws IOException {
    return send(method, object, S3Signature.sha256(""), BodyPublishers.noBody(), Map.of());
  }

  private HttpResponse<InputStream> send(
      String method,
      URI object,
      String sha256,
      BodyPublisher body,
      Map<String, String> extraHeaders)
      throws IOException {
    var headers = new TreeMap<>(extraHeaders);
    headers.put("x-amz-content-sha256", sha256);
    headers.put("x-amz-date", S3Signature.date(clock.instant()));
    var request = HttpRequest.newBuilder(object).timeout(REQUEST_TIMEOUT).method(method, body);
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

  private static void close(HttpResponse<InputStream> response) throws IOException {
    response.body().close();
  }

  private static void require(boolean expected, HttpResponse<InputStream> response)
      throws IOException {
    if (!expected) {
      throw new IOException("the object store responded " + response.statusCode());
    }
  }
}
