package io.crier.rest.v1.document;

import io.crier.domain.TextRule;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.Poll;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.Session;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.users.Email;
import io.crier.domain.users.PasswordRule;
import io.crier.domain.users.User;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The lengths of texts in requests, as the domain limits them: in code points. */
final class TextLimits {

  /** The rule of each property, by schema and name. */
  private static final Map<String, TextRule> RULES =
      Map.ofEntries(
          Map.entry("AcceptInvitation.email", Email.LENGTH),
          Map.entry("AcceptInvitation.name", User.NAME),
          Map.entry("AcceptInvitation.password", PasswordRule.LENGTH),
          Map.entry("ChangeMe.name", User.NAME),
          Map.entry("ChangePassword.new", PasswordRule.LENGTH),
          Map.entry("ChangeSession.name", Session.NAME),
          Map.entry("CreateSession.name", Session.NAME),
          Map.entry("CreateSubscription.keywords", PostFilter.KEYWORD),
          Map.entry("EditMessage.body", Content.Text.BODY),
          Map.entry("InviteUser.email", Email.LENGTH),
          Map.entry("InviteUser.name", User.NAME),
          Map.entry("IssueApiKey.name", ApiKey.NAME),
          Map.entry("OpenAccount.name", Account.NAME),
          Map.entry("RegisterPhone.displayName", Phone.DISPLAY_NAME),
          Map.entry("SendButton.id", Menu.BUTTON_ID),
          Map.entry("SendButton.title", Menu.BUTTON),
          Map.entry("SendButtons.body", Menu.BUTTONS_BODY),
          Map.entry("SendButtons.footer", Menu.LABEL),
          Map.entry("SendButtons.header", Menu.LABEL),
          Map.entry("SendContact.name", Content.ContactCard.NAME),
          Map.entry("SendDocument.caption", Content.Media.CAPTION),
          Map.entry("SendDocument.filename", Content.Media.FILENAME),
          Map.entry("SendImage.caption", Content.Media.CAPTION),
          Map.entry("SendList.body", Menu.LIST_BODY),
          Map.entry("SendList.button", Menu.BUTTON),
          Map.entry("SendList.footer", Menu.LABEL),
          Map.entry("SendList.header", Menu.LABEL),
          Map.entry("SendLocation.address", Content.Location.LABEL),
          Map.entry("SendLocation.name", Content.Location.LABEL),
          Map.entry("PollQuestion.options", Poll.OPTION),
          Map.entry("PollQuestion.question", Poll.QUESTION),
          Map.entry("SendReaction.emoji", Content.Reaction.EMOJI),
          Map.entry("SendRow.description", Menu.DESCRIPTION),
          Map.entry("SendRow.id", Menu.ROW_ID),
          Map.entry("SendRow.title", Menu.ROW),
          Map.entry("SendSection.title", Menu.ROW),
          Map.entry("SendText.body", Content.Text.BODY),
          Map.entry("SendVideo.caption", Content.Media.CAPTION));

  private TextLimits() {}

  static void complete(Map<String, Schema> schemas) {
    RULES.forEach(
        (path, rule) -> {
          var schema = schemas.get(path.substring(0, path.indexOf('.')));
          var property = schema.getProperties().get(path.substring(path.indexOf('.') + 1));
          var text = property.getItems() == null ? property : property.getItems();
          text.minLength(rule.shortest() == 0 ? null : rule.shortest()).maxLength(rule.longest());
        });
  }
}
