package io.crier.application.watch;

import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;

/** Where the watch over X keeps its state. */
public record WatchStores(XAccounts xAccounts, Spending spending, UnitOfWork unitOfWork) {}
