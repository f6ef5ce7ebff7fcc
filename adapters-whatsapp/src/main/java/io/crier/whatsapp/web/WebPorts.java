package io.crier.whatsapp.web;

import io.crier.application.sessions.Blocks;
import io.crier.application.sessions.Calls;
import io.crier.application.sessions.Channels;
import io.crier.application.sessions.ChatMarks;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.Labels;
import io.crier.application.sessions.Presences;
import io.crier.application.sessions.Profiles;
import io.crier.application.sessions.Timers;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The optional ports of a connection, all through the side process. */
abstract class WebPorts implements Engine.Connection {

  private final WebMedia media;
  private final WebGroups groups;
  private final WebCalls calls;
  private final WebPresences presences;
  private final WebProfiles profiles;
  private final WebLabels labels;
  private final WebMarks marks;
  private final WebChannels channels;

  WebPorts(ProcessLink link, Contents contents) {
    BooleanSupplier connected = this::isConnected;
    media = new WebMedia(link, contents);
    groups = new WebGroups(link, connected);
    calls = new WebCalls(link, connected);
    presences = new WebPresences(link, connected);
    profiles = new WebProfiles(link, connected);
    labels = new WebLabels(link, connected);
    marks = new WebMarks(link, connected);
    channels = new WebChannels(link, connected);
  }

  abstract boolean isConnected();

  @Override
  public final Optional<InboundMedia> media() {
    return Optional.of(media);
  }

  @Override
  public final Optional<Groups> groups() {
    return Optional.of(groups);
  }

  @Override
  public final Optional<Presences> presences() {
    return Optional.of(presences);
  }

  @Override
  public final Optional<Calls> calls() {
    return Optional.of(calls);
  }

  @Override
  public final Optional<Profiles> profiles() {
    return Optional.of(profiles);
  }

  @Override
  public final Optional<Blocks> blocks() {
    return Optional.of(profiles);
  }

  @Override
  public final Optional<Timers> timers() {
    return Optional.of(profiles);
  }

  @Override
  public final Optional<ChatMarks> marks() {
    return Optional.of(marks);
  }

  @Override
  public final Optional<Labels> labels() {
    return Optional.of(labels);
  }

  @Override
  public final Optional<Channels> channels() {
    return Optional.of(channels);
  }
}
