package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.messages.ExportMessages;
import io.crier.application.messages.FindMessages;
import io.crier.application.messages.Messages;
import io.crier.application.messages.ShowQueue;
import io.crier.application.messages.ShowStatistics;
import io.crier.application.messages.Statistics;
import io.crier.application.notifications.AlertStatistics;
import io.crier.application.notifications.ShowAlertStatistics;
import io.crier.application.queue.QueuePlaces;
import io.crier.application.sessions.FindSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires what shows queues, counts messages and exports them. */
@ApplicationScoped
public class StatisticsWiring {

  @Produces
  @Singleton
  ShowQueue showQueue(
      Messages messages,
      FindSessions findSessions,
      QueuePlaces places,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new ShowQueue(messages, findSessions, places, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ExportMessages exportMessages(FindMessages findMessages, MessagesConfiguration configuration) {
    return new ExportMessages(findMessages, configuration.exports());
  }

  @Produces
  @Singleton
  ShowStatistics showStatistics(
      Statistics statistics,
      FindSessions findSessions,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new ShowStatistics(statistics, findSessions, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ShowAlertStatistics showAlertStatistics(AlertStatistics statistics, UnitOfWork unitOfWork) {
    return new ShowAlertStatistics(statistics, unitOfWork);
  }
}
