package io.crier.application;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks concurrently, as far as the machine can. */
public final class AtOnce {

  private AtOnce() {}

  /** Starts all tasks together; returns their results in the order of the tasks. */
  public static <T> List<T> run(List<Callable<T>> tasks) {
    var start = new CyclicBarrier(tasks.size());
    try (var threads = Executors.newFixedThreadPool(tasks.size())) {
      var futures = new ArrayList<Future<T>>();
      for (var task : tasks) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      var results = new ArrayList<T>();
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("a task failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Runs the same task this many times. */
  public static <T> List<T> run(int times, Callable<T> task) {
    var tasks = new ArrayList<Callable<T>>();
    for (int i = 0; i < times; i++) {
      tasks.add(task);
    }
    return run(tasks);
  }
}
