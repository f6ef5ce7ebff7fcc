package io.crier.domain.media;

import static io.crier.domain.media.MediaProblem.MEDIA_TYPE_NOT_ALLOWED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crier.domain.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The type of a file as detected from its first bytes, as far as it matters to WhatsApp. Types are
 * tried in the order of the constants.
 */
public enum FileType {
  JPEG("\u00ff\u00d8\u00ff", "image/jpeg", "image/jpg", "image/pjpeg"),
  PNG("\u0089PNG\r\n\u001a\n", "image/png"),
  WEBP("RIFF.{4}WEBP", "image/webp"),
  GIF("GIF8[79]a", "image/gif"),
  HEIC(".{4}ftyp(?:hei|mif1|avif)", "image/heic", "image/heif", "image/avif"),
  M4A(".{4}ftypM4[AB]", "audio/mp4", "audio/m4a", "audio/x-m4a", "video/mp4"),
  THREE_GP(".{4}ftyp3g", "video/3gpp", "audio/3gpp", "video/mp4"),
  QUICKTIME(".{4}ftypqt", "video/quicktime"),
  MP4(".{4}ftyp", "video/mp4", "audio/mp4", "audio/m4a", "audio/x-m4a", "video/x-m4v"),
  OGG("OggS", "audio/ogg", "audio/opus", "application/ogg", "video/ogg"),
  AMR("#!AMR", "audio/amr"),
  AAC("\u00ff[\u00f0\u00f1\u00f8\u00f9]", "audio/aac", "audio/x-aac", "audio/aacp"),
  MP3(
      "ID3|\u00ff[\u00e2\u00e3\u00f2\u00f3\u00fa\u00fb]",
      "audio/mpeg",
      "audio/mp3",
      "audio/x-mp3",
      "audio/mpeg3"),
  WAV("RIFF.{4}WAVE", "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"),
  WEBM("\u001a\u0045\u00df\u00a3", "audio/webm", "video/webm", "video/x-matroska"),
  PDF("%PDF-", "application/pdf");

  /** How many bytes are needed to detect a type. */
  public static final int HEAD = 80;

  /** The header of an Ogg page, and that of the Opus stream in it. */
  private static final Pattern OPUS = Pattern.compile("OggS.{23,60}OpusHead", Pattern.DOTALL);

  private static final String UNKNOWN = "application/octet-stream";
  private static final Set<String> UNSPECIFIC = Set.of(UNKNOWN, "binary/octet-stream");
  private static final Pattern MIME_TYPE =
      Pattern.compile("([a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,64})\\s*(?:;.*)?");

  private final Pattern beginning;
  private final List<String> names;

  FileType(String beginning, String... names) {
    this.beginning = Pattern.compile(beginning, Pattern.DOTALL);
    this.names = List.of(names);
  }

  /**
   * The MIME type of a file that is to be sent as this kind; refused if WhatsApp does not support
   * it, or if the declared type is wrong.
   *
   * @param claimed the declared type, if any
   * @param head its first bytes
   */
  public static String judge(MediaKind kind, Optional<String> claimed, byte[] head) {
    var found = of(head);
    var declared = claimed.flatMap(FileType::normalised);
    if (kind != MediaKind.DOCUMENT && found.filter(supportedAs(kind)::contains).isEmpty()) {
      throw new Refused(
          MEDIA_TYPE_NOT_ALLOWED,
          "%s takes %s: this is %s"
              .formatted(
                  kind.name().toLowerCase(Locale.ROOT),
                  supportedAs(kind).stream()
                      .map(type -> type.mimeType(kind))
                      .sorted()
                      .distinct()
                      .collect(Collectors.joining(", ")),
                  found.map(type -> type.names.getFirst()).orElse("something else")));
    }
    if (declared.filter(name -> !fits(name, found)).isPresent()) {
      throw new Refused(
          MEDIA_TYPE_NOT_ALLOWED, "the file is not what it is said to be: " + declared.get());
    }
    return found.map(type -> type.mimeType(kind)).or(() -> declared).orElse(UNKNOWN);
  }

  /** The MIME type of a file, guessed from its first bytes alone. */
  public static String guess(byte[] head) {
    return of(head).map(type -> type.names.getFirst()).orElse(UNKNOWN);
  }

  /** Whether a file is what WhatsApp plays as a voice message: Opus in Ogg. */
  public static boolean isOpus(byte[] head) {
    return OPUS.matcher(new String(head, ISO_8859_1)).lookingAt();
  }

  private static Optional<FileType> of(byte[] head) {
    var text = new String(head, ISO_8859_1);
    return Arrays.stream(values())
        .filter(type -> type.beginning.matcher(text).lookingAt())
        .findFirst();
  }

  private static Set<FileType> supportedAs(MediaKind kind) {
    return switch (kind) {
      case IMAGE -> Set.of(JPEG, PNG, WEBP);
      case VIDEO -> Set.of(MP4, THREE_GP);
      case AUDIO -> Set.of(OGG, MP3, AAC, AMR, M4A, MP4);
      // What recorders and browsers make is converted.
      case VOICE -> Set.of(OGG, MP3, AAC, AMR, M4A, MP4, WAV, WEBM);
      case STICKER -> Set.of(WEBP);
      case DOCUMENT -> Set.of(values());
    };
  }

  private static Optional<String> normalised(String claimed) {
    var type = MIME_TYPE.matcher(claimed.strip().toLowerCase(Locale.ROOT));
    return Optional.of(type)
        .filter(it -> it.matches())
        .map(it -> it.group(1))
        .filter(name -> !UNSPECIFIC.contains(name));
  }

  /**
   * A declared type whose signature is known must match the detected type; others cannot be
   * checked.
   */
  private static boolean fits(String claimed, Optional<FileType> found) {
    return found
        .map(type -> type.names.contains(claimed))
        .orElse(Arrays.stream(values()).noneMatch(type -> type.names.contains(claimed)));
  }

  private String mimeType(MediaKind kind) {
    return this == MP4 && kind.isAudible() ? "audio/mp4" : names.getFirst();
  }
}
