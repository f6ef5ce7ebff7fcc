/** The API of WallaWhats: phones, subscriptions to X accounts and alerts. */
package io.crier.rest.wallawhats;
