package io.crier.application.sessions;

import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.MessageTemplate;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A capability of an engine; checked before it is used. */
public enum Ability {
  LINK_BY_QR,
  LINK_BY_CODE,
  CHECK_NUMBERS,
  TYPE,
  SEND_TEXT,
  SEND_MEDIA,
  SEND_STICKER,
  /** Images in WebP, which otherwise can only be stickers. */
  SEND_WEBP_IMAGE,
  SEND_LOCATION,
  SEND_CONTACT,
  SEND_TEMPLATE,
  SEND_POLL,
  SEND_BUTTONS,
  SEND_LIST,
  REACT,
  /** Editing what the session has sent. */
  EDIT,
  /** Deleting for everyone what the session has sent. */
  REVOKE,
  REPLY,
  MENTION,
  /** Mentioning everybody in a group at once. */
  MENTION_ALL,
  /** Files that their recipient can open only once. */
  VIEW_ONCE,
  /** Showing a page that a text links to. */
  LINK_PREVIEW,
  /** Marking a message as forwarded. */
  FORWARD,
  /** Showing a text, image or video to several people for a day. */
  POST_STORY,
  /** Posting in a channel. */
  POST_IN_CHANNEL,
  /** Marking a message as read for its author. */
  SEEN,
  RECEIVE,
  /** Reporting what the session's holder sends from the phone or another device. */
  SENT_ELSEWHERE,
  /** Messages that people edit, or delete for everyone, are reported. */
  RECEIVE_EDITS,
  /** Votes in polls are reported. */
  RECEIVE_VOTES,
  /** Handing over what was written before the session was linked. */
  HISTORY,
  /** Reading, changing and reporting the groups of the account. */
  GROUPS,
  /** Reporting calls, and rejecting them. */
  CALLS,
  /** Showing and reporting who types, records or is online. */
  PRESENCE,
  /** Reading the profiles of contacts, and their pictures. */
  CONTACT_PROFILES,
  /** Reading the account's own profile, and changing its about. */
  OWN_PROFILE,
  /** Changing the account's own name. */
  OWN_NAME,
  /** Reading, changing and removing the account's own picture. */
  OWN_PICTURE,
  /** Reading, changing and removing the pictures of groups. */
  GROUP_PICTURE,
  /** Blocking and unblocking people, and listing who is blocked. */
  BLOCK,
  /** Listing, assigning and reporting the labels of a business account. */
  LABELS,
  /** Archiving, muting and pinning chats on the phone, and marking them as unread. */
  MARK_CHATS,
  /** Listing, following and leaving channels. */
  CHANNELS,
  /** Reporting what is posted in the channels that the account follows. */
  RECEIVE_CHANNELS,
  /** Changing and reporting when the messages of chats disappear. */
  DISAPPEARING,
  /** Reporting what people show to all whom they know. */
  RECEIVE_STORIES,
  DELIVERED,
  READ,
  /** Receipts of each member of a group are reported. */
  MEMBER_RECEIPTS,
  /** Sending too fast gets the number banned. */
  NEEDS_PACING,
  /** WhatsApp deduplicates a message that is submitted twice under one id. */
  RESUBMIT;

  /** The abilities that a message can require. */
  public static final Set<Ability> OF_MESSAGES =
      Set.copyOf(EnumSet.range(SEND_TEXT, POST_IN_CHANNEL));

  /** The abilities that an engine needs to send this to somebody. */
  public static Set<Ability> toSend(Content content, Recipient to) {
    var needed = toSend(content);
    if (to instanceof Recipient.Channel) {
      needed.add(POST_IN_CHANNEL);
    }
    return needed;
  }

  /** The abilities that an engine needs to send this. */
  public static Set<Ability> toSend(Content content) {
    var needed =
        EnumSet.of(
            switch (content) {
              case Content.Text text -> SEND_TEXT;
              case Content.Media media ->
                  media.kind() == MediaKind.STICKER ? SEND_STICKER : SEND_MEDIA;
              case Content.Location location -> SEND_LOCATION;
              case Content.ContactCard card -> SEND_CONTACT;
              case Content.Reaction reaction -> REACT;
              case Change.Edit edit -> EDIT;
              case Change.Deletion deletion -> REVOKE;
              case MessageTemplate template -> SEND_TEMPLATE;
              case Poll poll -> SEND_POLL;
              case Menu menu -> menu.isList() ? SEND_LIST : SEND_BUTTONS;
              case MissingMedia missing ->
                  throw new IllegalArgumentException("nobody sends a missing file");
              case Content.Interactive reply ->
                  throw new IllegalArgumentException("nobody sends " + reply.kind());
              case Unavailable unavailable ->
                  throw new IllegalArgumentException("nobody sends what is unavailable");
              case Content.Unsupported unsupported ->
                  throw new IllegalArgumentException("nobody sends " + unsupported.kind());
            });
    if (content instanceof Content.Media media
        && media.kind() == MediaKind.IMAGE
        && media.file().mimeType().equals("image/webp")) {
      needed.add(SEND_WEBP_IMAGE);
    }
    if (content.context().replyTo().isPresent()) {
      needed.add(REPLY);
    }
    if (!content.context().mentions().isEmpty()) {
      needed.add(MENTION);
    }
    if (content.context().mentionsAll()) {
      needed.add(MENTION_ALL);
    }
    if (content instanceof Content.Media media && media.viewOnce()) {
      needed.add(VIEW_ONCE);
    }
    if (content instanceof Content.Text text && text.preview().isPresent()) {
      needed.add(LINK_PREVIEW);
    }
    if (content.context().envelope().forwarded()) {
      needed.add(FORWARD);
    }
    if (!content.context().audience().isEmpty()) {
      needed.add(POST_STORY);
    }
    return needed;
  }

  /** For messages to people: {@code send text, react}. */
  public static String names(Collection<Ability> abilities) {
    return abilities.stream()
        .map(ability -> ability.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }
}
