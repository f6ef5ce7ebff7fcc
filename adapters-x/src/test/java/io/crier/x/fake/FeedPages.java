package io.crier.x.fake;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders an author's posts as feeds, in the form RSSHub and Nitter produce. */
record FeedPages(Posts posts) {

  private static final int MAX_ENTRIES = 20;

  String rss(String username) {
    var items =
        newest(username)
            .map(
                post ->
                    "<item><title>%s</title><link>%s</link><guid>%s</guid></item>"
                        .formatted(xml(title(post)), link(post), link(post)))
            .collect(Collectors.joining());
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>%s</title>%s</channel></rss>"
        .formatted(username, items);
  }

  String atom(String username) {
    var entries =
        newest(username)
            .map(
                post ->
                    "<entry><title>%s</title><link href=\"%s\"/><id>urn:%s</id></entry>"
                        .formatted(xml(title(post)), link(post), post.id().value()))
            .collect(Collectors.joining());
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>%s</title>%s</feed>"
        .formatted(username, entries);
  }

  private Stream<FakePost> newest(String username) {
    return posts.newestOf(username).limit(MAX_ENTRIES);
  }

  private static String title(FakePost post) {
    if (post.is("retweeted")) {
      return "RT by @" + post.author().username + ": " + post.text();
    }
    return post.repliedTo().map(it -> "R to @" + it.username + ": ").orElse("") + post.text();
  }

  private static String link(FakePost post) {
    return "https://x.example/" + post.author().username + "/status/" + post.id().value() + "#m";
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
