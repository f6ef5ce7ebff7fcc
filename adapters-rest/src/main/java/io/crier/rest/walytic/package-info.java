/** The API of Walytic: texts, and webhooks in its format. */
package io.crier.rest.walytic;
