package io.crier.domain.groups;

import static io.crier.domain.groups.GroupProblem.INVALID_INVITE;

import io.crier.domain.Refused;
import java.util.regex.Pattern;

/** The code of a link with which people join a group by themselves. */
public record GroupInvite(String code) {

  private static final String ROOT = "https://chat.whatsapp.com/";
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{10,64}");
  private static final Pattern LINK =
      Pattern.compile("(?:https?://)?chat\\.whatsapp\\.com/(?:invite/)?([^/?#]+)(?:[?#].*)?");

  public GroupInvite {
    if (code == null || !CODE.matcher(code).matches()) {
      throw new Refused(INVALID_INVITE);
    }
  }

  /** Reads a link, or only its code. */
  public static GroupInvite parse(String text) {
    if (text == null || text.length() > 200) {
      throw new Refused(INVALID_INVITE);
    }
    var link = LINK.matcher(text.strip());
    return new GroupInvite(link.matches() ? link.group(1) : text.strip());
  }

  public String link() {
    return ROOT + code;
  }
}
