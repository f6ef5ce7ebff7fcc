package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.events.NoticeEvents;
import io.crier.application.events.Outbox;
import io.crier.application.events.ReadEvents;
import io.crier.application.sessions.OtherNodes;
import io.crier.application.sessions.Sessions;
import io.crier.application.webhooks.ClaimDeliveries;
import io.crier.application.webhooks.Deliveries;
import io.crier.application.webhooks.DispatchDeliveries;
import io.crier.application.webhooks.FollowDeliveries;
import io.crier.application.webhooks.Receivers;
import io.crier.application.webhooks.RecordAttempts;
import io.crier.application.webhooks.RegisterWebhook;
import io.crier.application.webhooks.ShowDisabledWebhooks;
import io.crier.application.webhooks.Webhooks;
import io.crier.rest.metrics.Timings;
import io.crier.rest.outbound.OutboundClient;
import io.crier.rest.outbound.OutboundConfiguration;
import io.crier.rest.outbound.OutboundLimits;
import io.crier.rest.outbound.OutboundPolicy;
import io.crier.rest.v1.events.EventStreams;
import io.crier.rest.v1.media.MediaLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Wires the delivery of events to webhooks. */
@ApplicationScoped
public class WebhookWiring {

  @Inject @Work ExecutorService executor;

  @Produces
  @Singleton
  OutboundPolicy outboundPolicy(OutboundConfiguration configuration) {
    return configuration.policy();
  }

  @Produces
  @Singleton
  OutboundClient outboundClient(OutboundPolicy policy) {
    return new OutboundClient(policy, OutboundLimits.WEBHOOKS);
  }

  void close(@Disposes OutboundClient client) {
    client.close();
  }

  @Produces
  @Singleton
  ShowDisabledWebhooks showDisabledWebhooks(
      Webhooks webhooks, Accounts accounts, UnitOfWork unitOfWork) {
    return new ShowDisabledWebhooks(webhooks, accounts, unitOfWork);
  }

  @Produces
  @Singleton
  RegisterWebhook registerWebhook(
      Webhooks webhooks,
      Sessions sessions,
      Receivers receivers,
      UnitOfWork unitOfWork,
      RandomGenerator random,
      InstantSource clock) {
    return new RegisterWebhook(webhooks, sessions, receivers, unitOfWork, random, clock);
  }

  @Produces
  @Singleton
  ClaimDeliveries claimDeliveries(
      Webhooks webhooks, Deliveries deliveries, UnitOfWork unitOfWork, InstantSource clock) {
    return new ClaimDeliveries(webhooks, deliveries, unitOfWork, clock);
  }

  @Produces
  @Singleton
  RecordAttempts recordAttempts(
      Webhooks webhooks, Deliveries deliveries, Events events, RandomGenerator random) {
    return new RecordAttempts(webhooks, deliveries, events, random);
  }

  @Produces
  @Singleton
  DispatchDeliveries dispatchDeliveries(
      ClaimDeliveries claimDeliveries,
      Receivers receivers,
      Timings timings,
      RecordAttempts recordAttempts,
      Announcements announcements,
      UnitOfWork unitOfWork,
      TimerWheel wheel,
      InstantSource clock) {
    return new DispatchDeliveries(
        claimDeliveries,
        timings.metered(receivers),
        recordAttempts,
        announcements,
        unitOfWork,
        wheel,
        executor,
        clock);
  }

  @Produces
  @Singleton
  FollowDeliveries followDeliveries(
      Webhooks webhooks,
      Deliveries deliveries,
      Events events,
      DispatchDeliveries dispatch,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new FollowDeliveries(webhooks, deliveries, events, dispatch, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ReadEvents readEvents(Outbox outbox, UnitOfWork unitOfWork) {
    return new ReadEvents(outbox, unitOfWork);
  }

  @Produces
  @Singleton
  NoticeEvents noticeEvents(
      Outbox outbox, UnitOfWork unitOfWork, Clockwork clockwork, OtherNodes otherNodes) {
    return new NoticeEvents(outbox, unitOfWork, clockwork, otherNodes::mayAct);
  }

  @Produces
  @Singleton
  EventStreams eventStreams(ReadEvents readEvents, MediaLinks links, Announcements announcements) {
    return new EventStreams(readEvents, links, announcements, EventStreams.DEFAULT_INTERVALS);
  }
}
