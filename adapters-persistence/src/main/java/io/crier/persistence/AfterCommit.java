package io.crier.persistence;

/** Runs work after the surrounding unit of work commits, and not at all if it rolls back. */
public interface AfterCommit {

  void run(Runnable work);
}
