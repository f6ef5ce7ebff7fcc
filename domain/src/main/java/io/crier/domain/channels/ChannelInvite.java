package io.crier.domain.channels;

import static io.crier.domain.channels.ChannelProblem.INVALID_CHANNEL;

import io.crier.domain.Refused;
import java.util.regex.Pattern;

/** The code of the link under which anybody finds a channel. */
public record ChannelInvite(String code) {

  private static final String ROOT = "https://whatsapp.com/channel/";
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{10,64}");
  private static final Pattern LINK =
      Pattern.compile(
          "(?:https?://)?(?:www\\.)?whatsapp\\.com/channel/([^/?#]+)(?:/\\d+)?/?(?:[?#].*)?");

  public ChannelInvite {
    if (code == null || !CODE.matcher(code).matches()) {
      throw new Refused(INVALID_CHANNEL);
    }
  }

  /** Reads the link of a channel, or of one of its posts. */
  public static ChannelInvite parse(String text) {
    if (text == null || text.length() > 200) {
      throw new Refused(INVALID_CHANNEL);
    }
    var link = LINK.matcher(text.strip());
    if (!link.matches()) {
      throw new Refused(INVALID_CHANNEL);
    }
    return new ChannelInvite(link.group(1));
  }

  public String link() {
    return ROOT + code;
  }
}
