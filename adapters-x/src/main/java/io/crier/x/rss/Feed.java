package io.crier.x.rss;

import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.Post.Kind;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUsername;
import io.crier.x.PostReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An RSS or Atom feed of an author's posts, in the form RSSHub and Nitter produce. */
final class Feed {

  private static final Pattern POST = Pattern.compile("/(\\w{1,15})/status(?:es)?/(\\d{1,19})");
  private static final Pattern REPOST = Pattern.compile("RT (?:by )?@?\\w+:.*", Pattern.DOTALL);
  private static final Pattern REPLY =
      Pattern.compile("(?:R to|Re) @?(\\w{1,15}):?\\s.*", Pattern.DOTALL);
  private static final String ANY = "*";

  private final Document document;

  private Feed(Document document) {
    this.document = document;
  }

  /** Parses a feed, or returns empty if the document is not one. */
  static Optional<Feed> parse(byte[] xml) {
    try {
      var parser = safeParsers().newDocumentBuilder();
      parser.setErrorHandler(new DefaultHandler());
      var document = parser.parse(new ByteArrayInputStream(xml));
      return switch (document.getDocumentElement().getLocalName()) {
        case "rss", "RDF", "feed" -> Optional.of(new Feed(document));
        default -> Optional.empty();
      };
    } catch (SAXException | IOException notXml) {
      return Optional.empty();
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Feeds are untrusted: external entities and entity expansion are disabled. */
  private static DocumentBuilderFactory safeParsers() throws ParserConfigurationException {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
    return factory;
  }

  List<Post> posts(XAccount author) {
    return Stream.concat(
            elements(document.getElementsByTagNameNS(ANY, "item")),
            elements(document.getElementsByTagNameNS(ANY, "entry")))
        .flatMap(item -> post(item, author).stream())
        .distinct()
        .toList();
  }

  private static Optional<Post> post(Element item, XAccount author) {
    var found =
        Stream.concat(links(item), Stream.of(text(item, "guid"), text(item, "id")))
            .map(POST::matcher)
            .filter(link -> link.find())
            .findFirst();
    return found.map(
        link -> {
          var id = new PostId(PostReader.number(link.group(2)));
          var by = new XUsername(link.group(1));
          var title = text(item, "title");
          var text = title.isBlank() ? plainText(description(item)) : title;
          return new Post(id, id, author.id(), Optional.empty(), kind(title, by, author), text);
        });
  }

  private static Kind kind(String title, XUsername by, XAccount author) {
    if (REPOST.matcher(title).matches() || !isBy(by, author)) {
      return Kind.REPOST;
    }
    var reply = REPLY.matcher(title);
    if (reply.matches()) {
      return author.username().equals(new XUsername(reply.group(1))) ? Kind.THREAD : Kind.REPLY;
    }
    return Kind.ORIGINAL;
  }

  /** Links of the form /i/status do not name the author. */
  private static boolean isBy(XUsername by, XAccount author) {
    return by.equals(author.username()) || by.key().equals("i");
  }

  private static Stream<String> links(Element item) {
    return elements(item.getElementsByTagNameNS(ANY, "link"))
        .map(link -> link.hasAttribute("href") ? link.getAttribute("href") : link.getTextContent());
  }

  private static String description(Element item) {
    return Stream.of("description", "content", "summary")
        .map(name -> text(item, name))
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  private static String plainText(String html) {
    return html.replaceAll("(?i)<br */?>", "\n")
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .strip();
  }

  private static String text(Element item, String name) {
    return elements(item.getElementsByTagNameNS(ANY, name))
        .findFirst()
        .map(element -> element.getTextContent().strip())
        .orElse("");
  }

  private static Stream<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
  }
}
